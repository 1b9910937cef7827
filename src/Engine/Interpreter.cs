using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>
/// Runs workflow instances, one burst at a time: from a start or a resumption until everything waits, is finished, or faulted. Pure: the same
/// arguments give the same result, and the state given in is not changed.
/// </summary>
public static class Interpreter
{
    public static BurstResult Start(WorkflowGraph graph, StartRequest request, BurstEnvironment environment) =>
        Burst.Start(graph, request, environment);

    /// <summary>Resumes one bookmark. When it is gone, or the instance is finished or parked, nothing happens and Ran is false.</summary>
    /// <param name="graph">The version the instance runs on.</param>
    /// <param name="input">What the waiting activity is told, for example <see cref="ResumeInput.Event"/>.</param>
    public static BurstResult Resume(
        WorkflowGraph graph, WorkflowState state, string bookmarkId, IReadOnlyDictionary<string, object?>? input, BurstEnvironment environment) =>
        Burst.Resume(graph, state, bookmarkId, input, environment);

    /// <summary>Ends the instance as Cancelled. Its children are instances of their own: cancel them too if they should not go on.</summary>
    public static BurstResult Cancel(WorkflowGraph graph, WorkflowState state, BurstEnvironment environment) =>
        Burst.Cancel(graph, state, environment);

    /// <summary>Executes a faulted activity of a parked instance again.</summary>
    /// <param name="activityInstanceId">From the incident.</param>
    public static BurstResult RetryFaulted(WorkflowGraph graph, WorkflowState state, string activityInstanceId, BurstEnvironment environment) =>
        Burst.Unpark(graph, state, activityInstanceId, null, environment);

    /// <summary>Takes a faulted activity of a parked instance as completed with these outcomes ("Done" when none are given).</summary>
    /// <inheritdoc cref="RetryFaulted"/>
    public static BurstResult SkipFaulted(
        WorkflowGraph graph, WorkflowState state, string activityInstanceId, IReadOnlyList<string> outcomes, BurstEnvironment environment) =>
        Burst.Unpark(graph, state, activityInstanceId, outcomes.Count == 0 ? Burst.Done : outcomes, environment);

    /// <summary>
    /// Lets an instance go on by another version of its definition, from the place where it stands. Nothing changes where something stands against it.
    /// A wait whose inputs read differently there is put right or begins anew; only in the latter case may the instance take a step at once.
    /// </summary>
    /// <param name="from">The version the instance runs on.</param>
    public static MoveResult Move(WorkflowGraph from, WorkflowState state, WorkflowGraph to, BurstEnvironment environment) =>
        Burst.Move(from, state, to, environment);

    /// <summary>Takes a move back while the instance has taken no step since (<see cref="WorkflowState.CanMoveBack"/>).</summary>
    /// <param name="from">The version it was moved to.</param>
    /// <param name="to">The version it came from.</param>
    public static MoveResult MoveBack(WorkflowGraph from, WorkflowState state, WorkflowGraph to, BurstEnvironment environment) =>
        Burst.MoveBack(from, state, to, environment);

    /// <summary>Tells a parent that a child ended. Nothing happens when it does not wait for that child.</summary>
    public static BurstResult ResumeParent(WorkflowGraph graph, WorkflowState parent, ChildEnded ended, BurstEnvironment environment)
    {
        var waiting = parent.Matching(Stimulus.Child(ended.InstanceId)).Concat(parent.Matching(Stimulus.AnyChild)).FirstOrDefault();
        return waiting is null
            ? new BurstResult { Ran = false, State = parent }
            : Resume(graph, parent, waiting.Id, ResumeInput.Child(ended), environment);
    }
}
