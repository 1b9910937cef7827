using System.Globalization;
using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>
/// When rungs that still wait will ring by the drawing that the case runs on. The ladder's data are the last moment; a drawing may come earlier, and says
/// so only when its workflow gets there.
/// </summary>
public static class LadderOutlook
{
    /// <returns>By number of the entry: those that come earlier than the ladder's own moment, and after now.</returns>
    public static IReadOnlyDictionary<int, DateTimeOffset> Of(
        Case c, IReadOnlyList<WorkflowInstance> instances, WorkflowLibrary library, Reference reference, DateTimeOffset now)
    {
        var expected = new Dictionary<int, DateTimeOffset>();
        if (!c.Ladder.Exists(e => e.IsWaiting))
            return expected;
        foreach (var instance in instances.Where(i => i is { Parked: false, Status: nameof(WorkflowStatus.Running) }))
            if (library.Graph(instance.DefinitionVersionId) is { } graph && Shorter(graph, reference.Ladder) is { Count: > 0 } days && ClockOf(instance) is { } clock)
                Foresee(c, clock, days, reference, now, expected);
        return expected;
    }

    /// <summary>The road climbs rung by rung: none rings before the one below it.</summary>
    private static void Foresee(Case c, int clock, Dictionary<string, int> days, Reference reference, DateTimeOffset now, Dictionary<int, DateTimeOffset> expected)
    {
        if (c.Clocks.Find(k => k.No == clock)?.EffectiveDue is not { } due)
            return;
        var before = now;
        foreach (var entry in c.Ladder.Where(e => e.IsWaiting && e.Clock == clock).OrderBy(e => e.DueAt))
        {
            var at = days.TryGetValue(entry.Step, out var own) && LadderPlan.At(reference, due, own) is { } drawn && drawn < entry.DueAt ? drawn : entry.DueAt;
            before = at > before ? at : before;
            if (before > now && before < entry.DueAt)
                expected[entry.No] = before;
        }
    }

    /// <summary>Steps of the ladder that the drawing brings forward; of one that is drawn twice the later time.</summary>
    private static Dictionary<string, int> Shorter(WorkflowGraph graph, LadderRules ladder) => graph.Nodes.Where(n => n.Activity is EscalateActivity)
        .Select(n => (Step: Foresight.Literal(n, "Step") as string ?? "", Days: Foresight.Literal(n, "WorkingDays") is long days ? (int?)days : null))
        .GroupBy(r => r.Step).Select(g => (g.Key, Days: g.Max(r => r.Days ?? int.MaxValue)))
        .Where(r => ladder.Step(r.Key) is { } rule && r.Days < rule.WorkingDays).ToDictionary(r => r.Key, r => r.Days);

    private static int? ClockOf(WorkflowInstance instance)
    {
        try
        {
            return WorkflowState.FromJson(instance.State).Input.GetValueOrDefault("clock") is { } clock ? Convert.ToInt32(clock, CultureInfo.InvariantCulture) : null;
        }
        catch (StateUnreadable)
        {
            return null;
        }
    }
}
