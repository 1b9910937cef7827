using Petitions.Cases;

namespace Petitions.Tests.Unit.Cases;

/// <summary>The smallest organisation a rule can work with: one unit, one clerk, no calendar.</summary>
internal static class Toy
{
    public static readonly Reference Reference = new()
    {
        Units = new Dictionary<string, OrgUnit> { ["A"] = new("A", "甲单位", "Unit A", "unit", null, "affiliated-unit", Body: true) },
        People = new Dictionary<string, Person> { ["STF-900"] = new("STF-900", "测试员", [Roles.Intake, Roles.UnitHead, Roles.CommunityHead], "A", [], []) },
        Categories = new Dictionary<string, Category>(),
        Clocks = new Dictionary<string, ClockDefinition>(),
        Urgencies = new Dictionary<string, Urgency>(),
        Channels = new Dictionary<string, Channel>(),
        RouteVariants = [],
        Calendar = new WorkCalendar([]),
        Ladder = new LadderRules(9, [], [], [], 2, new TimeOnly(21, 0), new TimeOnly(7, 30), 30, "", ""),
        Schemes = new Dictionary<string, AccountabilityScheme>(),
        EscalationMap = new Dictionary<string, string>(),
    };
}
