using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A changed drawing tried on the sample petitions: their recorded decisions played again in memory.</summary>
public sealed partial class RehearsedTests(RehearsedTests.Year year) : IClassFixture<RehearsedTests.Year>
{
    private static readonly WorkflowLibrary Shipped = PaperStage.Workflows(Seeds.Workflows);

    [Fact]
    public void Drafts_that_are_what_is_published_change_nothing_in_any_ended_sample_and_each_comes_out_as_recorded()
    {
        var drafts = Shipped.Versions.Aggregate(Shipped, (library, v) => library.With(Drawn(v.DefinitionId)));
        foreach (var recorded in year.Ended)
        {
            var found = Rehearsed.Of(recorded, Seeds.Reference, Shipped, drafts, year.Until, TestContext.Current.CancellationToken);
            Assert.True(found.IsSame, $"{recorded.Case.Number}: {Said(found)}");
            Assert.True(found.Departures.Count == 0, $"{recorded.Case.Number}: {string.Join('\n', found.Departures)}");
        }
        Assert.True(year.Ended.Count >= 34, $"{year.Ended.Count}");
    }

    /// <summary>
    /// By the calendar: 60 days end on Thursday 30 April; the working days after are 6, 7, 8 and, made up for, Saturday 9 May. A target ends on
    /// Wednesday 12 August; then come 13, 14, 17 and 18 August. An answer is due by the end of the next working day. No other sample reached the community.
    /// </summary>
    [Fact]
    public void The_community_is_told_after_two_working_days_instead_of_four_and_nothing_else_is_different()
    {
        var tried = Drawn("escalation", root => Step(root, "to-community")["workingDays"]!["expression"]!["value"] = 2);
        var found = year.Ended.Select(r => (r.Case.Number, Found: Rehearse(r, tried))).Where(r => !r.Found.IsSame).ToDictionary(r => r.Number!, r => r.Found);
        Assert.Equal(["NQ-ZH-2026-0004", "NQ-ZH-2026-0014"], found.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
        [
            "Rung CLK-HANDLE60 rung2 fired 2026-05-09T09:00 2026-05-07T09:00",
            "Task CLK-HANDLE60:rung2 escalation due 2026-05-12T00:00 2026-05-09T00:00",
            "Task CLK-HANDLE60:rung2 escalation opened 2026-05-09T09:00 2026-05-07T09:00",
        ], Lines(found["NQ-ZH-2026-0004"]));
        Assert.Equal(
        [
            "Rung internalTarget rung2 fired 2026-08-18T09:00 2026-08-14T09:00",
            "Task internalTarget:rung2 escalation due 2026-08-20T00:00 2026-08-18T00:00",
            "Task internalTarget:rung2 escalation opened 2026-08-18T09:00 2026-08-14T09:00",
        ], Lines(found["NQ-ZH-2026-0014"]));
        Assert.All(found.Values, f => Assert.True(f is { Lost.Count: 0, Waits.Count: 0, CutAt: null } && f.DaysBefore == f.DaysAfter));
    }

    [Fact]
    public void An_added_piece_of_work_is_walked_once_for_each_naming_of_a_handler_and_no_recorded_decision_ends_it()
    {
        var tried = Drawn("petition", root => Insert(root, Work));
        foreach (var recorded in year.Ended)
        {
            var times = recorded.Walked.Count(w => w is { DefinitionId: "petition", ActivityId: "assign" });
            var found = Rehearse(recorded, tried);
            string[] expected = times == 0 ? [] : [$"Step petition between added {times}", $"Task  Petitions.AssignTask added {times}"];
            Assert.Equal(expected, Lines(found));
            Assert.Equal(times, found.Waits.Count(w => w is { ActivityId: "between", TaskKind: "Petitions.AssignTask", IsTakenAsDone: true }));
            Assert.True(found.Waits.Count == times && found.Lost.Count == 0 && found.CutAt is null, Said(found));
        }
        Assert.True(year.Ended.Count(r => r.Walked.Any(w => w.ActivityId == "assign")) > 25);
    }

    [Fact]
    public void A_decision_that_came_before_an_added_pause_ends_has_no_place_and_from_there_on_nothing_is_compared()
    {
        var recorded = year.Ended.Single(r => r.Case.Number == "NQ-ZH-2026-0014");
        var found = Rehearse(recorded, Drawn("petition", root => Insert(root, Pause)));
        var assigned = recorded.Orders.First(o => o.Verb == "assignHandler");
        Assert.Equal(("assignHandler", "NOT_OFFERED"), (found.Lost[0].Order.Verb, found.Lost[0].Refusal));
        Assert.Equal(assigned.At, found.CutAt);
        Assert.Contains(found.Waits, w => w is { DefinitionId: "petition", ActivityId: "between", TaskKind: null, IsTakenAsDone: false });
        Assert.Contains("Step petition between added 1", Lines(found));
        Assert.DoesNotContain(found.Differences, d => d.Kind is CourseKind.Rung or CourseKind.Closing or CourseKind.Document);
    }

