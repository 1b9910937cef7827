using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>The life of an activity: scheduled, completed, cancelled, faulted.</summary>
internal sealed partial class Burst
{
    private IncidentStrategy IncidentStrategy => Graph.Definition.Options.Incidents ?? Environment.IncidentStrategy;

    public void Schedule(ActivityContext owner, GraphNode? child, string callback, object? tag, Dictionary<string, object?>? variables)
    {
        if (child is null)
        {
            owner.Node.Activity.ChildCompleted(owner, owner, callback, Done);
            return;
        }
        (owner.Callbacks ??= []).Add(new(child, callback));
        Enqueue(new WorkItem(child, owner) { Tag = tag, Variables = variables });
    }

    public void Complete(ActivityContext context, IReadOnlyList<string?> outcomes)
    {
        if (context.Status != ActivityStatus.Running || context.IsEnding) return;
        CancelChildren(context);
        // The last child to be cancelled may have completed it already.
        if (context.Status == ActivityStatus.Running)
        {
            context.Status = ActivityStatus.Completed;
            Disown(context);
            Log(context, JournalEvent.Completed, outcomes);
            TellOwner(context, outcomes);
        }
        Bookmarks.RemoveAll(b => b.ActivityInstanceId == context.Id);
        context.Callbacks = null;
        if (context != Root) context.ForgetVariables();
    }

    private static void TellOwner(ActivityContext context, IReadOnlyList<string?> outcomes)
    {
        if (TakeCallback(context) is not { } callback) return;
        // In a burst that resumed inside it, the owner has no inputs yet.
        context.Parent!.EvaluateInputs();
        context.Parent.Node.Activity.ChildCompleted(context.Parent, context, callback, outcomes);
    }

    private static string? TakeCallback(ActivityContext context)
    {
        var callbacks = context.Parent?.Callbacks;
        var index = callbacks?.FindIndex(c => c.Child == context.Node) ?? -1;
        if (index < 0) return null;
        var callback = callbacks![index].Name;
        callbacks.RemoveAt(index);
        return callback;
    }

    public void Cancel(ActivityContext context)
    {
        if (context.IsOver) return;
        context.IsEnding = true;
        if (context.QueuedBelow > 0) Withdraw(item => item.Owner == context);
        CancelChildren(context);
        context.Status = ActivityStatus.Canceled;
        Disown(context);
        // By node, not only by instance: Elsa drops the bookmarks of every running instance of the same node.
        Bookmarks.RemoveAll(b => b.NodeId == context.Node.NodeId);
        TakeCallback(context);
        context.Callbacks = null;
        Log(context, JournalEvent.Canceled);
        if (context.Parent is { IsEnding: false, IsOver: false } owner) owner.Node.Activity.ChildCanceled(owner, context);
    }

    private void CancelChildren(ActivityContext context)
    {
        while (context.Children is { Count: > 0 } children) Cancel(children[0]);
    }

    /// <summary>Asks everything around the activity to stop its loop.</summary>
    public static void Break(ActivityContext from)
    {
        for (var context = from.Parent; context is not null; context = context.Parent)
            if (context.Node.Activity.OnBreak(context)) return;
    }

    /// <summary>Ends the nearest composite around the activity.</summary>
    public static void CompleteComposite(ActivityContext from, IReadOnlyList<string?> outcomes)
    {
        for (var context = from.Parent; context is not null; context = context.Parent)
            if (context.Node.Activity.OnCompleteComposite(context, from, outcomes)) return;
    }

    /// <summary>Ends the instance at once, from wherever in it.</summary>
    public void FinishInstance()
    {
        Withdraw(_ => true);
        foreach (var context in Live) context.Callbacks = null;
        Bookmarks.Clear();
        Finish(WorkflowSubStatus.Finished);
    }

    private void Fault(ActivityContext context, EngineFault fault)
    {
        if (context.IsOver) Adopt(context);
        context.Status = ActivityStatus.Faulted;
        context.IsEnding = false;
        for (var each = context; each is not null; each = each.Parent) each.FaultCount++;
        Incidents.Add(new Incident
        {
            ActivityId = context.Node.Id, NodeId = context.Node.NodeId, ActivityType = context.Node.Type, ActivityInstanceId = context.Id,
            Code = fault.Code, Message = fault.Message, At = Environment.Now,
        });
        Log(context, JournalEvent.Faulted, Done, fault);
        if (IncidentStrategy == IncidentStrategy.Fault && Status == WorkflowStatus.Running) Finish(WorkflowSubStatus.Faulted);
    }

    private void Log(ActivityContext context, JournalEvent what, IReadOnlyList<string?>? outcomes = null, EngineFault? fault = null) =>
        Share.Journal.Add(new JournalEntry(
            InstanceId, context.Id, context.Parent?.Id, ++_lastSequence, what, Environment.Now, context.Node)
        {
            Outcomes = outcomes is null || ReferenceEquals(outcomes, Done) ? [] : outcomes.OfType<string>().ToList(),
            FaultCode = fault?.Code, Message = fault?.Message, InputValues = context.InputValues,
            Outputs = what is JournalEvent.Completed or JournalEvent.Faulted ? Logged(context) : null,
        });

    private static IReadOnlyDictionary<string, object?>? Logged(ActivityContext context) =>
        context.Node.Log is { } modes ? context.Outputs?.Where(o => modes.KeepsOutput(o.Key)).ToDictionary() : context.Outputs;
}
