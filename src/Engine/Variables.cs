namespace Petitions.Engine;

/// <summary>Looking up variables from an activity outwards.</summary>
internal static class Variables
{
    public static object? Get(ActivityContext from, string name) => TryGet(from, name, out var value) ? value : null;

    public static bool TryGet(ActivityContext? from, string name, out object? value)
    {
        for (var context = from; context is not null; context = context.Parent)
        {
            var index = IndexOf(context, name);
            if (index >= 0)
            {
                value = context.VariableValues![index];
                return true;
            }
            if (context.Dynamic is { } dynamic && dynamic.TryGetValue(name, out value)) return true;
        }
        value = null;
        return false;
    }

    /// <summary>Sets the nearest variable of that name; an unknown name makes a new one in the nearest container.</summary>
    public static void Set(ActivityContext from, string name, object? value)
    {
        ActivityContext? container = null;
        for (var context = from; context is not null; context = context.Parent)
        {
            var index = IndexOf(context, name);
            if (index >= 0)
            {
                Assign(context, index, value);
                return;
            }
            if (context.Dynamic is { } dynamic && dynamic.ContainsKey(name))
            {
                dynamic[name] = value;
                return;
            }
            if (container is null && context.Node.Descriptor.IsContainer) container = context;
        }
        container ??= from;
        (container.Dynamic ??= [])[name] = value;
    }

    public static bool TryGetById(ActivityContext? from, string id, out object? value)
    {
        for (var context = from; context is not null; context = context.Parent)
        {
            var index = IndexOfId(context, id);
            if (index < 0) continue;
            value = context.VariableValues![index];
            return true;
        }
        value = null;
        return false;
    }

    public static bool TrySetById(ActivityContext? from, string id, object? value)
    {
        for (var context = from; context is not null; context = context.Parent)
        {
            var index = IndexOfId(context, id);
            if (index < 0) continue;
            Assign(context, index, value);
            return true;
        }
        return false;
    }

    /// <summary>Names visible from here, nearest first, without repetition.</summary>
    public static IEnumerable<string> Names(ActivityContext from)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var context = from; context is not null; context = context.Parent)
        {
            if (context.VariableValues is not null)
                foreach (var variable in context.Node.Variables)
                    if (seen.Add(variable.Name)) yield return variable.Name;
            foreach (var name in context.Dynamic?.Keys.ToList() ?? [])
                if (seen.Add(name)) yield return name;
        }
    }

    private static void Assign(ActivityContext context, int index, object? value) =>
        context.VariableValues![index] = context.Node.Variables[index].Kind.Convert(value);

    private static int IndexOf(ActivityContext context, string name)
    {
        if (context.VariableValues is null) return -1;
        var variables = context.Node.Variables;
        for (var i = 0; i < variables.Count; i++)
            if (variables[i].Name == name) return i;
        return -1;
    }

    private static int IndexOfId(ActivityContext context, string id)
    {
        if (context.VariableValues is null) return -1;
        var variables = context.Node.Variables;
        for (var i = 0; i < variables.Count; i++)
            if (variables[i].Id == id) return i;
        return -1;
    }
}