    [Fact]
    public void A_drawing_that_never_comes_to_rest_is_stopped_and_said_so()
    {
        var round = Drawn("petition", root =>
        {
            Insert(root, Pause.Replace("30.00:00:00", "00:00:01", StringComparison.Ordinal));
            root["connections"]!.AsArray().Single(c => (string)c!["source"]!["activity"]! == "between")!["target"]!["activity"] = "between";
        });
        var found = Rehearse(year.Ended.First(r => r.Walked.Any(w => w.ActivityId == "assign")), round);
        Assert.Equal(Rehearsed.NoRest, found.Stopped);
        Assert.False(found.IsSame);
    }

    [Fact]
    public void A_record_that_says_something_else_is_named_as_a_departure_of_the_base_and_not_as_the_drawings()
    {
        var recorded = year.Ended.Single(r => r.Case.Number == "NQ-ZH-2026-0014");
        var without = recorded with { Orders = [.. recorded.Orders.Where(o => o.Verb != "close")] };
        var found = Rehearse(without, Drawn("petition"));
        Assert.True(found.IsSame, Said(found));
        Assert.Contains(found.Departures, d => d.Kind == CourseKind.Closing);
    }

    /// <summary>A verb that speaks of something by a number of the case must speak of the same thing in a replay.</summary>
    [Fact]
    public void Every_order_that_names_a_number_of_the_case_is_made_to_speak_of_the_same_thing()
    {
        var recorded = year.Ended[0];
        string[] numbers = ["Task", "Document", "Entry", "FileRequest", "Order", "Record", "Instance"];
        var speaking = RuleBook.Handbook.Rules.Select(r => r.CommandType)
            .SelectMany(t => t.GetProperties().Where(p => p.PropertyType == typeof(int) && numbers.Contains(p.Name)).Select(p => (Type: t, p.Name))).ToList();
        Assert.True(speaking.Count > 15);
        foreach (var (type, member) in speaking)
        {
            var order = (Command)System.Text.Json.JsonSerializer.Deserialize($"{{\"{member.ToLowerInvariant()}\":99999}}", type, new System.Text.Json.JsonSerializerOptions(CaseJson.Options) { RespectRequiredConstructorParameters = false })!;
            Assert.True(new CaseNumbers(recorded, new LoadedCase(recorded.Case, new Dictionary<int, string>(), [])).Translated(order) is null, $"{type.Name}.{member}");
        }
    }

    private static readonly string Work =
        """
        { "id": "between", "nodeId": "x:between", "name": "核对材料", "type": "Petitions.AssignTask", "version": 1, "customProperties": {}, "metadata": {},
          "title": { "typeName": "String", "expression": { "type": "Literal", "value": "核对材料" } },
          "titleEn": { "typeName": "String", "expression": { "type": "Literal", "value": "Check the papers" } },
          "role": { "typeName": "String", "expression": { "type": "Literal", "value": "R-INTAKE" } } }
        """;

    private static readonly string Pause =
        """
        { "id": "between", "nodeId": "x:between", "name": "冷静期", "type": "Elsa.Delay", "version": 1, "customProperties": {}, "metadata": {},
          "timeSpan": { "typeName": "TimeSpan", "expression": { "type": "Literal", "value": "30.00:00:00" } } }
        """;

    private static List<string> Lines(Rehearsed found) => [.. found.Differences.Select(d => d.Change == ChangeKind.Changed
        ? $"{d.Kind} {d.Of} {d.Subject} {d.Aspect} {Minute(d.Was)} {Minute(d.Is)}" : $"{d.Kind} {d.Of} {d.Subject} {d.Change.ToString().ToLowerInvariant()} {d.Times}").Order(StringComparer.Ordinal)];

    private static string Minute(CourseFact? fact) => fact?.At?.ToOffset(Local.Offset).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture) ?? fact?.Word ?? "";

    private static JsonNode Step(JsonObject root, string id) => root["activities"]!.AsArray().Single(a => (string)a!["id"]! == id)!;

    /// <summary>A step between acceptance and the naming of a handler.</summary>
    private static void Insert(JsonObject root, string step)
    {
        root["activities"]!.AsArray().Add(JsonNode.Parse(step));
        foreach (var arrow in root["connections"]!.AsArray().Where(c => (string)c!["source"]!["activity"]! == "is-tip" && (string)c["source"]!["port"]! == "False"))
            arrow!["target"]!["activity"] = "between";
        root["connections"]!.AsArray().Add(JsonNode.Parse("""{ "source": { "activity": "between", "port": "Done" }, "target": { "activity": "assign", "port": "In" }, "vertices": [] }"""));
    }

    private Rehearsed Rehearse(RecordedCase recorded, DefinitionVersion tried) =>
        Rehearsed.Of(recorded, Seeds.Reference, Shipped, tried, RehearsalBase.AsItRan, year.Until, TestContext.Current.CancellationToken);

    private static string Said(Rehearsed found) => string.Join('\n', found.Differences.Select(d => d.ToString()).Concat(found.Lost.Select(l => l.ToString())).Concat(found.Waits.Select(w => w.ToString())).Append(found.Stopped));

    /// <summary>A shipped definition as a draft, redrawn.</summary>
    private static DefinitionVersion Drawn(string definitionId, Action<JsonObject>? redraw = null)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(Seeds.Workflows, definitionId + ".json")))!.AsObject();
        json["id"] = $"{definitionId}-v2";
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
