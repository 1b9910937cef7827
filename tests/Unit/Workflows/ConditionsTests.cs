using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Petitions.Tests.Unit.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>Steps that ask what a petition is about and who handles it, and the names that drawings may use.</summary>
public sealed class ConditionsTests
{
    [Theory]
    [InlineData("B1", "B1", "yes")]
    [InlineData("B1", "A8", "no")]
    [InlineData("B1", "A", "no")]
    [InlineData("A8", "B1 A", "yes")]
    [InlineData("A8", "", "no")]
    public void A_petition_is_of_a_category_or_of_one_below_the_heading(string category, string asked, string way) =>
        Assert.Equal([way], Run(category, Node("ask", "Petitions.OfCategory", ("categories", Draw.Literal(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries)))))
            .Waits(Beside));

    /// <summary>The registration leaves it with the intake desk of the south estate.</summary>
    [Theory]
    [InlineData("NQ-ZH", true, "yes")]
    [InlineData("NQ-ZH", false, "yes")]
    [InlineData("NQ", true, "yes")]
    [InlineData("NQ", false, "no")]
    [InlineData("COM", null, "yes")]
    [InlineData("ENT-U01", true, "no")]
    [InlineData("", true, "no")]
    public void A_petition_is_handled_by_a_unit_or_by_one_below_it(string unit, bool? andBelow, string way)
    {
        (string, object?)[] below = andBelow is null ? [] : [("andBelow", Draw.Literal(andBelow))];
        Assert.Equal([way], Run("A8", Node("ask", "Petitions.OfUnit", [("unit", Draw.Literal(unit)), .. below])).Waits(Beside));
    }

    [Fact]
    public void A_unit_that_was_told_to_handle_it_counts_from_then_on()
    {
        var desk = Run("A8", Node("ask", "Petitions.OfUnit", ("unit", Draw.Literal("COM-WY"))));
        Assert.Equal(["no"], desk.Waits(Beside));
        desk.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00").Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00");
        Assert.Equal("COM-WY", desk.Case.HandlingUnit);
        Assert.Equal(["yes"], desk.Waits(Beside));
    }

    [Theory]
    [InlineData("Petitions.OfCategory", "categories", "B1,Q9", "unknownCategory", "Q9")]
    [InlineData("Petitions.OfCategory", "categories", "B,Z", null, null)]
    [InlineData("Petitions.OfCategory", "categories", null, "missingInput", "Categories")]
    [InlineData("Petitions.OfUnit", "unit", "NQ-S99", "unknownUnit", "NQ-S99")]
    [InlineData("Petitions.OfUnit", "unit", "SUP", "unknownUnit", "SUP")]
    [InlineData("Petitions.OfUnit", "unit", "NQ-S1", null, null)]
    [InlineData("Petitions.OfUnit", "unit", null, "missingInput", "Unit")]
    [InlineData("Petitions.WaitForDeadline", "clock", "CLK-NEVER", "unknownClock", "CLK-NEVER")]
    [InlineData("Petitions.WaitForDeadline", "clock", "externalDue", null, null)]
    [InlineData("Elsa.Event", "eventName", "visitDone", "unheardEvent", "visitDone")]
    [InlineData("Elsa.Event", "eventName", "ladderFired:3:rung1", null, null)]
    [InlineData("Elsa.Event", "eventName", "accepted", null, null)]
    [InlineData("Elsa.PublishEvent", "eventName", "accepted", "W10", "accepted")]
    [InlineData("Elsa.PublishEvent", "eventName", "clockMissed:3", "W10", "clockMissed:3")]
    [InlineData("Elsa.PublishEvent", "eventName", "visitDone", null, null)]
    public void What_a_drawing_names_is_looked_up_before_it_is_published(string type, string input, string? named, string? rule, string? fact)
    {
        object? value = type == "Petitions.OfCategory" ? named?.Split(',') : named;
        var found = Findings(Node("ask", type, named is null ? [] : [(input, Draw.Literal(value))])).Where(f => f.Node == "ask" && f.Rule is "unknownCategory" or "unknownUnit" or "unknownClock" or "missingInput" or "unheardEvent" or "W10");
        Assert.Equal(rule is null ? [] : [(rule, fact!)], found.Select(f => (f.Rule, f.Facts[0])));
    }

    [Fact]
    public void An_event_is_heard_when_another_step_of_the_drawing_says_it() =>
        Assert.DoesNotContain(Findings(Draw.Event("ask", "visitDone"), Node("say", "Elsa.PublishEvent", ("eventName", Draw.Literal("visitDone")))), f => f.Rule == "unheardEvent");

    /// <summary>Where the step leads on only with categories that may be mediated, mediation may follow; the walk knows what the step has asked.</summary>
    [Theory]
    [InlineData("B1", false)]
    [InlineData("B6", true)]
    [InlineData("B", true)]
    public void W7_the_walk_knows_which_categories_a_step_lets_through(string category, bool refused)
    {
        var found = Findings(
            Node("ask", "Petitions.OfCategory", ("categories", Draw.Literal(new[] { category }))), Node("route", "Petitions.Route"),
            Node("mediate", "Petitions.Mediate"));
        Assert.Equal(refused, found.Any(f => f is { Node: "mediate", Rule: "W7" }));
    }

    [Fact]
    public void Every_name_that_the_handbook_tells_is_known()
    {
        Assert.Superset(new HashSet<string> { "registered", "accepted", "stateChanged", "caseRevived", "accountabilityOpened", "accountabilityEnded", "ladderArmed", "documentServed" }, SignalNames.All.ToHashSet());
        var desk = Run("A8", Draw.Line("ask"));
        desk.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00").PassTo("2026-06-30 12:00");
        Assert.True(desk.Events.Count > 20);
        Assert.All(desk.Events.SelectMany(e => e.Signals), s => Assert.True(SignalNames.IsOfTheCase(s), s));
    }

    /// <summary>The process that is drawn here stands in the place of one that these petitions do not need.</summary>
    private const string Beside = "emergency";

    /// <summary>Registered at the south estate; whichever way the step is left waits for the next change and asks again.</summary>
    private static Desk Run(string category, Dictionary<string, object?> ask) =>
        new Desk(new Visits(), "2026-03-02 08:30", new Dictionary<string, string> { [Beside] = Drawing(Beside, [ask]) })
            .Give(Road.Entry(category) with { People = [new NamedPerson("petitioner", "柳青", "10000000001"), new NamedPerson("respondent", "石川", "10000000002")] }, Road.Clerk, "2026-03-02 08:30");

    private static IReadOnlyList<Petitions.Engine.Definition.DefinitionFinding> Findings(params Dictionary<string, object?>[] steps) =>
        DefinitionGate.Findings(Drawing("d", steps), Shipped.Library().Versions.Where(v => v.DefinitionId != Beside), Seeds.Reference);

    private static string Drawing(string definition, Dictionary<string, object?>[] steps)
    {
        var start = Node("start", "Petitions.Register", ("customProperties", new { canStartWorkflow = true }));
        string[] ways = steps.Any(s => (string)s["id"]! == "mediate")
            ? ["ask.Yes -> route", "ask.No -> no", "route.Dispute -> mediate", "route.Claim -> no", "route.Service -> no", "route.Advice -> no", "route.Tip -> no", "route.Accusation -> no", "mediate.Proposed -> no", "mediate.PoliceMediated -> no", "mediate.Changed -> no"]
            : ["ask.Yes -> yes", "ask.No -> no", "ask.Done -> no"];
        return Draw.Json(
            Draw.Flowchart([start, .. steps, Node("yes", "Petitions.WaitForChange"), Node("no", "Petitions.WaitForChange")], ["start -> ask", .. ways, "yes -> ask", "no -> ask"]),
            ("id", definition + "-v1"), ("definitionId", definition));
    }

    private static Dictionary<string, object?> Node(string id, string type, params (string Name, object? Value)[] members)
    {
        var node = Draw.Node(id, "", members);
        node["type"] = type;
        return node;
    }
}
