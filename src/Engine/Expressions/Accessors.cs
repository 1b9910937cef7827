namespace Petitions.Engine.Expressions;

/// <summary>getX, setX and getXFromY: made for the inputs, variables and outputs that are in scope, when a script asks for them.</summary>
internal static class Accessors
{
    public static JsNative? Find(ScriptHost host, string name)
    {
        if (name.Length < 4) return null;
        var context = host.Context;
        if (name.StartsWith("set", StringComparison.Ordinal)) return VariableNamed(context, name[3..]) is { } set ? Setter(name, host, set) : null;
        if (!name.StartsWith("get", StringComparison.Ordinal)) return null;
        var asked = name[3..];
        if (OutputNamed(context.Node, asked) is var (node, output))
            return new JsNative(name, 0, (e, _, _) => Marshal.In(e, context.RecordedOutput(node, output)));
        if (Scopes.Composite(context) is null && context.Burst.Graph.Definition.Inputs.Any(i => i.Name == asked))
            return new JsNative(name, 0, (e, _, _) => Marshal.In(e, context.WorkflowInput(asked)));
        return VariableNamed(context, asked) is { } get ? new JsNative(name, 0, (e, _, _) => host.Variable(e, get)) : null;
    }

    private static JsNative Setter(string name, ScriptHost host, string variable) => new(name, 1, (e, _, a) =>
    {
        host.SetVariable(e, variable, a.Arg(0));
        return JsValue.Undefined;
    });

    private static string? VariableNamed(ActivityContext context, string pascal) =>
        Variables.Names(context).FirstOrDefault(name => IsPlain(name) && IsPascalOf(pascal, name));

    /// <summary>Elsa makes accessors only for names of nothing but letters and digits.</summary>
    public static bool IsPlain(string name) => name.All(char.IsLetterOrDigit);

    /// <summary>getResultFromCheck: an output of an activity by its name.</summary>
    public static (Definition.GraphNode Node, string Output)? OutputNamed(Definition.GraphNode from, string asked)
    {
        for (var at = asked.IndexOf("From", StringComparison.Ordinal); at > 0; at = asked.IndexOf("From", at + 1, StringComparison.Ordinal))
        {
            var activity = asked[(at + 4)..];
            if (Scopes.FindActivity(from, child => IsPascalOf(activity, child.Name ?? child.Id)) is { } node && node.Output(asked[..at]) is { } output)
                return (node, output.Name);
        }
        return null;
    }

    /// <summary>True when this is the name as Elsa writes it in accessors: each word with a capital, without what parts the words.</summary>
    public static bool IsPascalOf(string pascal, string name)
    {
        var at = 0;
        for (var i = 0; i < name.Length; i++)
        {
            var begins = i == 0;
            var next = i;
            while (next < name.Length && name[next] is ' ' or '_' or '-') next++;
            // What parts words falls away only in front of a letter.
            if (next > i && next < name.Length && char.IsAsciiLetter(name[next])) (i, begins) = (next, true);
            if (at == pascal.Length || pascal[at++] != (begins && char.IsAsciiLetter(name[i]) ? char.ToUpperInvariant(name[i]) : name[i])) return false;
        }
        return at == pascal.Length && at > 0;
    }
}
