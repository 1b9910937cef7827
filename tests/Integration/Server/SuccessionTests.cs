namespace Petitions.Tests.Integration.Server;

/// <summary>T26 for all cases of a unit, over HTTP and on the pages: ordered once, carried out on the day, the list stays.</summary>
public sealed class SuccessionTests
{
    private const string Head = "STF-001", Supervisor = "STF-047", Sorter = "STF-011", TownLiaison = "STF-058";

    [Fact]
    public async Task A_merged_unit_gives_every_open_case_to_its_successor_and_every_date_stays()
    {
        await using var town = await ServedTown.OpenAsync();
        var (one, two) = (await ClaimAsync(town), await ClaimAsync(town));
        var before = await DatesAsync(town, one);
        var id = await OrderAsync(town, new { from = "COM-WY", to = "COM-HW", on = "2026-03-09", reason = "物业站并入供水供暖站" });
        var preview = (await town.GetAsync(Supervisor, $"/api/successions/{id}")).Body;
        Assert.Equal(new[] { one, two }.Order(), preview["going"]!.AsArray().Select(c => (string)c!["number"]!).Order());
        await town.RunDueAsync();
        Assert.Equal("COM-WY", await HandlingAsync(town, one));

        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 9, 0, 1, 0, TimeSpan.FromHours(8)));
        await town.RunDueAsync();

        Assert.Equal(("COM-HW", "COM-HW"), (await HandlingAsync(town, one), await HandlingAsync(town, two)));
        Assert.Equal(before, await DatesAsync(town, one));
        var view = (await town.GetAsync(Supervisor, $"/api/successions/{id}")).Body;
        Assert.Equal("carried", (string?)view["order"]!["state"]);
        Assert.Equal(["moved", "moved"], view["list"]!.AsArray().Select(l => (string)l!["outcome"]!));
        var told = (await town.GetAsync(Head, $"/api/cases/{one}")).Body["case"]!["successions"]![0]!;
        Assert.Equal((Head, true), ((string?)told["by"], told["reason"] is not null));
        Assert.Equal(409, (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/cancel", Head, new { reason = "误下" })).Status);
        await town.RunDueAsync();
        Assert.Equal(2, (await town.GetAsync(Supervisor, $"/api/successions/{id}")).Body["list"]!.AsArray().Count);
    }

    [Fact]
    public async Task What_comes_to_the_merged_unit_later_goes_over_on_the_next_day()
    {
        await using var town = await ServedTown.OpenAsync();
        var one = await ClaimAsync(town);
        var id = await OrderAsync(town, new { from = "COM-WY", to = "COM-HW", on = "2026-03-09", reason = "物业站并入供水供暖站" });
        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 9, 0, 1, 0, TimeSpan.FromHours(8)));
        await town.RunDueAsync();
        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 9, 10, 0, 0, TimeSpan.FromHours(8)));
        var late = await ClaimAsync(town);
        await town.RunDueAsync();
        Assert.Equal(("COM-HW", "COM-WY"), (await HandlingAsync(town, one), await HandlingAsync(town, late)));
        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 10, 0, 1, 0, TimeSpan.FromHours(8)));
        await town.RunDueAsync();
        Assert.Equal("COM-HW", await HandlingAsync(town, late));
        var view = (await town.GetAsync(Supervisor, $"/api/successions/{id}")).Body;
        Assert.Equal(("carried", 2), ((string?)view["order"]!["state"], view["list"]!.AsArray().Count));
    }

    [Fact]
    public async Task A_duty_goes_over_on_the_day_of_its_variant_and_arrears_stay_with_the_community()
    {
        await using var town = await ServedTown.OpenAsync();
        town.Clock.HoldAt(new DateTimeOffset(2026, 8, 20, 9, 0, 0, TimeSpan.FromHours(8)));
        var water = await WaterAsync(town);
        var property = await ClaimAsync(town);
        var before = await DatesAsync(town, water);
        var id = await OrderAsync(town, new { from = "COM", to = "GOV-TOWN", on = "2026-09-01", variant = "HANDED_OVER_WATER", reason = "供水移交地方" });
        var going = (await town.GetAsync(Head, $"/api/successions/{id}")).Body["going"]!.AsArray();
        Assert.Equal((water, "减免六七月水费"), ((string?)Assert.Single(going)!["number"], (string?)going[0]!["requests"]![1]!["words"]));
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/stays", Head, new { stays = new Dictionary<string, int[]> { [water] = [2] } })).Status);

        town.Clock.HoldAt(new DateTimeOffset(2026, 9, 1, 0, 1, 0, TimeSpan.FromHours(8)));
        await town.RunDueAsync();

        var line = Assert.Single((await town.GetAsync(TownLiaison, $"/api/successions/{id}")).Body["list"]!.AsArray())!;
        Assert.Equal(("inPart", "[1]", null), ((string?)line["outcome"], line["parts"]!.ToJsonString(), (string?)line["code"]));
        var parts = (await town.GetAsync(Sorter, $"/api/cases/{water}")).Body["case"]!["parts"]!.AsArray();
        Assert.Equal(["GOV-TOWN", "COM"], parts.Select(p => (string?)p!["part"]!["owner"]));
        Assert.Equal(before, await DatesAsync(town, water));
        Assert.Equal("COM-WY", await HandlingAsync(town, property));
    }

    [Fact]
    public async Task Only_the_head_of_the_community_orders_and_only_what_can_be_carried_out()
    {
        await using var town = await ServedTown.OpenAsync();
        var order = new { from = "COM-WY", to = "COM-HW", on = "2026-03-09", reason = "合并" };
        await RefusedAsync(town, Supervisor, order, 403, "NOT_YOUR_ROLE");
        await RefusedAsync(town, Head, new { from = "ENT-U01", to = "COM-HW", on = "2026-03-09", reason = "合并" }, 403, "NOT_YOUR_ROLE");
        await RefusedAsync(town, Head, new { from = "COM-WY", to = "COM-WY", on = "2026-03-09", reason = "合并" }, 422, "SUCCESSOR_REQUIRED");
        await RefusedAsync(town, Head, new { from = "COM", to = "GOV-TOWN", on = "2026-08-31", variant = "HANDED_OVER_WATER", reason = "移交" }, 422, "SUCCESSOR_REQUIRED");
        await RefusedAsync(town, Head, new { from = "COM-WY", to = "COM-HW", on = "2026-03-03", reason = "合并" }, 400, "FIELD_INVALID");
        await RefusedAsync(town, Head, new { from = "COM-WY", to = "COM-HW", on = "2026-03-09", reason = " " }, 422, "REASON_REQUIRED");
        var id = await OrderAsync(town, order);
        await RefusedAsync(town, Head, order, 409, "SUCCESSION_ALREADY_ORDERED");
        Assert.Equal("FIELD_INVALID", (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/stays", Head, new { stays = new Dictionary<string, int[]> { ["NQ-ZH-2026-0001"] = [1] } })).Code);
        Assert.Equal("NOT_YOUR_ROLE", (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/cancel", Supervisor, new { reason = "误下" })).Code);
        Assert.Equal("REASON_REQUIRED", (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/cancel", Head, new { reason = "" })).Code);
        Assert.Equal(404, (await town.GetAsync(TownLiaison, $"/api/successions/{id}")).Status);
        Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/cancel", Head, new { reason = "误下" })).Status);
        Assert.Equal("SUCCESSION_UNDER_WAY", (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/cancel", Head, new { reason = "误下" })).Code);
        Assert.Equal("SUCCESSION_UNDER_WAY", (await town.SendAsync(HttpMethod.Post, $"/api/successions/{id}/stays", Head, new { stays = new Dictionary<string, int[]>() })).Code);
        await OrderAsync(town, order);
    }

    private static async Task<string> ClaimAsync(ServedTown town)
    {
        var number = await town.RegisterAsync(new { category = "A8", nature = "N-CLAIM" });
        await town.DoneAsync(Sorter, number, "transfer", new { to = "COM-WY" });
        await town.DoneAsync("STF-029", number, "receiveTransfer");
        return number;
    }

    private static async Task<string> WaterAsync(ServedTown town)
    {
        var number = await town.RegisterAsync(new
        {
            category = "A2", nature = "N-CLAIM", text = (string?)null, parts = new[] { new { text = "更换老旧管道" }, new { text = "减免六七月水费" } },
        });
        await town.DoneAsync(Sorter, number, "transfer", new { to = "COM-HW" });
        await town.DoneAsync("STF-027", number, "receiveTransfer");
        return number;
    }

    private static async Task<int> OrderAsync(ServedTown town, object order)
    {
        var answer = await town.SendAsync(HttpMethod.Post, "/api/successions", Head, order);
        Assert.True(answer.Status == 201, answer.Body.ToJsonString());
        return answer.Body["order"]!["id"]!.GetValue<int>();
    }

    private static async Task RefusedAsync(ServedTown town, string who, object order, int status, string code)
    {
        var answer = await town.SendAsync(HttpMethod.Post, "/api/successions", who, order);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    private static async Task<string?> HandlingAsync(ServedTown town, string number) =>
        (string?)(await town.GetAsync(Sorter, $"/api/cases/{number}")).Body["case"]!["handlingUnit"];

    /// <summary>Every clock with its start, its day and its state; whose it is may change.</summary>
    private static async Task<string> DatesAsync(ServedTown town, string number) => string.Join("; ", ((await town.GetAsync(Sorter, $"/api/cases/{number}")).Body["case"]!["clocks"]!.AsArray())
        .Select(k => k!["clock"]!).Where(k => (string?)k["code"] is not "CLK-OBJECT5WD")
        .Where(k => (string?)k["status"] is "Running" or "running").Select(k => $"{k["code"]} {k["startedAt"]} {k["effectiveDue"]} {k["cycle"]}").Order());
}
