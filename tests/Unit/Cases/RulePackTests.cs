using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Local law beside the general rule: of two dates the earlier one rules, and the pack names itself.</summary>
public class RulePackTests
{
    private const string Adds = """[{ "code": "LOC-URGE20", "zh": "地方催办", "en": "local reminder", "beside": "CLK-HANDLE60", "amount": 20, "unit": "calendarDay", "kind": "policy", "basis": "地方规定", "rollForward": false }]""";

    [Theory]
    [InlineData("GOV-TOWN", "ENT-U04", "2026-03-17", null)]
    [InlineData("ENT", "ENT-U04", "2026-03-07", "local")]
    [InlineData("ENT-U04", "ENT-U04", "2026-03-07", "local")]
    [InlineData("ENT-U04", "NQ-ZH", "2026-03-17", null)]
    public void The_earlier_date_rules_where_the_pack_applies(string applies, string unit, string due, string? pack)
    {
        var paper = With(applies, """[{ "code": "CLK-NOTICE15", "amount": 5, "unit": "calendarDay" }]""");
        paper.Do("2026-03-02 09:00", step => Clocks.StartNotice(step, unit, step.HappenedAt));

        var clock = paper.Clock("CLK-NOTICE15");
        Assert.Equal((Paper.Day(due), pack), (clock.EffectiveDue, clock.Explanation.RulePack));
        Assert.Equal(pack is null ? null : Paper.Day("2026-03-17"), clock.Explanation.GeneralDue);
    }

    [Fact]
    public void A_pack_that_gives_more_time_than_the_general_rule_changes_nothing()
    {
        var paper = With("ENT", """[{ "code": "CLK-HANDLE60", "amount": 90, "unit": "calendarDay" }]""");
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));

        Assert.Equal((Paper.Day("2026-05-01"), (string?)null), (paper.Clock("CLK-HANDLE60").EffectiveDue, paper.Clock("CLK-HANDLE60").Explanation.RulePack));
    }

    [Fact]
    public void A_clock_that_a_pack_adds_runs_beside_carries_the_ladder_and_ends_with_its_clock()
    {
        var paper = With("ENT", "[]", Adds);
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-HANDLE60", step.HappenedAt, "accepted"));
        Assert.Equal((Paper.Day("2026-03-22"), "CLK-HANDLE60"), (paper.Clock("LOC-URGE20").EffectiveDue, paper.Clock("LOC-URGE20").Beside));
        Assert.Contains(paper.Case.Ladder, e => e.Clock == paper.Clock("LOC-URGE20").No && e.Step == "rung4");

        paper.Do("2026-03-10 09:00", step => Clocks.Stop(step, "CLK-HANDLE60", step.HappenedAt, "served"));
        Assert.Equal((ClockStatus.Met, ClockStatus.Met), (paper.Clock("CLK-HANDLE60").Status, paper.Clock("LOC-URGE20").Status));
        paper.Do("2026-03-20 09:00", step => Clocks.Revive(step, "CLK-HANDLE60"));
        Assert.Equal((ClockStatus.Running, 2), (paper.Clock("LOC-URGE20").Status, paper.Clock("LOC-URGE20").Cycle));
    }

    [Fact]
    public void A_pack_counts_only_while_it_is_in_force()
    {
        var paper = With("ENT", """[{ "code": "CLK-NOTICE15", "amount": 5, "unit": "calendarDay" }]""", validTo: "2026-03-01");
        paper.Do("2026-03-02 09:00", step => Clocks.StartNotice(step, "ENT-U04", step.HappenedAt));

        Assert.Equal(Paper.Day("2026-03-17"), paper.Clock("CLK-NOTICE15").EffectiveDue);
    }

    [Theory]
    [InlineData("""[{ "code": "CLK-REV-ASK30", "amount": 5, "unit": "calendarDay" }]""", "[]", "a pack cannot shorten a right")]
    [InlineData("""[{ "code": "CLK-NOTICE15", "amount": 0, "unit": "calendarDay" }]""", "[]", "must be at least one day")]
    [InlineData("""[{ "code": "CLK-EMG-CONTACT", "amount": 1, "unit": "calendarDay" }]""", "[]", "no clock of days: CLK-EMG-CONTACT")]
    [InlineData("[]", """[{ "code": "CLK-NOTICE15", "zh": "x", "en": "x", "beside": "CLK-HANDLE60", "amount": 20, "unit": "calendarDay", "kind": "policy", "basis": "x" }]""", "CLK-NOTICE15 stands twice")]
    public void A_pack_that_takes_something_away_is_refused(string shortens, string adds, string why) =>
        Assert.Equal(why, Assert.Throws<Refused>(() => { With("ENT", shortens, adds); }).Arguments[2]);

    [Fact]
    public void The_shipped_pack_binds_nobody_until_a_deployment_names_units()
    {
        var documents = Seeds.Documents();
        documents["rule-packs"] = File.ReadAllText(Path.Combine(Seeds.Folder, "rule-packs.json"));

        Assert.Empty(ReferenceReader.Read(documents).RulePacks.Single().Units);
    }

    private static Paper With(string unit, string shortens, string adds = "[]", string? validTo = null)
    {
        var documents = Seeds.Documents();
        documents["rule-packs"] = $$"""
            { "packs": [{ "code": "local", "zh": "地方规定", "en": "local rules", "basis": "地方规定", "units": ["{{unit}}"], "validFrom": "2012-01-01",
              "validTo": {{(validTo is null ? "null" : $"\"{validTo}\"")}}, "shortens": {{shortens}}, "adds": {{adds}} }] }
            """;
        return Paper.Registered("A8", "2026-03-02 09:00", reference: ReferenceReader.Read(documents));
    }
}
