using System.Text.Json;
using Petitions.Engine;

namespace Petitions.Cases;

/// <summary>A moment that a move changes: when a rung rings, a task is due or a wait ends.</summary>
/// <param name="What">rung, task or wait.</param>
/// <param name="Step">Code of the rung; else the name of the step.</param>
public sealed record MovedMoment(string What, string Step, DateTimeOffset? Before, DateTimeOffset? After);

/// <summary>What a move would do to one workflow of a case, as of now.</summary>
/// <param name="From">Id of the version on which it runs.</param>
/// <param name="At">Names of the steps at which it waits.</param>
/// <param name="Then">Names of the steps at which it would wait; empty where it would end, or cannot be moved.</param>
/// <param name="Why">What stands against it: one of <see cref="WorkflowMoves.Reasons"/>; null if nothing does.</param>
/// <param name="WhyStep">The step that it is about; may be empty.</param>
/// <param name="Reoffered">Tasks that are offered anew, to whom and with which verbs.</param>
public sealed record MoveOutlook(
    int Instance, string From, IReadOnlyList<string> At, IReadOnlyList<string> Then, string? Why, string? WhyStep,
    IReadOnlyList<MovedMoment> Moments, IReadOnlyList<CaseTask> Reoffered);

/// <summary>
/// Running cases keep the version on which they began (law 7 of the house). Moving them is looked at beforehand by doing it to a copy, so that what was
/// seen cannot differ from what follows.
/// </summary>
public static class WorkflowMoves
{
    public const string Parked = "parked", Elsewhere = "elsewhere", Lost = "lost", WentOn = "wentOn";

    /// <summary>Everything that can stand against a move.</summary>
    public static readonly IReadOnlyList<string> Reasons =
    [
        Parked, Elsewhere, Lost, WentOn, MoveObstacles.Over, MoveObstacles.Failed, MoveObstacles.StepGone, MoveObstacles.TypeChanged, MoveObstacles.InsideChanged,
        MoveObstacles.BranchesChanged, MoveObstacles.CallsOther, MoveObstacles.VariableChanged, MoveObstacles.WouldFail,
    ];

    /// <param name="loaded">Is not changed.</param>
    /// <param name="to">Id of the version to which it would be moved.</param>
    public static MoveOutlook Look(LoadedCase loaded, int instance, string to, Reference reference, WorkflowLibrary library, DateTimeOffset now)
    {
        var before = loaded.Instances.First(i => i.No == instance);
        var at = Names(library, before);
        try
        {
            var copy = loaded with { Case = JsonSerializer.Deserialize<Case>(JsonSerializer.SerializeToUtf8Bytes(loaded.Case, CaseJson.Options), CaseJson.Options)! };
            var result = CaseStep.Run(new StepInput(
                copy, new MoveWorkflow(instance, before.DefinitionVersionId, to, 0), Actor.System, now, reference, library, null, new Dictionary<string, CaseGlance>()));
            var after = result.ChangedInstances.First(i => i.No == instance);
            return new(instance, before.DefinitionVersionId, at, Names(library, after), null, null, [.. Moments(loaded.Case, before, after, result, library)],
                [.. result.Events.Select(e => e.Event).OfType<TaskReoffered>().Select(t => t.Task)]);
        }
        catch (Exception e) when (e is not Refused)
        {
            // As when it is carried out: what would break stays, and the others are seen all the same.
            return new(instance, before.DefinitionVersionId, at, [], MoveObstacles.WouldFail, null, [], []);
        }
        catch (Refused refused)
        {
            return new(instance, before.DefinitionVersionId, at, [], ReasonOf(refused), refused.Arguments.ElementAtOrDefault(1) as string, [], []);
        }
    }

    /// <summary>What stood against a move that was refused.</summary>
    public static string ReasonOf(Refused refused) =>
        Reasons.FirstOrDefault(why => refused.Code == "WORKFLOW_NOT_MOVABLE" && Equals(refused.Arguments[0], "moveWhy." + why)) ?? MoveObstacles.WouldFail;

    /// <summary>What a version calls the step of a node; the node's own id where it has no such step.</summary>
    public static string NameOf(WorkflowLibrary library, string versionId, string nodeId)
    {
        var node = library.Graph(versionId)?.Node(nodeId);
        return node?.Source?.DisplayText is { Length: > 0 } shown ? shown : node?.Name ?? nodeId[(nodeId.LastIndexOf(':') + 1)..];
    }

    private static List<string> Names(WorkflowLibrary library, WorkflowInstance instance) =>
        instance.Status == nameof(WorkflowStatus.Finished) ? [] : [.. instance.Bookmarks.Select(b => b.NodeId).Distinct().Select(n => NameOf(library, instance.DefinitionVersionId, n))];

    private static IEnumerable<MovedMoment> Moments(Case c, WorkflowInstance before, WorkflowInstance after, StepResult result, WorkflowLibrary library)
    {
        foreach (var rung in result.Events.Select(e => e.Event).OfType<RungRetimed>())
            foreach (var (no, at) in rung.Entries)
                yield return new("rung", rung.Step, c.Ladder.First(e => e.No == no).DueAt, at);
        foreach (var task in result.Events.Select(e => e.Event).OfType<TaskReoffered>().Select(t => t.Task))
            if (c.Tasks.First(t => t.No == task.No).DueAt is var due && due != task.DueAt)
                yield return new("task", task.TitleZh ?? task.Kind, due, task.DueAt);
        foreach (var wait in after.Bookmarks)
            if (before.Bookmarks.FirstOrDefault(b => b.Id == wait.Id) is { } old && old.DueAt != wait.DueAt)
                yield return new("wait", NameOf(library, after.DefinitionVersionId, wait.NodeId), old.DueAt, wait.DueAt);
    }
}

/// <param name="From">Id of the version on which it ran.</param>
/// <param name="Order">Number of the order that two people gave.</param>
public sealed record WorkflowMoved(int Instance, string Definition, string From, string To, int Order) : CaseEvent
{
    public override string Rule => "MOVE";

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
    }
}

public sealed record WorkflowMovedBack(int Instance, string Definition, string From, string To, int Order) : CaseEvent
{
    public override string Rule => "MOVE";

    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c)
    {
    }
}
