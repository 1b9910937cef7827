using Petitions.Engine.Expressions;

namespace Petitions.Engine.Definition;

/// <summary>One activity of a compiled definition: its place in the tree and everything that can be worked out before it runs.</summary>
public sealed class GraphNode
{
    /// <summary>Stands for an input that was not evaluated.</summary>
    public static readonly object NotEvaluated = new();

    private readonly Dictionary<string, GraphNode[]> _slots = new(StringComparer.OrdinalIgnoreCase);

    internal GraphNode(Activity activity, ActivityNode? source, string id, GraphNode? parent, WorkflowDefinition owner)
    {
        Activity = activity;
        Source = source;
        Id = id;
        Parent = parent;
        Owner = owner;
        NodeId = parent is null ? id : parent.NodeId + ":" + id;
        Descriptor = source is null ? activity.Descriptor : activity.DescriptorOf(source);
        Type = source?.Type ?? Descriptor.TypeName;
        CanStartWorkflow = source?.CanStartWorkflow ?? false;
    }

    /// <summary>Position in <see cref="WorkflowGraph.Nodes"/>.</summary>
    public int Index { get; internal set; }

    public string Id { get; }

    /// <summary>Ids of all ancestors and its own, joined by colons: unique in the definition.</summary>
    public string NodeId { get; }

    /// <summary>As the definition writes it, also when no such activity exists.</summary>
    public string Type { get; }

    public int TypeVersion => Descriptor.Version;
    public string? Name => Source?.Name;
    public bool CanStartWorkflow { get; }
    public Activity Activity { get; }
    public ActivityDescriptor Descriptor { get; }
    public GraphNode? Parent { get; }

    /// <summary>Null for the workflow itself, which is written nowhere.</summary>
    public ActivityNode? Source { get; }

    /// <summary>The definition whose JSON holds it: the graph's own, or one that is used as activity.</summary>
    public WorkflowDefinition Owner { get; }

    public IReadOnlyList<VariableDefinition> Variables { get; internal set; } = [];
    public IReadOnlyList<InputSlot> Inputs { get; internal set; } = [];
    public IReadOnlyList<OutputSlot> Outputs { get; internal set; } = [];

    /// <summary>What the journal leaves out; null: nothing.</summary>
    internal LogModes? Log { get; set; }

    /// <summary>What <see cref="Activity.Plan"/> worked out.</summary>
    internal object? Plan { get; set; }

    public IEnumerable<GraphNode> Children => _slots.Values.SelectMany(nodes => nodes);

    /// <summary>The activity in a slot such as "body"; null when the slot is empty.</summary>
    public GraphNode? Child(string slot) => _slots.TryGetValue(slot, out var nodes) && nodes.Length > 0 ? nodes[0] : null;

    public IReadOnlyList<GraphNode> ChildList(string slot) => _slots.TryGetValue(slot, out var nodes) ? nodes : [];

    internal void Fill(string slot, GraphNode[] nodes) => _slots[slot] = nodes;

    /// <summary>True where an input is written otherwise than in another version of this activity; how it is spaced is no difference.</summary>
    public bool ReadsOtherwise(GraphNode was) => Descriptor.Inputs.Any(i => !Reads(was, i.Name));

    /// <summary>True where one input says the same as in another version of this activity; "4" is the number 4 where a number is meant.</summary>
    public bool Reads(GraphNode was, string input) =>
        IsFixed(input) && was.IsFixed(input) ? Values.ToJson(Foresight.Literal(this, input)) == Values.ToJson(Foresight.Literal(was, input))
            : Written(Source, input) == Written(was.Source, input);

    private bool IsFixed(string input) => InputIndex(input) is >= 0 and var index && Inputs[index].Expression is (null or LiteralExpression { Defect: null });

    private static string? Written(ActivityNode? source, string input)
    {
        if (source?.Member(input) is not { } member || member.IsMissing()) return null;
        var expression = member.Member("expression");
        return expression.IsMissing() ? Values.ToJson(Values.FromJson(member)) : expression.Text("type") + Values.ToJson(Values.FromJson(expression.Member("value")));
    }

    internal int InputIndex(string name)
    {
        for (var i = 0; i < Inputs.Count; i++)
            if (string.Equals(Inputs[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    internal OutputSlot? Output(string name)
    {
        foreach (var output in Outputs)
            if (string.Equals(output.Name, name, StringComparison.OrdinalIgnoreCase)) return output;
        return null;
    }
}

/// <summary>An input of one node.</summary>
/// <param name="Expression">Null when the definition gives none: the default applies.</param>
public sealed record InputSlot(string Name, ValueKind Kind, Expression? Expression, object? Default, bool AutoEvaluate);

/// <summary>An output of one node.</summary>
/// <param name="Target">Id of a variable, or name of a workflow output; null when it is bound to nothing.</param>
public sealed record OutputSlot(string Name, string? Target);
