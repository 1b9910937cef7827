using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>Why an instance cannot go on by another version of its definition.</summary>
/// <param name="Code">One of <see cref="MoveObstacles"/>.</param>
/// <param name="Step">The step it is about, as the older version calls it; empty where it is about the whole.</param>
public sealed record MoveObstacle(string Code, string Step);

public static class MoveObstacles
{
    /// <summary>The instance has ended.</summary>
    public const string Over = "over";

    /// <summary>A step has failed or work was left undone: it must be mended first.</summary>
    public const string Failed = "failed";

    /// <summary>The step is not in the other version.</summary>
    public const string StepGone = "stepGone";

    /// <summary>There the step is of another type, or another version of its type.</summary>
    public const string TypeChanged = "typeChanged";

    /// <summary>It is inside a loop or a branching that looks different there.</summary>
    public const string InsideChanged = "insideChanged";

    /// <summary>The arrows are such that nobody could stand there so: a branch joins earlier, a step is no longer reached.</summary>
    public const string BranchesChanged = "branchesChanged";

    /// <summary>It waits for a workflow, and there the step calls another one.</summary>
    public const string CallsOther = "callsOther";

    /// <summary>A variable with a value is of another type there.</summary>
    public const string VariableChanged = "variableChanged";

    /// <summary>The changed step would fail.</summary>
    public const string WouldFail = "wouldFail";
}

/// <summary>What became of an instance that was to be moved: the burst that moved it, or why it stays.</summary>
/// <param name="Burst">Null when something stands against it; then nothing has changed.</param>
public sealed record MoveResult(BurstResult? Burst, IReadOnlyList<MoveObstacle> Obstacles);

/// <summary>What can be said of a move from the two drawings and the state alone.</summary>
internal static class Moving
{
    public static IReadOnlyList<MoveObstacle> Obstacles(WorkflowGraph from, WorkflowState state, WorkflowGraph to)
    {
        if (state.Status == WorkflowStatus.Finished) return [new(MoveObstacles.Over, "")];
        if (state.Queue.Count > 0) return [new(MoveObstacles.Failed, "")];
        // Innermost first: it is the step that people know, not what it lies in.
        return [.. state.Contexts.AsEnumerable().Reverse().SelectMany(context => Obstacles(from, context, to)).Distinct()];
    }

    /// <summary>What a reader of the drawing calls a step.</summary>
    public static string NameOf(GraphNode node) => node.Source?.DisplayText is { Length: > 0 } shown ? shown : node.Name ?? node.Id;

    private static IEnumerable<MoveObstacle> Obstacles(WorkflowGraph from, ContextRecord context, WorkflowGraph to)
    {
        if (from.Node(context.NodeId) is not { } was) yield break;
        if (context.Status == ActivityStatus.Faulted) yield return new(MoveObstacles.Failed, NameOf(was));
        if (to.Node(context.NodeId) is not { } now) yield return new(MoveObstacles.StepGone, NameOf(was));
        else if (now.Type != was.Type || now.TypeVersion != was.TypeVersion || now.Activity.GetType() != was.Activity.GetType())
            yield return new(MoveObstacles.TypeChanged, NameOf(was));
        else
            foreach (var variable in was.Variables)
                if (context.Variables?.GetValueOrDefault(variable.Id) is not null && now.Variables.FirstOrDefault(v => v.Id == variable.Id) is { } other && other.Kind.Name != variable.Kind.Name)
                    yield return new(MoveObstacles.VariableChanged, variable.Name);
    }
}
