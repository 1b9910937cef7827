using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server;

/// <summary>Calendars, times and ladder as data, over HTTP: handed in by one person, looked at and decided by another, carried to every case.</summary>
public sealed class ReferenceChangeTests
{
    private const string Keeper = "STF-061", Supervisor = "STF-047", Other = "STF-048";

    [Fact]
    [Trait("Scenario", "15")]
    public async Task While_2027_is_missing_registration_goes_on_and_everything_is_computed_when_the_year_is_published()
    {
        await using var town = await ServedTown.OpenAsync();
        town.Clock.HoldAt(new DateTimeOffset(2026, 12, 28, 9, 0, 0, TimeSpan.FromHours(8)));
        var number = await town.RegisterAsync(Claim);
        await town.DoneAsync("STF-011", number, "askSupplement", new { items = new[] { "照片" } });

        var waiting = await ClockAsync(town, number, "CLK-SUPPLEMENT10WD");
        Assert.True(waiting["clock"]!["notComputable"]!.GetValue<bool>());
        Assert.Contains("尚未公布", await WhyAsync(town, number, waiting));
        Assert.Equal("2027-01-12", (string?)(await ClockAsync(town, number, "CLK-NOTICE15"))["clock"]!["effectiveDue"]);
        Assert.Contains("ALARM", await AlarmAsync(town));

        var change = await ProposedAsync(town, new { what = "calendar", content = Ical2027, note = "国务院办公厅通知" });
        var view = await town.GetAsync(Supervisor, $"/api/reference-changes/{change}");
        Assert.Contains(view.Body["cases"]!.AsArray(), c => (string?)c!["number"] == number);
        Assert.Equal(200, (await ApproveAsync(town, Supervisor, change)).Status);
        await town.RunDueAsync();

        var computed = await ClockAsync(town, number, "CLK-SUPPLEMENT10WD");
        Assert.Equal("2027-01-11", (string?)computed["clock"]!["effectiveDue"]);
        Assert.DoesNotContain("ALARM", await AlarmAsync(town));
        var applied = await town.GetAsync(Supervisor, $"/api/reference-changes/{change}");
        Assert.Equal("applied", (string?)applied.Body["change"]!["state"]);
        Assert.Equal(["proposed", "approved", "applied"], applied.Body["history"]!.AsArray().Select(e => (string)e!["event"]!));
    }

    [Fact]
    [Trait("Scenario", "16")]
    public async Task An_added_holiday_is_previewed_case_by_case_and_a_statutory_deadline_is_never_shortened()
    {
        await using var town = await ServedTown.OpenAsync();
        town.Clock.HoldAt(new DateTimeOffset(2026, 9, 28, 9, 0, 0, TimeSpan.FromHours(8)));
        var number = await town.RegisterAsync(Claim);
        await town.DoneAsync("STF-011", number, "transfer", new { to = "COM-WY" });
        town.Clock.HoldAt(new DateTimeOffset(2026, 9, 29, 9, 0, 0, TimeSpan.FromHours(8)));
        await town.DoneAsync("STF-029", number, "receiveTransfer");
        Assert.Equal("2026-10-12", await DueAsync(town, number, "CLK-OBJECT5WD"));

        var later = await ProposedAsync(town, new { what = "calendar", content = await AmendedAsync(town, "1.0.1", h => h.Add(Holiday("加放", "2026-10-08"))), note = "增加一天假期" });
        var preview = (await town.GetAsync(Supervisor, $"/api/reference-changes/{later}")).Body;
        Assert.Equal(("2026-10-12", "2026-10-13", false), ClockIn(preview, number, "CLK-OBJECT5WD"));
        Assert.Empty(preview["shortened"]!.AsArray());
        Assert.Equal("2026-10-12", await DueAsync(town, number, "CLK-OBJECT5WD"));
        Assert.Equal(200, (await ApproveAsync(town, Supervisor, later)).Status);
        await town.RunDueAsync();
        Assert.Equal("2026-10-13", await DueAsync(town, number, "CLK-OBJECT5WD"));

        var shorter = await ProposedAsync(town, new { what = "calendar", content = await AmendedAsync(town, "1.0.2", h => h.RemoveAll(d => (string?)d["from"] == "2026-10-01"), Holiday("国庆节", "2026-10-01", "2026-10-05")), note = "假期缩短" });
        preview = (await town.GetAsync(Supervisor, $"/api/reference-changes/{shorter}")).Body;
        Assert.Equal(("2026-10-13", "2026-10-10", true), ClockIn(preview, number, "CLK-OBJECT5WD"));
        Assert.Equal([number], preview["shortened"]!.AsArray().Select(n => (string)n!));
        var refused = await ApproveAsync(town, Supervisor, shorter);
        Assert.Equal((422, "STATUTORY_SHORTENING", "keepShortened"), (refused.Status, refused.Code, refused.Field));
        Assert.Contains($"{number} CLK-OBJECT5WD", (string)refused.Body["sentences"]!["zh"]!);
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/reference-changes/{shorter}/approve", Supervisor, new { note = "保留原日期", keepShortened = true })).Status);
        await town.RunDueAsync();
        Assert.Equal("2026-10-13", await DueAsync(town, number, "CLK-OBJECT5WD"));
        Assert.Contains("不予缩短", await WhyAsync(town, number, await ClockAsync(town, number, "CLK-OBJECT5WD")));
    }

