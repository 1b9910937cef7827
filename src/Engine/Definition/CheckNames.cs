using System.Globalization;
using Petitions.Engine.Activities;
using Petitions.Engine.Expressions;

namespace Petitions.Engine.Definition;

/// <summary>Names that expressions ask for and nothing declares: variables, inputs, activities, functions.</summary>
internal sealed class CheckNames
{
    private static readonly HashSet<string> NotHere = ["getConfig", "getSecret", "createEventTriggerUrl"];
    private static readonly HashSet<string> GivenInputs = ["ParentInstanceId", ResumeInput.EventPayload];
    private static readonly HashSet<string> OfLoops = ["CurrentValue", "CurrentIndex", "ChildInstanceId", "WorkflowOutput", "WorkflowInstanceId", "WorkflowStatus", "WorkflowSubStatus"];

    private readonly HashSet<string> _inputs;
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<GraphNode, (HashSet<string> Ids, HashSet<string> Names)> _scopes = [];

    public CheckNames(WorkflowGraph graph, CheckSurroundings around)
    {
        _inputs = [.. graph.Definition.Inputs.Select(i => i.Name), .. around.HostInputs, .. GivenInputs];
        foreach (var node in graph.Nodes.Where(n => n.Owner == graph.Definition))
            foreach (var (_, script) in Foresight.ScriptsOf(node))
                foreach (var call in script.Names.Calls)
                    if (call is { Name: "setVariable", Argument: { } made }) _made.Add(made);
    }

    public IEnumerable<DefinitionFinding> Of(GraphNode node)
    {
        var (ids, _) = Scope(node.Parent);
        foreach (var input in node.Inputs)
        {
            if (input.Expression is VariableExpression variable && (variable.Id is null || !ids.Contains(variable.Id)))
                yield return DefinitionFinding.Error(node, "unknownVariable", input.Name, variable.Id ?? "");
            if (input.Expression is InputExpression asked && (asked.Name is null || !_inputs.Contains(asked.Name)))
                yield return DefinitionFinding.Error(node, "unknownInput", input.Name, asked.Name ?? "");
        }
        if (node.Activity is SetVariable && (node.Plan is not string target || !ids.Contains(target)))
            yield return DefinitionFinding.Error(node, "unknownVariable", "Variable", node.Source!.Member("variable").Text("name") ?? node.Plan as string ?? "");
        foreach (var (place, script) in Foresight.ScriptsOf(node))
            foreach (var finding in InScript(node, place, script)) yield return finding;
    }

    private IEnumerable<DefinitionFinding> InScript(GraphNode node, string place, Script script)
    {
        if (script.Defect is not null) yield break;
        foreach (var name in script.VariableNames)
            if (!Declares(node, name) || !Accessors.IsPlain(name)) yield return DefinitionFinding.Error(node, "unknownVariable", place, name);
        foreach (var call in script.Names.Calls.Where(c => c.Argument is not null))
        {
            if (call.Name == "getVariable" && !Declares(node, call.Argument!)) yield return DefinitionFinding.Error(node, "unknownVariable", place, call.Argument!);
            if (call.Name == "getInput" && !_inputs.Contains(call.Argument!) && !Declares(node, call.Argument!))
                yield return DefinitionFinding.Warning(node, "unknownInput", place, call.Argument!);
            if (call.Name == "getOutputFrom" && Scopes.FindActivity(node, call.Argument!) is null)
                yield return DefinitionFinding.Error(node, "unknownActivity", place, call.Argument!);
        }
        foreach (var use in script.Names.Foreign)
            if (NotHere.Contains(use.Name)) yield return At(node, "foreignFunction", place, use);
            else if (!IsKnown(node, place, use.Name)) yield return At(node, Unsupported.Has(use.Name) ? "unsupportedName" : "unknownName", place, use);
    }

    private static DefinitionFinding At(GraphNode node, string rule, string place, NameUse use) => DefinitionFinding.Error(
        node, rule, place, use.Name, use.Line.ToString(CultureInfo.InvariantCulture), use.Column.ToString(CultureInfo.InvariantCulture));

    private bool IsKnown(GraphNode node, string place, string name)
    {
        if (name is "variables" or "arguments" || Builtins.Globals.ContainsKey(name) || ElsaFunctions.Find(name) is not null) return true;
        if (node.Activity is RunJavaScript && name is "setOutcome" or "setOutcomes") return true;
        if (name.Length < 4 || !(name.StartsWith("get", StringComparison.Ordinal) || name.StartsWith("set", StringComparison.Ordinal))) return false;
        // A bulk dispatch gives its function an accessor for each member of the item.
        if (place == "CorrelationIdFunction") return true;
        var asked = name[3..];
        return _inputs.Contains(asked) || AllNames(node).Any(n => Accessors.IsPlain(n) && Accessors.IsPascalOf(asked, n))
            || Accessors.OutputNamed(node, asked) is not null;
    }

    private bool Declares(GraphNode node, string name) => AllNames(node).Contains(name);

    private IEnumerable<string> AllNames(GraphNode node) => Scope(node.Parent).Names.Concat(_made).Where(n => n.Length > 0);

    private (HashSet<string> Ids, HashSet<string> Names) Scope(GraphNode? container)
    {
        if (container is null) return ([], []);
        if (_scopes.TryGetValue(container, out var known)) return known;
        HashSet<string> ids = new(StringComparer.Ordinal), names = new(StringComparer.Ordinal);
        for (var at = container; at is not null; at = at.Parent)
        {
            foreach (var variable in at.Variables)
            {
                ids.Add(variable.Id);
                names.Add(variable.Name);
            }
            if (at.Activity is For or ForEach or ParallelForEach or BulkDispatchWorkflows) names.UnionWith(OfLoops);
        }
        return _scopes[container] = (ids, names);
    }
}
