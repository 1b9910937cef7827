using System.Text.Json.Nodes;
using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A rehearsal that cannot fail proves nothing: each spoilt file is found out.</summary>
public sealed class RehearsalJudgeTests
{
    [Theory]
    [InlineData("NQ-2026-0001", "deadlines.CLK-HANDLE60", "2026-03-14")]
    [InlineData("NQ-2026-0001", "deadlines.CLK-HANDLE60+EXT30", "2026-04-13")]
    [InlineData("NQ-2026-0013", "deadlines.CLK-OBJECT5WD@ENT-U04", "2026-02-27")]
    [InlineData("NQ-2026-0018", "deadlines.CLK-REV-ASK30 rolled", "2026-07-05")]
    [InlineData("NQ-2026-0017", "deadlines.CLK-REX30+hearing5d", "2026-10-01")]
    [InlineData("NQ-2026-0017", "reexam.hearing.to", "2026-09-12")]
    [InlineData("NQ-2026-0047", "review.receivedOn", "2026-05-11")]
    [InlineData("NQ-2026-0046", "secondOpinion.reviewBody", "GRP")]
    [InlineData("NQ-2026-0046", "succession.on", "2026-09-02")]
    [InlineData("NQ-2026-0032", "deadlines.CLK-EMG-CONTACT", "2026-10-03T23:51")]
    [InlineData("NQ-2026-0048", "deadlines.internalTarget#2", "2026-09-12")]
    [InlineData("NQ-2026-0030", "escalation.1.on", "2026-08-19")]
    [InlineData("NQ-2026-0030", "escalation.2.to", "R-COM-XF")]
    [InlineData("NQ-2026-0030", "rungsCancelled.0.on", "2026-08-27")]
    [InlineData("NQ-2026-0030", "threeNotLetGo.openedOn", "2026-08-21")]
    [InlineData("NQ-2026-0030", "closedOn", "2026-09-03")]
    [InlineData("NQ-2026-0044", "mediation.breachedOn", "2026-04-02")]
    [InlineData("NQ-2026-0039", "finalState", "CLOSED")]
    public async Task One_wrong_expectation_fails_and_is_named(string petition, string path, string wrong)
    {
        var judged = await PlayedAsync(petition, p => Set(p["expected"]!, path, wrong));
        var failed = Assert.Single(judged.Judgements, j => j.Verdict == Verdict.Failed && j.Key == path);
        Assert.Equal((petition, wrong), (failed.Petition, failed.Expected));
    }

    [Fact]
    public async Task An_expectation_that_nobody_knows_fails()
    {
        var judged = await PlayedAsync("NQ-2026-0001", p => p["expected"]!["colour"] = "red");
        Assert.Equal("nobody knows this expectation", Assert.Single(judged.Judgements, j => j.Verdict == Verdict.Failed).Actual);
    }

    [Fact]
    public async Task A_step_given_on_another_day_moves_the_dates_that_count_from_it()
    {
        var judged = await PlayedAsync("NQ-2026-0001", p => p["steps"]![1]!["at"] = "2026-01-13T08:05:00+08:00", keep: 2);
        Assert.Contains(judged.Judgements, j => j is { Verdict: Verdict.Failed, Key: "deadlines.CLK-HANDLE60", Actual: "2026-03-14" });
    }

    [Fact]
    public async Task A_refusal_that_nobody_expects_fails_and_an_expected_one_that_does_not_come_too()
    {
        var unexpected = await PlayedAsync("NQ-2026-0005", p => p["steps"]!.AsArray().First(s => s!["expectRefusal"] is not null)!.AsObject().Remove("expectRefusal"));
        Assert.Contains(unexpected.Judgements, j => j is { Verdict: Verdict.Failed, Expected: "done", Actual: "ORAL_AGREEMENT_RECORD_MISSING" });
        var missing = await PlayedAsync("NQ-2026-0001", p => p["steps"]![1]!["expectRefusal"] = "SPLIT_REQUIRED");
        Assert.Contains(missing.Judgements, j => j is { Verdict: Verdict.Failed, Expected: "SPLIT_REQUIRED", Actual: "done" });
    }

    [Fact]
    public async Task A_review_out_of_time_and_the_waiver_of_its_window_are_judged()
    {
        var judged = await PlayedAsync("NQ-2026-0018", _ => { });
        Assert.DoesNotContain(judged.Judgements, j => j.Verdict == Verdict.Failed);
        Assert.Contains(judged.Judgements, j => j is { Verdict: Verdict.Passed, Key: "errors", Expected: "REVIEW_WINDOW_CLOSED" });
        Assert.Contains(judged.Judgements, j => j is { Verdict: Verdict.Passed, Key: "override.auditEvent" });
    }

    [Theory]
    [InlineData("{\"petitions\": [], \"more\": 1}", "more")]
    [InlineData("{\"petitions\": [{\"id\": \"A\", \"receivedAt\": \"2026-01-12T08:40:00+08:00\", \"steps\": [], \"expected\": {}}]}", "no steps")]
    [InlineData("{\"petitions\": [{\"id\": \"A\", \"receivedAt\": \"2026-01-12T08:40:00+08:00\", \"steps\": [{\"at\": \"2026-01-12T08:40:00+08:00\", \"by\": \"web\", \"give\": \"register\", \"later\": \"T11\"}], \"expected\": {}}]}", "later")]
    public void A_file_that_cannot_be_read_says_where(string json, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<RehearsalFileInvalid>(() => RehearsalFile.Read(json)).Message, StringComparison.Ordinal);

    private static async Task<Performance> PlayedAsync(string id, Action<JsonNode> spoil, int? keep = null)
    {
        var petition = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Seeds.Folder, "demo-cases.json")))!["petitions"]!.AsArray().First(p => (string?)p!["id"] == id)!.DeepClone();
        spoil(petition);
        while (petition["steps"]!.AsArray().Count > keep)
            petition["steps"]!.AsArray().RemoveAt(keep!.Value);
        var file = new JsonObject { ["petitions"] = new JsonArray(petition) };
        return await Performance.OfAsync(RehearsalFile.Read(file.ToJsonString()), new PaperStage(Seeds.Reference, PaperStage.Workflows(Seeds.Workflows)), TestContext.Current.CancellationToken);
    }

    private static void Set(JsonNode expected, string path, string value)
    {
        var names = path.Split('.');
        var parent = names[..^1].Aggregate(expected, (node, name) => int.TryParse(name, out var i) ? node[i]! : node[name]!);
        parent[names[^1]] = value;
    }
}
