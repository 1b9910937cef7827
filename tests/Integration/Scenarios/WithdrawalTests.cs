using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

public sealed class WithdrawalTests(PeopleTown people) : IClassFixture<PeopleTown>
{
    private const string CommunitySorter = "STF-012";

    private static readonly object Entry = new { channel = "wechat", category = "B3", nature = "N-DISPUTE", location = "NQ-S6-B02", text = "邻居的大狗不牵绳，孩子不敢下楼。" };

    [Fact]
    [Trait("Scenario", "20")]
    public async Task Pressed_is_not_withdrawn_and_supervision_is_told_and_a_withdrawal_is_taken_back_on_the_seventh_day_with_the_old_dates()
    {
        var town = people.Town;
        people.At("2026-05-13 12:00");
        var (pressed, free) = (await people.RegisterAsync(Clerk, Entry), await people.RegisterAsync(Clerk, Entry));
        foreach (var petition in new[] { pressed, free })
        {
            await town.DoneAsync(Sorter, petition.Number, "accept");
            await town.DoneAsync(EstateHead, petition.Number, "assignHandler", new { handler = "STF-026" });
            people.At("2026-05-15 19:00");
            Assert.Equal(200, (await people.PetitionerAsync(petition, "withdraw", new { reason = "对方已道歉" })).Status);
            people.At("2026-05-13 14:00");
        }
        people.At("2026-05-18 10:00");
        Assert.Equal("NOT_YOUR_ROLE", (await town.GiveAsync("STF-026", pressed.Number, "confirmWithdrawal", new { confirmed = true, pressed = false })).Code);
        Assert.Equal("WITHDRAWAL_NOT_CONFIRMED", (await town.GiveAsync(Supervisor, pressed.Number, "confirmWithdrawal", new { confirmed = false, pressed = false })).Code);
        await town.DoneAsync(Supervisor, pressed.Number, "confirmWithdrawal", new { confirmed = false, pressed = true });
        Assert.Equal("IN_HANDLING", await StateAsync(pressed.Number));
        Assert.True(await town.Rows.ScalarAsync<long>("select count(*) from notices where template = 'notice.withdrawalPressed' and person = 'STF-047'") > 0);

        var due = await DueAsync(free.Number);
        await town.DoneAsync(Supervisor, free.Number, "confirmWithdrawal", new { confirmed = true, pressed = false });
        Assert.Equal("WITHDRAWN", await StateAsync(free.Number));
        people.At("2026-05-25 23:30");
        var back = await people.PetitionerAsync(free, "revokeWithdrawal");
        Assert.True(back.Status == 200, back.Body.ToJsonString());
        Assert.Equal(("IN_HANDLING", due), (await StateAsync(free.Number), await DueAsync(free.Number)));
    }

    [Fact]
    public async Task On_the_eighth_day_a_withdrawal_stands()
    {
        people.At("2026-05-13 12:00");
        var petition = await people.RegisterAsync(Clerk, Entry);
        await people.PetitionerAsync(petition, "withdraw", new { reason = "对方已道歉" });
        people.At("2026-05-18 10:00");
        await people.Town.DoneAsync(Supervisor, petition.Number, "confirmWithdrawal", new { confirmed = true, pressed = false });
        people.At("2026-05-26 00:30");
        var late = await people.PetitionerAsync(petition, "revokeWithdrawal");
        Assert.Equal((422, "REVOKE_WINDOW_CLOSED"), (late.Status, late.Code));
        Assert.Equal("WITHDRAWN", await StateAsync(petition.Number));
    }

    [Fact]
    public async Task A_withdrawal_from_the_community_itself_is_confirmed_by_the_desk_that_has_the_task()
    {
        people.At("2026-05-13 12:00");
        var petition = await people.RegisterAsync(CommunitySorter, new { channel = "visit", category = "A8", receivedBy = "COM", location = (string?)null, text = "停车费重复扣了半年，请退还。" });
        Assert.Equal(200, (await people.PetitionerAsync(petition, "withdraw", new { reason = "已退款" })).Status);
        Assert.DoesNotContain(petition.Number, (await people.Town.GetAsync(Supervisor, "/api/tasks")).Plain());
        Assert.Contains(petition.Number, (await people.Town.GetAsync(EnterpriseDesk, "/api/tasks")).Plain());
        Assert.Equal("OTHER_UNIT_REQUIRED", (await people.Town.GiveAsync(Supervisor, petition.Number, "confirmWithdrawal", new { confirmed = true, pressed = false })).Code);
        await people.Town.DoneAsync(EnterpriseDesk, petition.Number, "confirmWithdrawal", new { confirmed = true, pressed = false });
        Assert.DoesNotContain(petition.Number, (await people.Town.GetAsync(EnterpriseDesk, "/api/tasks")).Plain());
    }

    [Fact]
    public async Task A_case_that_goes_to_the_community_takes_its_call_to_a_unit_outside_the_community()
    {
        people.At("2026-05-13 12:00");
        var petition = await people.RegisterAsync(Clerk, new { channel = "visit", category = "A8", nature = "N-CLAIM", location = "NQ-S2-B01", text = "停车费重复扣了半年，请退还。" });
        Assert.Equal(200, (await people.PetitionerAsync(petition, "withdraw", new { reason = "已退款" })).Status);
        Assert.Contains(petition.Number, (await people.Town.GetAsync(Supervisor, "/api/tasks")).Plain());
        await people.Town.DoneAsync(Sorter, petition.Number, "transfer", new { to = "COM", overrideReason = "由社区统一处理" });
        Assert.DoesNotContain(petition.Number, (await people.Town.GetAsync(Supervisor, "/api/tasks")).Plain());
        Assert.Equal("OTHER_UNIT_REQUIRED", (await people.Town.GiveAsync(Supervisor, petition.Number, "confirmWithdrawal", new { confirmed = true, pressed = false })).Code);
        await people.Town.DoneAsync(EnterpriseDesk, petition.Number, "confirmWithdrawal", new { confirmed = true, pressed = false });
        Assert.Equal("WITHDRAWN", await StateAsync(petition.Number));
    }

    private async Task<string> StateAsync(string number) => (await people.CaseAsync(Clerk, number))["state"]!.GetValue<string>();

    private async Task<string?> DueAsync(string number) => (await people.CaseAsync(Clerk, number))["clocks"]!.AsArray()
        .Select(c => c!["clock"]!).Last(c => c["code"]!.GetValue<string>() == "internalTarget")["effectiveDue"]?.ToJsonString();
}
