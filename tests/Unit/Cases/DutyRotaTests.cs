using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Emergency minutes do not pause at night and on holidays, so somebody has the duty at every one of them (handbook §7).</summary>
public sealed class DutyRotaTests
{
    private const string Rota = """
        { "lists": [
          { "unit": "COM", "role": "R-DUTY", "changesAt": "08:00", "from": "2026-10-01", "order": ["STF-054", "STF-055"], "instead": [{ "on": "2026-10-04", "person": "STF-054" }] },
          { "unit": "COM", "role": "R-LEADER", "changesAt": "08:00", "from": "2026-10-01", "order": ["STF-003", "STF-004", "STF-005"], "instead": [] } ] }
        """;

    [Theory]
    [InlineData("2026-10-01 08:00", "STF-054")]
    [InlineData("2026-10-02 07:59", "STF-054")]
    [InlineData("2026-10-02 08:00", "STF-055")]
    [InlineData("2026-10-03 23:40", "STF-054")]
    [InlineData("2026-10-04 09:00", "STF-054")]
    [InlineData("2026-09-30 12:00", "STF-055")]
    public void A_duty_begins_at_the_hour_of_change_and_lasts_until_that_hour_of_the_next_day(string at, string officer) =>
        Assert.Equal(officer, Assert.Single(With(Rota).DutyRota.At(Roles.Duty, Paper.At(at))));

    [Fact]
    public void In_the_night_of_a_holiday_whoever_has_the_duty_is_asked_to_act_and_the_other_officer_only_hears_of_it()
    {
        var paper = Opened("2026-10-02 23:40");

        Assert.Equal(("STF-055", true), Assert.Single(paper.Notices, n => n is { Template: "notice.emergencyOpened", Action: true }) is var n ? (n.To, n.NotBefore == paper.Now) : default);
        Assert.Contains(paper.Notices, m => m is { To: "STF-054", Template: "notice.emergencyOpened", Action: false });
    }

    [Fact]
    public void The_alarm_climbs_to_the_leader_of_that_night_and_passes_over_one_who_is_absent()
    {
        var paper = Opened("2026-10-02 23:40");
        paper.PassTo("2026-10-03 01:00");
        Assert.Equal("STF-055", Fired(paper, "duty"));
        Assert.Equal("STF-004", Fired(paper, "leader"));

        var away = With(Rota, people => people.Replace("\"id\": \"STF-004\",", "\"id\": \"STF-004\", \"absent\": [{ \"from\": \"2026-10-01\", \"to\": \"2026-10-07\" }],"));
        var second = Opened("2026-10-02 23:40", away);
        second.PassTo("2026-10-03 01:00");
        Assert.NotEqual("STF-004", Fired(second, "leader"));
        Assert.NotNull(Fired(second, "leader"));
    }

    [Fact]
    public void What_waits_for_office_hours_does_not_ask_who_has_the_night()
    {
        var paper = LadderRulesTests.Claim();
        paper.Reference = With(Rota);
        paper.PassTo("2026-05-13 09:00");

        Assert.Equal("STF-002", paper.All<RungFired>().Single(r => r.Step == "rung3").TargetPerson);
    }

    [Theory]
    [InlineData("\"STF-054\", \"STF-055\"", "\"STF-054\", \"STF-008\"", "$.lists[0].order")]
    [InlineData("\"STF-054\", \"STF-055\"", "", "$.lists[0].order")]
    [InlineData("\"person\": \"STF-054\"", "\"person\": \"STF-999\"", "$.lists[0].instead")]
    [InlineData("\"role\": \"R-LEADER\"", "\"role\": \"R-DUTY\"", "$.lists[1].order")]
    public void A_rota_names_people_who_hold_the_role(string from, string to, string place) =>
        Assert.Contains(place, Assert.Throws<Refused>(() => With(Rota.Replace(from, to))).Arguments.Append("").Select(v => v?.ToString()));

    private static string? Fired(Paper paper, string step) => paper.All<RungFired>().First(r => r.Step == step && r.Code == "CLK-EMG-CONTACT").TargetPerson;

    private static Paper Opened(string at, Reference? reference = null)
    {
        var paper = Paper.Registered("A4", at, c => (c.ReceivedBy, c.Holder, c.HandlingUnit) = ("COM", "COM", "COM"), reference ?? With(Rota));
        paper.Give(new OpenEmergency(new Words("煤气味")), "STF-054", at);
        return paper;
    }

    private static Reference With(string rota, Func<string, string>? people = null)
    {
        var documents = Seeds.Documents();
        documents["duty-rota"] = rota;
        documents["people"] = people?.Invoke(documents["people"]) ?? documents["people"];
        return ReferenceReader.Read(documents);
    }
}
