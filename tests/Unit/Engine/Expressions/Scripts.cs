using Petitions.Engine;

namespace Petitions.Tests.Unit.Engine.Expressions;

internal static class Scripts
{
    /// <summary>The value of a script, run by the activity RunJavaScript and bound to a workflow output.</summary>
    public static object? Run(string script, BurstLimits? limits = null)
    {
        var result = Burst(script, limits);
        if (result.State.Incidents is [var incident, ..]) throw new EngineFault(incident.Code, incident.Message);
        return result.State.Output.GetValueOrDefault("R");
    }

    public static BurstResult Burst(string script, BurstLimits? limits = null)
    {
        var graph = Draw.Graph(
            Draw.Node("js", "RunJavaScript", ("script", Draw.Literal(script)), ("result", new { typeName = "Object", memoryReference = new { id = "R" } })),
            ("outputs", new[] { new { name = "R", type = "Object" } }));
        return Draw.Start(graph, Draw.Now with { Limits = limits ?? BurstLimits.Default });
    }
}
