using Petitions.Engine.Activities;
using Petitions.Engine.Expressions;

namespace Petitions.Engine.Definition;

/// <summary>Compiles a definition into a <see cref="WorkflowGraph"/>.</summary>
internal sealed class GraphBuilder(ActivityCatalogue catalogue, Func<ActivityReference, WorkflowDefinition?>? usedAsActivity)
{
    /// <summary>Activities inside one another. A deeper definition is refused, because nobody can read it and the stack is finite.</summary>
    public const int DeepestNesting = 400;

    private readonly List<GraphNode> _nodes = [];
    private readonly HashSet<string> _nodeIds = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, int> _generated = [];
    private readonly Stack<string> _open = [];
    private int _depth;

    public WorkflowGraph Build(WorkflowDefinition definition)
    {
        _warnings.AddRange(definition.Warnings);
        var root = AddWorkflow(definition, null);
        foreach (var node in _nodes) node.Plan = node.Activity.Plan(node);
        return new WorkflowGraph(definition, root, _nodes, _warnings);
    }

    private GraphNode AddWorkflow(WorkflowDefinition definition, GraphNode? parent)
    {
        var node = Register(new GraphNode(Workflow.Instance, null, "Workflow1", parent, definition) { Variables = definition.Variables });
        _open.Push(definition.DefinitionId);
        node.Fill("root", [Add(definition.Root, node, definition)]);
        _open.Pop();
        return node;
    }

    private GraphNode Add(ActivityNode source, GraphNode parent, WorkflowDefinition owner)
    {
        if (++_depth > DeepestNesting) throw new DefinitionUnreadable(source.Path, $"Activities are nested deeper than {DeepestNesting} levels.");
        var used = Used(source);
        if (used is not null && !DefinitionActivity.TakesInputs(source, used))
            _warnings.Add($"{source.Path}: the ids of \"{source.Type}\" are not known; it was found by its name and runs without inputs.");
        var activity = used is not null ? new DefinitionActivity(used, DefinitionActivity.TakesInputs(source, used)) : catalogue.Find(source.Type, source.Version) ?? NotFoundActivity.For(source);
        var node = Register(new GraphNode(activity, source, source.Id is { Length: > 0 } id ? id : Generate(source), parent, owner));
        node.Log = LogModes.Of(source, node.Descriptor, owner);
        node.Inputs = Inputs(node, source);
        node.Outputs = Outputs(node, source);
        node.Variables = used is not null ? DefinitionActivity.Arguments(used)
            : node.Descriptor.IsContainer ? VariableReader.Read(source.Member("variables"), source.Path + ".variables", _warnings) : [];
        if (used is not null) node.Fill("root", [AddWorkflow(used, node)]);
        else AddSlots(node, source, owner);
        _depth--;
        return node;
    }

    private void AddSlots(GraphNode node, ActivityNode source, WorkflowDefinition owner)
    {
        foreach (var (slot, items) in node.Activity.Slots(source))
        {
            var children = new List<GraphNode>();
            foreach (var item in items.Items())
                if (!item.IsMissing()) children.Add(Add(new ActivityNode(item, $"{source.Path}.{slot}[{children.Count}]"), node, owner));
            node.Fill(slot, [.. children]);
        }
    }

    /// <summary>A definition as activity wins over a catalogued type only when the node names it by id.</summary>
    private WorkflowDefinition? Used(ActivityNode source)
    {
        if (usedAsActivity is null) return null;
        var named = source.DefinitionId is not null || source.DefinitionVersionId is not null;
        if (!named && catalogue.Find(source.Type, source.Version) is not null) return null;
        var used = usedAsActivity(new ActivityReference(source.Type, source.Version, source.DefinitionId, source.DefinitionVersionId));
        if (used is null || !_open.Contains(used.DefinitionId)) return used;
        _warnings.Add($"{source.Path}: \"{source.Type}\" contains itself and is left as a placeholder that faults.");
        return null;
    }

    private GraphNode Register(GraphNode node)
    {
        if (!_nodeIds.Add(node.NodeId)) throw new DefinitionUnreadable(node.Source?.Path ?? "$", $"Two activities have the id \"{node.Id}\".") { Rule = "duplicateId" };
        node.Index = _nodes.Count;
        _nodes.Add(node);
        return node;
    }

    private string Generate(ActivityNode source)
    {
        var type = source.Type[(source.Type.LastIndexOf('.') + 1)..];
        var number = _generated[type] = _generated.GetValueOrDefault(type) + 1;
        return type + number;
    }

    private static List<InputSlot> Inputs(GraphNode node, ActivityNode source)
    {
        var slots = new List<InputSlot>(node.Descriptor.Inputs.Count);
        foreach (var input in node.Descriptor.Inputs)
        {
            if (!input.IsWrapped) continue;
            var kind = input.Choices is { } names ? ValueKind.Choice(names) : ValueKind.Of(input.TypeName) ?? ValueKind.Object;
            var expression = ExpressionReader.Input(source.Member(input.Name), kind);
            slots.Add(new(input.Name, kind, expression, kind.Convert(input.DefaultValue), input.AutoEvaluate));
        }
        return slots;
    }

    private static List<OutputSlot> Outputs(GraphNode node, ActivityNode source)
    {
        var slots = new List<OutputSlot>(node.Descriptor.Outputs.Count);
        foreach (var output in node.Descriptor.Outputs)
            slots.Add(new(output.Name, source.Member(output.Name).Member("memoryReference").Text("id")));
        return slots;
    }
}
