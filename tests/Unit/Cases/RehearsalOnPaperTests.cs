using Petitions.Cases;
using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>The demo file on paper: every sample petition lives its year in memory and is judged.</summary>
public sealed class RehearsalOnPaperTests
{
    private static readonly string Json = File.ReadAllText(Path.Combine(Seeds.Folder, "demo-cases.json"));

    [Fact]
    public async Task Every_expectation_of_the_samples_is_met()
    {
        var played = await PlayedAsync(Json, PaperStage.Workflows(Seeds.Workflows));
        Assert.True(played.Failed == 0, Failures(played));
        Assert.True(played.Passed > 500, $"only {played.Passed} expectations were judged");
    }

    [Fact]
    public async Task The_same_dates_hold_when_no_workflow_runs_at_all()
    {
        var played = await PlayedAsync(Json, WorkflowLibrary.Empty);
        Assert.True(played.Failed == 0, Failures(played));
    }

    private static string Failures(Performance played) => string.Join(
        '\n', played.Judgements.Where(j => j.Verdict == Verdict.Failed).Select(j => $"{j.Petition} {j.Key}: expected {j.Expected}, was {j.Actual}"));

    private static Task<Performance> PlayedAsync(string json, WorkflowLibrary workflows) =>
        Performance.OfAsync(RehearsalFile.Read(json), new PaperStage(Seeds.Reference, workflows), TestContext.Current.CancellationToken);
}
