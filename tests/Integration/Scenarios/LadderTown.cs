using System.Globalization;
using System.Text.Json.Nodes;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>A served town in which petitions climb the ladder: time is turned, and every server sweeps only when the test says so.</summary>
internal sealed class LadderTown : IAsyncDisposable
{
    public const string EstateHead = "STF-007", CommunityHead = "STF-001", FirstLeader = "STF-002", Supervisor = "STF-047";

    private LadderTown(ServedTown town) => Town = town;

    public ServedTown Town { get; }

    public static async Task<LadderTown> OpenAsync(string local)
    {
        var town = new LadderTown(await ServedTown.OpenAsync());
        town.At(local);
        return town;
    }

    /// <summary>Turns the clock to a local moment; nothing runs.</summary>
    public void At(string local) => Town.Clock.HoldAt(Moment(local));

    /// <summary>Turns the clock to each moment in turn, and sweeps.</summary>
    public async Task SweepAtAsync(params string[] moments)
    {
        foreach (var moment in moments)
        {
            At(moment);
            await Town.RunDueAsync();
        }
    }

    public static DateTimeOffset Moment(string local) => new(DateTime.Parse(local, CultureInfo.InvariantCulture), Petitions.Cases.Local.Offset);

    /// <summary>The sample NQ-2026-0030: charging cables in a stairwell, target 12 August; rungs on 13, 18, 21 and 28 August at 09:00.</summary>
    public Task<string> CablesAsync(string name = "滕住户") => Town.RegisterAsync(new
    {
        channel = "web", category = "C2", urgency = "urgent", location = "NQ-S4-B05", title = "楼道飞线充电没人管", text = "每天有七八辆电动车从窗户拉线充电。",
        people = new[] { new { role = "petitioner", name, phone = "000-0000-1073" } },
    });

    public async Task<JsonObject> CaseAsync(string number, string who = CommunityHead)
    {
        var seen = await Town.GetAsync(who, $"/api/cases/{number}");
        Assert.True(seen.Status == 200, seen.Plain());
        return seen.Body["case"]!.AsObject();
    }

    /// <summary>The rungs that have fired, oldest first.</summary>
    public async Task<List<JsonNode>> FiredAsync(string number, string who = CommunityHead) =>
        [.. (await CaseAsync(number, who))["ladder"]!.AsArray().OfType<JsonNode>().Where(e => e["firedAt"] is not null && e["rung"]!.GetValue<int>() > 0)
            .OrderBy(e => e["rung"]!.GetValue<int>())];

    /// <summary>What one of the staff was told of a case: templates, newest first.</summary>
    public async Task<List<JsonNode>> NoticesAsync(string who, string number) =>
        [.. (await Town.GetAsync(who, "/api/notices")).Body["rows"]!.AsArray().OfType<JsonNode>().Where(n => n["number"]!.GetValue<string>() == number)];

    public ValueTask DisposeAsync() => Town.DisposeAsync();
}
