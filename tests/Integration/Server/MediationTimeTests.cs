using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>The thirty days of a mediation over HTTP: they belong to the parties, who lengthen them or let them stand still together.</summary>
public sealed class MediationTimeTests
{
    [Fact]
    public async Task By_consent_of_all_the_days_stand_still_and_go_on_when_they_say_so()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await MediationChoiceTests.ConsentedAsync(town);
        Assert.Equal(("running", "2026-04-03"), await ClockAsync(town, number));
        await RefusedAsync(town, number, "pauseMediation", new { until = "2026-03-13", partiesAgree = false, reason = "等鉴定" }, "CONSENT_MISSING");
        await RefusedAsync(town, number, "pauseMediation", new { until = "2026-03-13", partiesAgree = true }, "REASON_REQUIRED");
        foreach (var until in new[] { null, "2026-03-04", "2026-05-04" })
            await RefusedAsync(town, number, "pauseMediation", new { until, partiesAgree = true, reason = "等鉴定" }, "FIELD_INVALID", "until");
        await RefusedAsync(town, number, "resumeMediation", new { }, "WRONG_STATE");
        Assert.Equal(("running", "2026-04-03"), await ClockAsync(town, number));

        await town.DoneAsync(Mediator, number, "pauseMediation", new { until = "2026-03-13", partiesAgree = true, reason = "等鉴定" });
        Assert.Equal("suspended", (await ClockAsync(town, number)).Status);
        await RefusedAsync(town, number, "pauseMediation", new { until = "2026-03-20", partiesAgree = true, reason = "再等" }, "SUSPENSION_NOT_ALLOWED");
        Assert.Equal("NOT_YOUR_ROLE", (await town.GiveAsync(EstateHead, number, "resumeMediation")).Code);
        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.FromHours(8)));
        await town.DoneAsync(Mediator, number, "resumeMediation");
        Assert.Equal(("running", "2026-04-08"), await ClockAsync(town, number));
        await RefusedAsync(town, number, "resumeMediation", new { }, "WRONG_STATE");
    }

    [Fact]
    public async Task A_pause_that_nobody_ends_is_over_after_its_last_day_and_the_mediator_hears_of_it()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await MediationChoiceTests.ConsentedAsync(town);
        await town.DoneAsync(Mediator, number, "pauseMediation", new { until = "2026-03-05", partiesAgree = true, reason = "等鉴定" });
        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 6, 0, 10, 0, TimeSpan.FromHours(8)));
        await town.RunDueAsync();
        Assert.Equal(("running", "2026-04-05"), await ClockAsync(town, number));
        Assert.Equal(1, await town.Rows.ScalarAsync<long>($"select count(*) from notices where template = 'notice.mediationGoesOn' and person = '{Mediator}'"));
    }

    [Fact]
    public async Task By_consent_of_all_there_are_more_days_thirty_at_a_time_and_never_after_the_last_one()
    {
        await using var town = await ServedTown.OpenAsync();
        var unasked = await MediationChoiceTests.HandledAsync(town);
        Assert.Equal("MEDIATION_NOT_PROPOSED", (await town.GiveAsync(Mediator, unasked, "extendMediation", More(10))).Code);
        await town.DoneAsync(Mediator, unasked, "proposeMediation", new { mediators = new[] { Mediator } });
        await RefusedAsync(town, unasked, "extendMediation", More(10), "CONSENT_MISSING");

        var number = await MediationChoiceTests.ConsentedAsync(town);
        await RefusedAsync(town, number, "extendMediation", More(31), "EXTENSION_TOO_LONG");
        await RefusedAsync(town, number, "extendMediation", More(10, agree: false), "CONSENT_MISSING");
        await RefusedAsync(town, number, "extendMediation", new { days = 10, partiesAgree = true }, "REASON_REQUIRED");
        Assert.Equal("NOT_YOUR_ROLE", (await town.GiveAsync(EstateHead, number, "extendMediation", More(10))).Code);
        await town.DoneAsync(Mediator, number, "extendMediation", More(10));
        await town.DoneAsync(Mediator, number, "extendMediation", More(5));
        Assert.Equal(("running", "2026-04-18"), await ClockAsync(town, number));
        town.Clock.HoldAt(new DateTimeOffset(2026, 4, 19, 9, 0, 0, TimeSpan.FromHours(8)));
        await RefusedAsync(town, number, "extendMediation", More(5), "EXTENSION_TOO_LATE");
    }

    private static object More(int days, bool agree = true) => new { days, partiesAgree = agree, reason = "还差一次面谈" };

    private static async Task RefusedAsync(ServedTown town, string number, string verb, object order, string code, string? field = null)
    {
        var answer = await town.GiveAsync(Mediator, number, verb, order);
        Assert.True(answer.Code == code, $"{verb}: {answer.Status} {answer.Plain()}");
        if (field is not null)
            Assert.Equal(field, answer.Field);
    }

    private static async Task<(string Status, string Due)> ClockAsync(ServedTown town, string number)
    {
        var seen = (await town.GetAsync(Mediator, $"/api/cases/{number}")).Body["case"]!["clocks"]!.AsArray().Select(c => c!["clock"]!)
            .Last(c => c["code"]!.GetValue<string>() == "CLK-MED30");
        return (seen["status"]!.GetValue<string>(), seen["effectiveDue"]!.GetValue<string>());
    }
}
