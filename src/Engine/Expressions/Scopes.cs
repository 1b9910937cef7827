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

    /// <summary>An activity by id or name: in the nearest container first, then further out, but not beyond the definition it is written in.</summary>
    public static GraphNode? FindActivity(ActivityContext from, string idOrName) => FindActivity(from, given => given == idOrName);

    public static GraphNode? FindActivity(ActivityContext from, Predicate<string> fits)
    {
        for (var container = from.Node.Parent; container is not null && container.Owner == from.Node.Owner; container = container.Parent)
            if (Below(container, fits, from.Node.Owner) is { } found) return found;
        return null;
    }

    private static GraphNode? Below(GraphNode container, Predicate<string> fits, WorkflowDefinition owner)
    {
        foreach (var child in container.Children)
            if (child.Owner == owner && (fits(child.Id) || (child.Name is { } name && fits(name)))) return child;
        foreach (var child in container.Children)
            if (child.Owner == owner && Below(child, fits, owner) is { } found) return found;
        return null;
    }
}
