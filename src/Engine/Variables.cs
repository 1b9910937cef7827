using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>
/// Looking up variables from an activity outwards. Declared ones belong to their container. Those made while running (the values of loops, names
/// that setVariable made) are seen by name where they were made, but their value lives in one place per name and burst, as in Elsa: an inner loop
/// writes over the CurrentValue of the outer one.
/// </summary>
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
            if (context.Dynamic is not { } dynamic || !dynamic.TryGetValue(name, out value)) continue;
            if (Holder(from, name) is { } holder) value = holder.Live![name];
            return true;
        }
        value = null;
        return false;
    }

    /// <summary>Sets the nearest variable of that name; an unknown name makes a new one in the nearest container.</summary>
    public static void Set(ActivityContext from, string name, object? value) => Set(from, name, value, asIs: false);

    /// <summary>The same without the conversion to the variable's type.</summary>
    public static void SetAsIs(ActivityContext from, string name, object? value) => Set(from, name, value, asIs: true);

    private static void Set(ActivityContext from, string name, object? value, bool asIs)
    {
        for (var context = from; context is not null; context = context.Parent)
        {
            var index = IndexOf(context, name);
            if (index >= 0)
            {
                context.VariableValues![index] = asIs ? value : context.Node.Variables[index].Kind.Convert(value);
                return;
            }
            if (context.Dynamic is not { } dynamic || !dynamic.ContainsKey(name)) continue;
            dynamic[name] = value;
            SetLive(from, name, value);
            return;
        }
        var container = Container(from);
        (container.Dynamic ??= [])[name] = value;
        (container.Live ??= [])[name] = value;
    }

    /// <summary>Gives a new context the variables it was scheduled with.</summary>
    public static void Bring(ActivityContext context)
    {
        foreach (var (name, value) in context.Dynamic ?? []) SetLive(context, name, value);
    }

    private static void SetLive(ActivityContext from, string name, object? value)
    {
        var holder = Holder(from, name) ?? Container(from);
        (holder.Live ??= [])[name] = value;
    }

    private static ActivityContext? Holder(ActivityContext? from, string name)
    {
        for (var context = from; context is not null; context = context.Parent)
            if (context.Live is { } live && live.ContainsKey(name)) return context;
        return null;
    }

    private static ActivityContext Container(ActivityContext from)
    {
        for (var context = from; context is not null; context = context.Parent)
            if (context.Node.Descriptor.IsContainer) return context;
        return from;
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
            for (var i = 0; i < context.VariableValues?.Length; i++)
                if (context.VariableValues[i] != GraphNode.NotEvaluated && seen.Add(context.Node.Variables[i].Name)) yield return context.Node.Variables[i].Name;
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
            if (variables[i].Name == name && context.VariableValues[i] != GraphNode.NotEvaluated) return i;
        return -1;
    }

    private static int IndexOfId(ActivityContext context, string id)
    {
        if (context.VariableValues is null) return -1;
        var variables = context.Node.Variables;
        for (var i = 0; i < variables.Count; i++)
            if (variables[i].Id == id && context.VariableValues[i] != GraphNode.NotEvaluated) return i;
        return -1;
    }
}
