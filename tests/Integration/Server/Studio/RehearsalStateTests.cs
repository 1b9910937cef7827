using Microsoft.AspNetCore.DataProtection;
using Petitions.Cases;
using Petitions.Server.Studio.Replay;
using Petitions.Server.Studio.Trial;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>How far a rehearsal has come travels through the page: it must fit, however much is different.</summary>
public sealed class RehearsalStateTests
{
    private static readonly DateTimeOffset _day = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void A_thousand_cases_in_which_everything_is_different_still_fit_into_the_page()
    {
        var state = new RehearsalState(new("draft", RehearsalBase.AsItRan, new(2026, 1, 1), new(2026, 12, 31)), "mark", _day, 1000, 0, "after", false, new(), [], 0);
        var dice = new Random(7);
        for (var i = 0; i < RehearsalState.MostCases; i++)
            state = state.And(Full(i, dice), null);
        Assert.Equal((1000, RehearsalState.MostCases), (state.Looked, state.Lines.Count + state.Untold));
        Assert.InRange(state.Lines.Sum(l => l.Items), RehearsalState.MostItems / 2, RehearsalState.MostItems);
        var states = new PageStates(new EphemeralDataProtectionProvider());
        var again = states.Open<RehearsalState>(states.Close(state, "rehearsal", "STF-059"), "rehearsal", "STF-059");
        Assert.Equal((state.Lines.Count, state.Untold), (again.Lines.Count, again.Untold));
    }

    private static RehearsedLine Full(int i, Random dice)
    {
        DateTimeOffset At() => _day.AddSeconds(dice.Next(40_000_000));
        CourseDifference[] Differences() => [.. Enumerable.Range(0, RehearsedLine.MostItems).Select(n => new CourseDifference(
            CourseKind.Task, ChangeKind.Changed, $"CLK-HANDLE60:rung{n}", $"Petitions.AssignTask{dice.Next()}", $"核对材料{dice.Next()}", "Check", "due", 1, new("due", At()), new("due", At())))];
        return new($"NQ-2026-{i:0000}", "A2", false, Differences(), Differences(), [.. Enumerable.Range(0, RehearsedLine.MostItems).Select(_ => new LostLine("accept", At(), "NOT_OFFERED"))],
            [.. Enumerable.Range(0, RehearsedLine.MostItems).Select(n => new OpenWait("petition", $"step{n}", null, "核对材料", "Check", At(), false))], At(), null, 3, 5);
    }
}
