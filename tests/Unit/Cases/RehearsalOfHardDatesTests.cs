using Petitions.Cases;
using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>
/// Petitions on the worst days of the year, in the format of the samples: every date was counted by hand from the handbook and the calendar,
/// none was taken from a run.
/// </summary>
public sealed class RehearsalOfHardDatesTests
{
    [Fact]
    public async Task On_holidays_make_up_days_midnights_and_beyond_the_last_calendar_every_date_is_the_one_counted_by_hand() =>
        Hold([await PlayedAsync(Read("hard-dates.json"), PaperStage.Workflows(Seeds.Workflows))], 200);

    [Fact]
    public async Task The_same_dates_hold_when_no_workflow_runs_at_all() => Hold([await PlayedAsync(Read("hard-dates.json"), WorkflowLibrary.Empty)], 200);

    [Fact]
    public async Task In_the_last_minute_and_the_first_one_after_it_every_date_is_the_one_counted_by_hand()
    {
        var workflows = PaperStage.Workflows(Seeds.Workflows);
        foreach (var library in new[] { workflows, WorkflowLibrary.Empty })
        {
            var played = new List<Performance>();
            foreach (var petition in Read("harder-dates.json").Petitions)
                played.Add(await PlayedAsync(new RehearsalFile([petition]), library));
            Hold(played, 300);
        }
    }

    private static RehearsalFile Read(string name) => RehearsalFile.Read(File.ReadAllText(Path.Combine(Seeds.Tests, "Unit", "Cases", name)));

    private static Task<Performance> PlayedAsync(RehearsalFile file, WorkflowLibrary workflows) =>
        Performance.OfAsync(file, new PaperStage(Seeds.Reference, workflows), TestContext.Current.CancellationToken);

    private static void Hold(IReadOnlyList<Performance> played, int expectations)
    {
        var failed = played.SelectMany(p => p.Judgements).Where(j => j.Verdict == Verdict.Failed).ToList();
        Assert.True(failed.Count == 0, string.Join('\n', failed.Select(j => $"{j.Petition} {j.Key}: expected {j.Expected}, was {j.Actual}")));
        Assert.True(played.Sum(p => p.Passed) > expectations, $"only {played.Sum(p => p.Passed)} expectations were judged");
    }
}