    [Fact]
    public async Task A_change_is_decided_once_by_a_second_person_who_may()
    {
        await using var town = await ServedTown.OpenAsync();
        var content = await AmendedAsync(town, "1.0.1", h => h.Add(Holiday("加放", "2026-10-08")));
        await Refused(town, "STF-008", new { what = "calendar", content, note = "x" }, 403, "NOT_YOUR_ROLE");
        await Refused(town, Keeper, new { what = "calendar", content, note = " " }, 422, "REASON_REQUIRED");
        await Refused(town, Keeper, new { what = "calendar", content = "", note = "x" }, 400, "FIELD_INVALID");
        await Refused(town, Keeper, new { what = "people", content, note = "x" }, 400, "FIELD_INVALID");
        await Refused(town, Keeper, new { what = "calendar", content = content.Replace("2026-10-08", "2027-10-08"), note = "x" }, 400, "REFERENCE_INVALID");
        await Refused(town, Keeper, new { what = "calendar", content = content.Replace("1.0.1", "1.0.0"), note = "x" }, 422, "VERSION_EXISTS");

        var (first, second) = (await ProposedAsync(town, new { what = "calendar", content, note = "甲" }), await ProposedAsync(town, new { what = "calendar", content, note = "乙" }));
        Assert.Equal((422, "AUTHOR_MAY_NOT_APPROVE"), await CodeAsync(ApproveAsync(town, Keeper, first)));
        Assert.Equal((403, "NOT_YOUR_ROLE"), await CodeAsync(ApproveAsync(town, "STF-008", first)));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(ApproveAsync(town, Supervisor, 4711)));
        var both = await Task.WhenAll(ApproveAsync(town, Supervisor, first), ApproveAsync(town, Other, first));
        Assert.Equal([200, 409], both.Select(a => a.Status).Order());
        Assert.Equal("CHANGE_ALREADY_DECIDED", both.Single(a => a.Status == 409).Code);
        Assert.Equal((409, "CHANGE_OVERTAKEN"), await CodeAsync(ApproveAsync(town, Supervisor, second)));
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/reference-changes/{second}/send-back", Other, new { note = "已有新版本" })).Status);
        Assert.Equal((409, "CHANGE_ALREADY_DECIDED"), await CodeAsync(ApproveAsync(town, Supervisor, second)));
    }

    [Fact]
    public async Task Times_of_the_law_cannot_be_weakened_and_targets_and_rungs_can_be_shortened()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync();
        var before = await DueAsync(town, number, "internalTarget");
        var categories = await DocumentAsync(town, "categories");
        await Refused(town, Keeper, new { what = "categories", content = WithClock(categories, "CLK-HANDLE60", 61), note = "x" }, 422, "STATUTORY_CLOCK_WEAKENED");
        await Refused(town, Keeper, new { what = "categories", content = WithClock(categories, "CLK-REV-ASK30", 29), note = "x" }, 422, "STATUTORY_CLOCK_WEAKENED");
        var ladder = await DocumentAsync(town, "ladder");
        await Refused(town, Keeper, new { what = "ladder", content = ladder.Replace("\"workingDays\": 12", "\"workingDays\": 13"), note = "x" }, 422, "RUNG_LATER_THAN_FLOOR");

        var changed = JsonNode.Parse(categories)!;
        changed["categories"]!.AsArray().Single(c => (string)c!["code"]! == "B2")!["internalTargetWorkdays"] = 2;
        await DecideAndRunAsync(town, new { what = "categories", content = changed.ToJsonString(), note = "缩短目标" });
        Assert.NotEqual(before, await DueAsync(town, number, "internalTarget"));
        Assert.Equal("2026-03-06", await DueAsync(town, number, "internalTarget"));

        await DecideAndRunAsync(town, new { what = "ladder", content = ladder.Replace("\"workingDays\": 12", "\"workingDays\": 9"), note = "提前上报" });
        var rung4 = (await town.GetAsync("STF-011", $"/api/cases/{number}")).Body["case"]!["ladder"]!.AsArray()
            .Single(e => (string?)e!["step"] == "rung4" && e["cancelledAt"] is null);
        Assert.StartsWith("2026-03-19", (string)rung4!["dueAt"]!);
    }

    [Fact]
    public async Task The_duty_rota_is_handed_in_and_decided_like_a_calendar_and_stands_on_the_page()
    {
        await using var town = await ServedTown.OpenAsync();
        town.Clock.HoldAt(new DateTimeOffset(2026, 10, 2, 23, 0, 0, TimeSpan.FromHours(8)));
        var rota = await DocumentAsync(town, "duty-rota");
        await Refused(town, Keeper, new { what = "duty-rota", content = rota.Replace("STF-055", "STF-008"), note = "x" }, 400, "REFERENCE_INVALID");
        await DecideAndRunAsync(town, new { what = "duty-rota", content = rota.Replace("\"order\": [\"STF-054\", \"STF-055\"]", "\"order\": [\"STF-055\"]"), note = "国庆调班" });

        using var page = await PageVisitor.SignInAsync(town, Keeper);
        var (status, text) = await page.GetAsync("/reference");
        Assert.Equal(200, status);
        Assert.Contains("值班表", text);
        Assert.Contains("于值班", text);
        Assert.DoesNotContain("乐值班", text);
        Assert.Contains("正在值班", text);
    }

    private static readonly object Claim = new { category = "A6", nature = "N-CLAIM", text = "小区停车位被占，要求明确归属。" };

    private const string Ical2027 = """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20270101
        DTEND;VALUE=DATE:20270104
        SUMMARY:元旦 休
        END:VEVENT
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20270109
        SUMMARY:元旦 班
        END:VEVENT
        END:VCALENDAR
        """;

    private static async Task<int> ProposedAsync(ServedTown town, object upload)
    {
        var answer = await town.SendAsync(HttpMethod.Post, "/api/reference-changes", Keeper, upload);
        Assert.True(answer.Status == 201, answer.Body.ToJsonString());
        return answer.Body["id"]!.GetValue<int>();
    }

    private static Task<Answer> ApproveAsync(ServedTown town, string who, int change) =>
        town.SendAsync(HttpMethod.Post, $"/api/reference-changes/{change}/approve", who, new { note = "核对无误" });

    private static async Task DecideAndRunAsync(ServedTown town, object upload)
    {
        var answer = await ApproveAsync(town, Supervisor, await ProposedAsync(town, upload));
        Assert.True(answer.Status == 200, answer.Body.ToJsonString());
        await town.RunDueAsync();
    }

    private static async Task Refused(ServedTown town, string who, object upload, int status, string code) =>
        Assert.Equal((status, code), await CodeAsync(town.SendAsync(HttpMethod.Post, "/api/reference-changes", who, upload)));

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);

    private static async Task<JsonNode> ClockAsync(ServedTown town, string number, string code) =>
        (await town.GetAsync("STF-011", $"/api/cases/{number}")).Body["case"]!["clocks"]!.AsArray().Last(c => (string?)c!["clock"]!["code"] == code)!;

    private static async Task<string?> DueAsync(ServedTown town, string number, string code) => (string?)(await ClockAsync(town, number, code))["clock"]!["effectiveDue"];

    private static async Task<string> WhyAsync(ServedTown town, string number, JsonNode clock) => string.Concat(
        (await town.GetAsync("STF-011", $"/api/cases/{number}/clocks/{clock["clock"]!["no"]}/explain")).Body["zh"]!.AsArray().Select(s => (string)s!));

    private static (string?, string?, bool) ClockIn(JsonObject preview, string number, string code)
    {
        var clock = preview["cases"]!.AsArray().Single(c => (string?)c!["number"] == number)!["clocks"]!.AsArray().Single(k => (string?)k!["code"] == code)!;
        return ((string?)clock["old"], (string?)clock["new"], clock["kept"]!.GetValue<bool>());
    }

    private static async Task<string> AlarmAsync(ServedTown town) => await town.WorkAsync("calendarCoverage");

    private static async Task<string> DocumentAsync(ServedTown town, string kind)
    {
        await using var connection = await town.Rows.AsOwnerAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select document::text from reference where kind = '{kind}' order by version desc limit 1";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> AmendedAsync(ServedTown town, string version, Action<List<JsonObject>> change, JsonObject? added = null)
    {
        var document = JsonNode.Parse(await DocumentAsync(town, "calendar-2026"))!.AsObject();
        var holidays = document["holidays"]!.AsArray().Select(h => h!.DeepClone().AsObject()).ToList();
        change(holidays);
        if (added is not null)
            holidays.Add(added);
        document["holidays"] = new JsonArray([.. holidays]);
        document["version"] = version;
        document.Remove("computed");
        return document.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonObject Holiday(string name, string from, string? to = null) => new() { ["name"] = name, ["from"] = from, ["to"] = to ?? from };

    private static string WithClock(string categories, string code, int amount)
    {
        var document = JsonNode.Parse(categories)!;
        document["clocks"]!.AsArray().Single(c => (string)c!["code"]! == code)!["amount"] = amount;
        return document.ToJsonString();
    }
}
