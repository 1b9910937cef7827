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

    [Theory]
    [InlineData("receivedAt", null, "'receivedAt'")]
    [InlineData("receivedAt", "\"2026-02-30T09:00:00+08:00\"", "$.receivedAt")]
    [InlineData("acceptedOn", "\"2026-13-01\"", "$.acceptedOn")]
    [InlineData("steps", null, "'steps'")]
    [InlineData("steps", "null", "$.steps")]
    [InlineData("steps", "[null]", "steps[0]")]
    [InlineData("steps", "[{\"by\": \"web\", \"give\": \"register\"}]", "'at'")]
    [InlineData("steps", "[{\"at\": \"yesterday\", \"by\": \"web\", \"give\": \"register\"}]", "$.steps[0].at")]
    [InlineData("expected", null, "'expected'")]
    [InlineData("expected", "[]", "expected")]
    [InlineData("colour", "1", "$.colour")]
    public async Task A_petition_that_cannot_be_read_is_named_with_its_place_and_the_others_are_played(string member, string? json, string place)
    {
        var broken = JsonNode.Parse(Entry("X-1"))!.AsObject();
        broken.Remove(member);
        if (json is not null)
            broken[member] = JsonNode.Parse(json);
        var file = RehearsalFile.ReadEach($"{{\"$comment\": \"for readers\", \"petitions\": [{broken.ToJsonString()}, {Entry("X-2")}]}}");
        var played = await OnPaperAsync(file);
        var failed = Assert.Single(played.Judgements, j => j.Verdict == Verdict.Failed);
        Assert.Equal("X-1", failed.Petition);
        Assert.Contains(place, failed.Actual, StringComparison.Ordinal);
        Assert.Contains(played.Judgements, j => j is { Petition: "X-2", Key: "finalState", Verdict: Verdict.Passed });
        Assert.Contains("X-1", Assert.Throws<RehearsalFileInvalid>(() => RehearsalFile.Read($"{{\"petitions\": [{broken.ToJsonString()}]}}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("escalation", "\"x\"")]
    [InlineData("escalation", "[5]")]
    [InlineData("rungsCancelled", "[{\"rung\": \"four\"}]")]
    [InlineData("deadlines", "\"2026-03-25\"")]
    [InlineData("deadlines", "{\"CLK-NOTICE15#x\": \"2026-03-25\"}")]
    [InlineData("docs", "\"受理告知书\"")]
    [InlineData("errors", "null")]
    [InlineData("opinion", "5")]
    [InlineData("policeWithin", "\"soon\"")]
    [InlineData("transfers", "\"x\"")]
    [InlineData("mediation", "\"x\"")]
    [InlineData("threeNotLetGo", "true")]
    public async Task An_expectation_that_is_not_written_as_its_section_reads_it_fails_like_any_other(string section, string json)
    {
        var entry = JsonNode.Parse(Entry("X-1"))!;
        entry["expected"]![section] = JsonNode.Parse(json);
        var played = await OnPaperAsync(RehearsalFile.Read($"{{\"petitions\": [{entry.ToJsonString()}]}}"));
        Assert.Contains(played.Judgements, j => j.Verdict == Verdict.Failed && j.Key.StartsWith(section, StringComparison.Ordinal));
    }

    [Fact]
    public async Task That_there_was_nothing_may_be_expected_of_a_whole_section()
    {
        const string Nothing = """{"mediation": null, "review": null, "escalation": [], "transfers": [], "threeNotLetGo": null, "deadlines": {"CLK-HANDLE60": null}}""";
        var entry = JsonNode.Parse(Entry("X-1"))!;
        entry["expected"] = JsonNode.Parse(Nothing);
        Assert.Equal(0, (await OnPaperAsync(RehearsalFile.Read($"{{\"petitions\": [{entry.ToJsonString()}]}}"))).Failed);
        var judged = await PlayedAsync("NQ-2026-0044", p => p["expected"]!["mediation"] = null);
        Assert.Contains(judged.Judgements, j => j is { Verdict: Verdict.Failed, Key: "mediation", Actual: "there is one" });
    }

    [Fact]
    public async Task A_registration_may_be_refused_as_expected_before_another_one_or_for_good()
    {
        var entry = JsonNode.Parse(Entry("X-1"))!;
        var refused = entry["steps"]![0]!.DeepClone();
        refused["with"]!["text"] = "";
        var comment = JsonNode.Parse("""{"at": "2026-03-10T10:00:00+08:00", "by": "STF-008", "give": "comment", "with": {"text": "无"}}""")!;
        entry["steps"] = new JsonArray(refused.DeepClone(), comment);
        var unexpected = await OnPaperAsync(RehearsalFile.Read($"{{\"petitions\": [{entry.ToJsonString()}]}}"));
        Assert.Contains(unexpected.Judgements, j => j is { Verdict: Verdict.Failed, Actual: "REQUEST_EMPTY" });
        Assert.Contains(unexpected.Judgements, j => j is { Verdict: Verdict.Failed, Actual: "The petition has not been registered." });

        refused["expectRefusal"] = "REQUEST_EMPTY";
        entry["steps"] = new JsonArray(refused.DeepClone());
        entry["expected"] = JsonNode.Parse("""{"errors": ["REQUEST_EMPTY"], "finalState": null}""");
        Assert.Equal(0, (await OnPaperAsync(RehearsalFile.Read($"{{\"petitions\": [{entry.ToJsonString()}]}}"))).Failed);
        entry["steps"] = new JsonArray(refused, JsonNode.Parse(Entry("X-1"))!["steps"]![0]!.DeepClone());
        entry["expected"]!["finalState"] = "REGISTERED";
        Assert.Equal(0, (await OnPaperAsync(RehearsalFile.Read($"{{\"petitions\": [{entry.ToJsonString()}]}}"))).Failed);
    }

    [Fact]
    public async Task The_head_of_a_sample_is_compared_with_what_the_registration_says()
    {
        var entry = JsonNode.Parse(Entry("X-1"))!;
        (entry["channel"], entry["section"], entry["category"]) = ("letter", null, "A7");
        var failed = Assert.Single((await OnPaperAsync(RehearsalFile.Read($"{{\"petitions\": [{entry.ToJsonString()}]}}"))).Judgements, j => j.Verdict == Verdict.Failed);
        Assert.Equal(("category", "A7", "A8"), (failed.Key, failed.Expected, failed.Actual));
    }

    /// <summary>A claim that is written down and nothing else, as JSON.</summary>
    private static string Entry(string id) => $$"""
        { "id": "{{id}}", "receivedAt": "2026-03-10T09:00:00+08:00", "expected": { "finalState": "REGISTERED" },
          "steps": [ { "at": "2026-03-10T09:05:00+08:00", "by": "STF-008", "give": "register", "with": {
            "receivedAt": "2026-03-10T09:00:00+08:00", "channel": "letter", "receivedBy": "NQ-ZH", "category": "A8", "nature": "N-CLAIM", "title": "收费", "text": "请核实。",
            "people": [ { "role": "petitioner", "name": "某住户" } ] } } ] }
        """;

    private static Task<Performance> OnPaperAsync(RehearsalFile file) =>
        Performance.OfAsync(file, new PaperStage(Seeds.Reference, PaperStage.Workflows(Seeds.Workflows)), TestContext.Current.CancellationToken);

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
