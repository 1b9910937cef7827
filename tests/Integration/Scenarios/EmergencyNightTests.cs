using System.Text.Json.Nodes;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>An emergency on a holiday night (samples 0031, 0032) and the quiet hours of everything else (E9).</summary>
public sealed class EmergencyNightTests
{
    [Theory]
    [Trait("Scenario", "9")]
    [InlineData("A4", "2026-10-03 23:40", "CLK-EMG-CONTACT", "23:50", "00:05", "00:20", "R-POLICE")]
    [InlineData("A5", "2026-10-03 23:40", "CLK-EMG-CONTACT", "23:45", "00:00", "00:15", "R-COM-XF")]
    public async Task An_emergency_on_a_holiday_night_climbs_by_the_minutes_of_its_category_and_waits_for_no_morning(
        string category, string opened, string code, string duty, string leader, string outside, string role)
    {
        await using var ladder = await LadderTown.OpenAsync(opened);
        var number = await OpenAsync(ladder, category);
        for (var minute = 5; minute <= 60; minute += 5)
        {
            ladder.Town.Clock.HoldAt(LadderTown.Moment(opened).AddMinutes(minute));
            await ladder.Town.RunDueAsync();
        }

        var file = await ladder.CaseAsync(number, Duty);
        var clock = file["clocks"]!.AsArray().Single(c => c!["clock"]!["code"]!.GetValue<string>() == code)!["clock"]!["no"]!.GetValue<int>();
        var fired = file["ladder"]!.AsArray().OfType<JsonNode>().Where(e => e["clock"]!.GetValue<int>() == clock && e["firedAt"] is not null).ToList();
        Assert.Equal([$"{duty} R-DUTY", $"{leader} R-LEADER", $"{outside} {role}"],
            fired.Select(e => $"{e["firedAt"]!.GetValue<DateTimeOffset>().ToOffset(Petitions.Cases.Local.Offset):HH:mm} {e["targetRole"]}"));
        Assert.All(await ladder.NoticesAsync(Duty, number), n => Assert.Null(n["heldUntil"]));
        Assert.Equal(0, await ladder.Town.Rows.ScalarAsync<long>(
            "select count(*) from outbox where kind = 'sms' and payload->>'template' in ('notice.duty', 'notice.leader', 'notice.outside') and delivered_at is null"));
    }

    [Fact]
    public async Task What_is_no_emergency_is_held_until_half_past_seven_and_says_so()
    {
        await using var ladder = await LadderTown.OpenAsync("2026-03-04 09:00");
        var number = await ladder.Town.RegisterAsync(new { channel = "web", category = "A8", location = "NQ-S2-B01", text = "停车费重复扣了半年，请退还。" });
        await ladder.Town.DoneAsync(Sorter, number, "accept", new { noticeServed = new { way = "signed", proof = "签收" } });
        await ladder.Town.DoneAsync(EstateHead, number, "assignHandler", new { handler = Handler });
        ladder.At("2026-03-04 22:15");
        await ladder.Town.DoneAsync(Handler, number, "escalateByHand", new { reason = "超出本单位权限" });

        await ladder.Town.RunDueAsync();
        const string Asked = "select count(*) from outbox where kind = 'sms' and payload->>'template' = 'notice.byHand'";
        Assert.Equal((1, 0), (await ladder.Town.Rows.ScalarAsync<long>(Asked), await ladder.Town.Rows.ScalarAsync<long>(Asked + " and delivered_at is not null")));
        var notice = Assert.Single(await ladder.NoticesAsync(Head, number), n => n["template"]!.GetValue<string>() == "notice.byHand");
        Assert.Equal(LadderTown.Moment("2026-03-05 07:30"), notice["heldUntil"]!.GetValue<DateTimeOffset>());
        await ladder.SweepAtAsync("2026-03-05 07:29");
        Assert.Equal(0, await ladder.Town.Rows.ScalarAsync<long>(Asked + " and delivered_at is not null"));
        await ladder.SweepAtAsync("2026-03-05 07:30");
        Assert.Equal(1, await ladder.Town.Rows.ScalarAsync<long>(Asked + " and delivered_at is not null"));
    }

    private static async Task<string> OpenAsync(LadderTown ladder, string category)
    {
        var opened = await ladder.Town.OpenAsync(Duty, new
        {
            channel = "phone", category, urgency = "emergency", receivedBy = "COM", location = "NQ-S6-B01", title = "紧急", text = "有人被困，有异味。",
            people = new[] { new { role = "petitioner", name = "高住户", phone = "000-0000-1080" } },
        });
        Assert.True(opened.Status == 201, opened.Plain());
        return opened.Body["number"]!.GetValue<string>();
    }
}
