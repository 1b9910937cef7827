using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Loops and branchings count what runs in them: an instance that is inside may be moved only where they are drawn as before.</summary>
internal static class SameInside
{
    public static string? Fit(GraphNode now, GraphNode was) =>
        !now.ReadsOtherwise(was) && now.Children.Select(c => c.Id).SequenceEqual(was.Children.Select(c => c.Id)) ? null : MoveObstacles.InsideChanged;
}
