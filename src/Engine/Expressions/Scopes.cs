using Petitions.Engine.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Expressions;

/// <summary>What an expression can see from where it stands.</summary>
internal static class Scopes
{
    /// <summary>The definition used as activity around the context; null in the workflow's own activities.</summary>
    public static ActivityContext? Composite(ActivityContext from)
    {
        // A definition's own inputs are evaluated outside of it.
        for (var context = from.Parent; context is not null; context = context.Parent)
            if (context.Node.Activity is DefinitionActivity) return context;
        return null;
    }

    public static object? WorkflowInput(ActivityContext context, string name)
    {
        if (Composite(context) is not null && Variables.TryGet(context.Parent, name, out var value)) return value;
        return context.Burst.InputOf(name);
    }

    /// <summary>An activity by id or name, among those that stand directly in the nearest container; a container itself is the nearest to its inputs.</summary>
    public static GraphNode? FindActivity(GraphNode from, string idOrName) => FindActivity(from, child => child.Id == idOrName || child.Name == idOrName);

    public static GraphNode? FindActivity(GraphNode from, Predicate<GraphNode> fits)
    {
        var container = from;
        while (!container.Descriptor.IsContainer && container.Parent is { } parent) container = parent;
        return container.Children.FirstOrDefault(child => fits(child));
    }
}
