using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>
/// Petitions on the worst days of the year, in the format of the samples: every date was counted by hand from the handbook and the calendar,
/// none was taken from a run.
/// </summary>
public sealed class RehearsalOfHardDatesTests
{
    private static readonly string Json = File.ReadAllText(Path.Combine(Seeds.Tests, "Unit", "Cases", "hard-dates.json"));

    [Fact]
    public Task On_holidays_make_up_days_midnights_and_beyond_the_last_calendar_every_date_is_the_one_counted_by_hand() =>
        HoldAsync(PaperStage.Workflows(Seeds.Workflows));

    [Fact]
    public Task The_same_dates_hold_when_no_workflow_runs_at_all() => HoldAsync(Petitions.Cases.WorkflowLibrary.Empty);

    private static async Task HoldAsync(Petitions.Cases.WorkflowLibrary workflows)
    {
        var played = await Performance.OfAsync(RehearsalFile.Read(Json), new PaperStage(Seeds.Reference, workflows), TestContext.Current.CancellationToken);
        Assert.True(played.Failed == 0, string.Join(
            '\n', played.Judgements.Where(j => j.Verdict == Verdict.Failed).Select(j => $"{j.Petition} {j.Key}: expected {j.Expected}, was {j.Actual}")));
        Assert.True(played.Passed > 200, $"only {played.Passed} expectations were judged");
    }
}
