using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>
/// One kind of activity. It has no state of its own: all of it is in the context, so one object serves every instance.
/// It asks, never acts.
/// </summary>
public abstract class Activity
{
    public abstract ActivityDescriptor Descriptor { get; }

    /// <summary>
    /// True (the rule): when <see cref="Execute"/> returns and made no bookmark, the activity is complete. Containers say false and complete themselves.
    /// </summary>
    public virtual bool CompletesByItself => true;

    /// <summary>Does the activity's work. A failure is thrown as <see cref="EngineFault"/>.</summary>
    public abstract void Execute(ActivityContext context);

    /// <summary>Called when a bookmark with a callback is resumed. Does not complete the activity; this method does.</summary>
    public virtual void Resume(ActivityContext context, Bookmark bookmark, string callback) => context.Complete();

    /// <summary>Called when a child that was scheduled with this callback completed.</summary>
    /// <param name="outcomes">Ports that are followed; null stands for a connection without port.</param>
    public virtual void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
    }

    /// <summary>
    /// Called when the instance was moved to a version in which inputs of this waiting activity read differently. True: its waits were put right; false:
    /// the wait begins anew, as if the activity were executed now.
    /// </summary>
    /// <param name="was">The activity as the older version had it.</param>
    /// <param name="waits">Its bookmarks.</param>
    public virtual bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits) => false;

    /// <summary>For activities that can start a workflow: what must happen to start it.</summary>
    public virtual IEnumerable<Trigger> Triggers(TriggerContext context) => [];

    /// <summary>False for an outcome that a node as drawn never has, for example a timeout where no time is given. The check of a definition asks.</summary>
    public virtual bool CanLeaveBy(GraphNode node, string port) => true;

    /// <summary>A Break asks its surroundings to stop. True: this was the loop it meant.</summary>
    internal virtual bool OnBreak(ActivityContext context) => false;

    /// <summary>A child was cancelled by something other than this activity's own completion.</summary>
    internal virtual void ChildCanceled(ActivityContext context, ActivityContext child)
    {
    }

    /// <summary>Complete was executed inside: a composite ends with these outcomes. True: done, do not ask further out.</summary>
    internal virtual bool OnCompleteComposite(ActivityContext context, ActivityContext from, IReadOnlyList<string?> outcomes) => false;

    /// <summary>The instance is being moved: brings what a running container remembers into line with its new drawing; one of <see cref="MoveObstacles"/> where it cannot.</summary>
    internal virtual string? Fit(ActivityContext context, GraphNode was) => null;

    /// <summary>Called before the context is saved, for activities that keep something in memory.</summary>
    internal virtual void BeforeSave(ActivityContext context)
    {
    }

    /// <summary>Members of the activity's JSON that hold other activities. By default the embedded ports.</summary>
    internal virtual IEnumerable<(string Slot, JsonElement Items)> Slots(ActivityNode source)
    {
        foreach (var port in Descriptor.Ports)
            if (port.Kind == PortKind.Embedded) yield return (port.Name, source.Member(port.Name));
    }

    /// <summary>Everything about one node that can be worked out once per definition version.</summary>
    internal virtual object? Plan(GraphNode node) => null;

    /// <summary>Descriptor of one node; only definitions used as activities and placeholders differ from the type's.</summary>
    internal virtual ActivityDescriptor DescriptorOf(ActivityNode node) => Descriptor;
}
