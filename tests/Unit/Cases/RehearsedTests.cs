using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A changed drawing tried on the sample petitions: their recorded decisions played again in memory.</summary>
public sealed class RehearsedTests(RehearsedTests.Year year) : IClassFixture<RehearsedTests.Year>
{
    private static readonly WorkflowLibrary Shipped = PaperStage.Workflows(Seeds.Workflows);

    [Fact]
    public void A_draft_that_is_what_is_published_changes_nothing_in_any_ended_sample_and_each_comes_out_as_recorded()
    {
        foreach (var definition in Shipped.Versions.Select(v => v.DefinitionId))
            foreach (var recorded in year.Ended.Where(_ => definition is "petition" or "escalation"))
            {
                var found = Rehearse(recorded, Drawn(definition));
                Assert.True(found.IsSame, $"{recorded.Case.Number} {definition}: {Said(found)}");
                Assert.True(found.Departures.Count == 0, $"{recorded.Case.Number} {definition}: {string.Join('\n', found.Departures)}");
            }
        Assert.True(year.Ended.Count >= 34, $"{year.Ended.Count}");
    }

    private Rehearsed Rehearse(RecordedCase recorded, DefinitionVersion tried) =>
        Rehearsed.Of(recorded, Seeds.Reference, Shipped, tried, RehearsalBase.AsItRan, year.Until, TestContext.Current.CancellationToken);

    private static string Said(Rehearsed found) => string.Join('\n', found.Differences.Select(d => d.ToString()).Concat(found.Lost.Select(l => l.ToString())).Concat(found.Waits.Select(w => w.ToString())).Append(found.Stopped));

    /// <summary>A shipped definition as a draft, redrawn.</summary>
    private static DefinitionVersion Drawn(string definitionId, Action<JsonObject>? redraw = null)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Seeds.Workflows, definitionId + ".json")))!.AsObject();
        redraw?.Invoke(json["root"]!.AsObject());
        return new($"{definitionId}-v2", definitionId, 2, false, true, json.ToJsonString());
    }

    /// <summary>The samples, lived through once.</summary>
    public sealed class Year : IAsyncLifetime
    {
        public IReadOnlyList<RecordedCase> Ended { get; private set; } = [];

        public DateTimeOffset Until { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var stage = new PaperStage(Seeds.Reference, Shipped);
            var file = RehearsalFile.Read(await File.ReadAllTextAsync(Path.Combine(Seeds.Folder, "demo-cases.json"), TestContext.Current.CancellationToken));
            await new Play(file, stage).RunAsync(null, null, TestContext.Current.CancellationToken);
            Until = file.Petitions.SelectMany(p => p.Steps).Max(s => s.At).AddDays(1);
            var numbers = await stage.NumbersAsync(TestContext.Current.CancellationToken);
            Ended = [.. numbers.Select(stage.Recorded).Where(r => !r.Case.IsOpen)];
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
