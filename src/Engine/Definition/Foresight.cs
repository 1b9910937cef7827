using Petitions.Engine.Activities;
using Petitions.Engine.Expressions;

namespace Petitions.Engine.Definition;

/// <summary>What can be known of an activity before it runs: inputs that are written down, and decisions that rest on given facts alone.</summary>
public static class Foresight
{
    /// <summary>The value of an input that is a literal, or its default where none is given; null when it must be computed or does not convert.</summary>
    public static object? Literal(GraphNode node, string input)
    {
        var index = node.InputIndex(input);
        if (index < 0) return null;
        var slot = node.Inputs[index];
        return slot.Expression switch
        {
            null => slot.Default,
            LiteralExpression { Defect: null } literal => literal.Value,
            _ => null,
        };
    }

    /// <summary>True when an input is given and only the run can tell what it is.</summary>
    public static bool IsComputed(GraphNode node, string input) =>
        node.InputIndex(input) is >= 0 and var index && node.Inputs[index].Expression is not (null or LiteralExpression);

    /// <summary>The scripts of one activity, by the input or case they stand in.</summary>
    public static IReadOnlyList<(string Place, string Source)> Scripts(GraphNode node) => [.. ScriptsOf(node).Select(s => (s.Place, s.Script.Source))];

    internal static IEnumerable<(string Place, Script Script)> ScriptsOf(GraphNode node)
    {
        foreach (var input in node.Inputs)
            if (input.Expression is JavaScriptExpression { Script: var script }) yield return (input.Name, script);
        foreach (var each in node.Plan as IReadOnlyList<SwitchCase> ?? [])
            if (each.Condition is JavaScriptExpression { Script: var script }) yield return (each.Label, script);
        if (node.Plan is Script planned) yield return ("Script", planned);
    }

    /// <summary>
    /// The ports that a decision takes for given facts; null when it rests on anything else. Facts are members of the input
    /// <paramref name="host"/>, which the host of the engine knows at every moment.
    /// </summary>
    public static IReadOnlyList<string>? Decide(WorkflowGraph graph, GraphNode node, string host, IReadOnlyDictionary<string, object?> facts)
    {
        if (node.Activity is not (FlowDecision or FlowSwitch or If or While)) return null;
        var scripts = ScriptsOf(node).ToList();
        if (node.Inputs.Any(i => i.Expression is not (null or LiteralExpression or JavaScriptExpression)) || !scripts.All(s => RestsOn(s.Script, host, facts)))
            return null;
        try
        {
            var context = Burst.Outside(graph, node, new BurstEnvironment(DateTimeOffset.UnixEpoch) { HostInput = name => name == host ? facts : null });
            if (node.Activity is FlowSwitch)
            {
                var labels = SwitchCase.Matching(context).Select(c => c.Label).ToList();
                return labels.Count == 0 ? ["Default"] : labels;
            }
            var holds = context.InputAnew<bool>("Condition");
            return node.Activity switch
            {
                FlowDecision => [holds ? "True" : "False"],
                If => [holds ? "then" : "else"],
                _ => [holds ? "body" : "Done"],
            };
        }
        catch (EngineFault)
        {
            return null;
        }
    }

    /// <summary>True when the script asks for nothing but facts of the host, each of them known.</summary>
    private static bool RestsOn(Script script, string host, IReadOnlyDictionary<string, object?> facts)
    {
        if (script.Defect is not null || !script.Names.Foreign.All(r => r.Name == "getInput" || Builtins.Globals.ContainsKey(r.Name))) return false;
        var asked = script.Names.Calls.Where(c => c.Name == "getInput").ToList();
        // An input that is put aside first could be asked for anything later.
        return asked.Count == script.Names.InputMembers.Count && asked.All(c => c.Argument == host) && script.Names.InputMembers.All(m => facts.ContainsKey(m.Member));
    }
}
