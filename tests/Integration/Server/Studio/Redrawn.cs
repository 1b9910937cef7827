using System.Text.Json.Nodes;
using Petitions.Tests.Integration.Server.Provoked;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>A work order that is one day over and waits at the community, and a drawing of the ladder that asks the community earlier.</summary>
public static class Redrawn
{
    /// <summary>The first working day after the due day of a work order of 4 March.</summary>
    public static readonly DateTimeOffset Monday = Local(2026, 3, 16, 9, 0);

    /// <summary>Two working days in place of four, and somebody looks at the place before it goes to the leader.</summary>
    public static void Shorter(JsonObject model)
    {
        SetDays(model, "2");
        var (activities, connections) = (model["root"]!["activities"]!.AsArray(), model["root"]!["connections"]!.AsArray());
        var look = Drawn.Step("look", "Petitions.AssignTask", 1900, ("title", "String", "现场看一看"), ("titleEn", "String", "Look at the place"), ("role", "String", "R-HANDLER"),
            ("fallback", "String", "R-UNITHEAD"), ("timeoutWorkdays", "Int32", "1"));
        look["nodeId"] = "Workflow1:escalation-flow:look";
        activities.Add(look);
        connections.First(c => (string?)c!["source"]!["activity"] == "to-community" && (string?)c["source"]!["port"] == "Raised")!["target"]!["activity"] = "look";
        connections.Add(Drawn.Line("look", "to-leader"));
        connections.Add(Drawn.Line("look", "to-leader", "Timeout"));
    }

    public static JsonNode Rung(JsonObject model) => model["root"]!["activities"]!.AsArray().First(a => (string?)a!["id"] == "to-community")!;

    public static void SetDays(JsonObject model, string days) => Rung(model)["workingDays"]!["expression"]!["value"] = days;

    /// <summary>Drawn and handed in by a designer through Studio, published by a supervisor.</summary>
    public static async Task PublishedAsync(ServedTown town, Action<JsonObject> change)
    {
        using var studio = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var model = (await studio.GetAsync("/workflow-definitions/by-definition-id/escalation?versionOptions=Published")).Body;
        var latest = (await studio.GetAsync("/workflow-definitions/by-definition-id/escalation")).Body;
        model["customProperties"] = latest["customProperties"]?.DeepClone();
        model["id"] = (string?)latest["id"];
        change(model);
        await studio.SavedAsync(model);
        const string review = "/studio/definitions/escalation/review";
        using var designer = await PageVisitor.SignInAsync(town, StudioVisitor.Designer);
        var handedIn = await designer.PostAsync(review, review, ("decision", "submit"), ("note", "社区要早两天处理"));
        Assert.True(handedIn.Status == 302, handedIn.Text);
        using var supervisor = await PageVisitor.SignInAsync(town, StudioVisitor.Supervisor);
        Assert.Equal(302, (await supervisor.PostAsync(review, review, ("decision", "publish"), ("note", "同意"))).Status);
    }

    public static async Task<string> WorkOrderAsync(ServedTown town)
    {
        var number = await town.RegisterAsync(new { channel = "web", category = "A9", location = "NQ-S2-B01", text = "楼道灯不亮已经一周。" });
        await town.DoneAsync(People.Sorter, number, "accept");
        await town.DoneAsync(People.EstateHead, number, "assignHandler", new { handler = People.Handler });
        return number;
    }

    /// <summary>The step at which a case's ladder waits.</summary>
    public static Task<string> PlaceAsync(ServedTown town, string number) => town.Rows.ScalarAsync<string>(
        $"select string_agg(distinct b.activity_id, ' ') from bookmarks b join workflow_instances i on i.root = b.root and i.case_id = b.case_id and i.no = b.instance join cases c on c.root = b.root and c.case_id = b.case_id where c.number = '{number}' and i.definition_id = 'escalation' and i.status = 'Running'")!;

    public static async Task PassToAsync(ServedTown town, DateTimeOffset moment)
    {
        while (town.Clock.GetUtcNow() < moment)
        {
            var nine = Local(2026, 3, global::Petitions.Cases.Local.DateOf(town.Clock.GetUtcNow()).Day, 9, 0);
            var next = nine > town.Clock.GetUtcNow() ? nine : nine.AddDays(1);
            town.Clock.HoldAt(next < moment ? next : moment);
            await town.RunDueAsync();
        }
    }

    public static DateTimeOffset Local(int year, int month, int day, int hour, int minute) => new(year, month, day, hour, minute, 0, TimeSpan.FromHours(8));
}
