using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Petitions.Tests.Unit.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>Each design rule of the handbook: a drawing that is refused for exactly that rule at that step, and its neighbour that passes.</summary>
public sealed class DesignRulesTests
{
    private static readonly string[] Hub =
        ["Registered", "WaitingSupplement", "Transferred", "Accepted", "InHandling", "InMediation", "OpinionPending", "Answered", "InReview", "Ended"];

    private static readonly string[] Closing = ["q.True -> wait", "q.False -> check", "check.Passed -> close", "check.NotRequired -> close", "check.Missing -> wait", "close.Closed -> hub", "close.Changed -> hub"];

    [Fact]
    public void The_plain_road_of_these_tests_passes() => Assert.Empty(Refused([]));

    [Fact]
    public void W1_nobody_closes_a_case_that_is_still_in_handling()
    {
        Assert.Equal(["W1 close"], Refused([Sealed, Step("check", "CheckThreeNotLetGo"), Post("close", "Close")], ["hub.InHandling -> q", .. Closing]));
        Assert.Empty(Refused([Sealed, Step("check", "CheckThreeNotLetGo"), Post("close", "Close")], ["hub.Answered -> q", .. Closing]));
    }

    [Fact]
    public void W1_a_road_that_calls_the_closing_too_early_is_refused_at_the_step_that_calls()
    {
        var early = Rewired("petition", ("assign", "Assigned", "closure"));
        Assert.Contains("W1 closure", Errors(early, Versions("petition", early)));
    }

    [Fact]
    public void W2_a_step_that_the_case_can_overtake_needs_a_way_on()
    {
        Assert.Equal(["W2 receive"], Refused([Post("receive", "ReplyAdvice")], "hub.InHandling -> receive", "receive.Answered -> hub"));
        Assert.Empty(Refused([Post("receive", "ReplyAdvice")], "hub.InHandling -> receive", "receive.Answered -> hub", "receive.Changed -> hub"));
    }

    [Fact]
    public void W2_a_timeout_needs_a_way_on_and_a_wait_for_others_needs_a_timeout()
    {
        string[] lines = ["r.Accusation -> wait", "r.Claim -> t", "r.Service -> t", "r.Dispute -> t", "r.Advice -> t", "r.Tip -> t", "hub.InHandling -> r", "t.Done -> wait"];
        Assert.Equal(["W2 t"], Refused([Step("r", "Route"), Post("t", "AssignTask")], lines));
        Assert.Equal(["W2 t"], Refused([Step("r", "Route"), Post("t", "AssignTask", ("timeoutWorkdays", 3))], lines));
        Assert.Empty(Refused([Step("r", "Route"), Post("t", "AssignTask", ("timeoutWorkdays", 3))], [.. lines, "t.Timeout -> wait"]));
    }

    [Fact]
    public void W2_a_road_does_not_end_while_the_case_is_open()
    {
        Assert.Equal(["W2 n"], Refused([Post("n", "Notify", ("role", Roles.Discipline))], "hub.Accepted -> n"));
        Assert.Empty(Refused([Post("n", "Notify", ("role", Roles.Discipline))], "hub.Accepted -> n", "n -> wait"));
    }

    [Fact]
    public void W3_a_handler_neither_approves_the_own_extension_nor_closes()
    {
        Assert.Equal(["W3 close"], Refused([Sealed, Step("check", "CheckThreeNotLetGo"), Post("close", "Close", ("role", Roles.Handler))], ["hub.Answered -> q", .. Closing]));
        string[] lines = ["hub.InHandling -> d", "d.Decided -> wait", "d.Changed -> hub"];
        Assert.Equal(["W3 d"], Refused([Decision("d", Roles.Handler, "approveExtension")], lines));
        Assert.Empty(Refused([Decision("d", Roles.UnitHead, "approveExtension")], lines));
    }

    [Fact]
    public void W4_an_accusation_comes_to_no_role_outside_the_sealed_line()
    {
        var task = Post("t", "AssignTask", ("role", Roles.Supervisor), ("timeoutWorkdays", 3));
        Assert.Equal(["W4 t"], Refused([task], "hub.Registered -> t", "t.Done -> wait", "t.Timeout -> wait"));
        string[] routed = ["hub.Registered -> r", "t.Done -> wait", "t.Timeout -> wait", "r.Accusation -> wait", "r.Claim -> t", "r.Service -> t", "r.Dispute -> t", "r.Advice -> t", "r.Tip -> t"];
        Assert.Empty(Refused([Step("r", "Route"), task], routed));
        string[] asked = ["hub.Registered -> q", "q.True -> wait", "q.False -> t", "t.Done -> wait", "t.Timeout -> wait"];
        Assert.Empty(Refused([Ask("q", "getInput(\"case\").sealed"), task], asked));
        Assert.Equal(["W4 t"], Refused([Ask("q", "!getInput(\"case\").sealed"), task], asked));
    }

    [Fact]
    public void A_process_beside_the_main_road_may_end_before_the_case_but_sees_no_accusation()
    {
        var start = Draw.Node("start", "Event", ("eventName", Draw.Literal("registered")));
        start["customProperties"] = new { canStartWorkflow = true };
        Dictionary<string, object?> task = Post("t", "AssignTask", ("role", Roles.Mediator), ("timeoutWorkdays", 3)), end = Draw.Node("end", "End");
        string Beside(string fact, params Dictionary<string, object?>[] more) => Draw.Json(Draw.Flowchart(
            [start, Ask("q", fact), task, end, .. more], ["start -> q", "q.True -> t", "q.False -> end", "t.Done -> end", "t.Timeout -> end"]));
        var open = Beside("return !getInput(\"case\").sealed && getInput(\"case\").category === \"B2\";");
        Assert.Empty(Errors(open, Shipped.Library().Versions));
        Assert.Equal(["W4 t"], Errors(Beside("return true;"), Shipped.Library().Versions));
        Assert.Contains("W2 end", Errors(open));
    }

    [Fact]
    public void W5_a_rung_may_come_earlier_and_never_later()
    {
        Assert.Equal(["W5 to-leader"], Errors(WithDays("to-leader", 9)));
        Assert.Empty(Errors(WithDays("to-leader", 5)));
    }

    [Fact]
    public void W5_a_rung_is_not_left_out()
    {
        Assert.Equal(["W5 end"], Errors(Rewired("escalation", ("to-community", "Raised", "which"))));
        Assert.Empty(Errors(Shipped.Json("escalation")));
    }

    [Fact]
    public void W5_scenario_26_a_designer_cannot_take_the_sixty_days_away()
    {
        Assert.Equal(["W5 c"], Refused([Step("c", "StartClock", ("clockName", Draw.Literal("CLK-HANDLE60")), ("workdays", Draw.Literal(200)))], "hub.Accepted -> c", "c -> wait"));
        Assert.Equal(["W5 d"], Refused([Draw.Node("d", "Delay", ("timeSpan", Draw.Literal("61.00:00:00")))], "hub.Accepted -> d", "d -> hub"));
        Assert.Equal(["W5 m"], Refused([Step("m", "WaitForDeadline", ("clock", Draw.Literal("CLK-HANDLE60")))], "hub.Accepted -> m", "m.Met -> hub", "m.None -> wait").Where(f => f.StartsWith("W5", StringComparison.Ordinal)));
        Assert.Empty(Refused([Step("c", "StartClock", ("clockName", Draw.Literal("现场核实")), ("workdays", Draw.Literal(3)))], "hub.Accepted -> c", "c -> wait"));
        Assert.Empty(Refused([Draw.Node("d", "Delay", ("timeSpan", Draw.Literal("3.00:00:00")))], "hub.Accepted -> d", "d -> hub"));
        Assert.Empty(Refused([Step("m", "WaitForDeadline", ("clock", Draw.Literal("CLK-HANDLE60")))], "hub.Accepted -> m", "m.Met -> hub", "m.None -> wait", "m.Missed -> hub"));
    }

    [Fact]
    public void W6_nobody_closes_without_the_three_questions()
    {
        Assert.Equal(["W6 close"], Refused([Sealed, Post("close", "Close")], "hub.Answered -> q", "q.True -> wait", "q.False -> close", "close.Closed -> hub", "close.Changed -> hub"));
        Assert.Equal(["W6 close"], Refused([Sealed, Step("check", "CheckThreeNotLetGo"), Post("close", "Close")], ["hub.Answered -> q", .. Closing[..4], "check.Missing -> close", .. Closing[5..]]));
        Assert.Empty(Refused([Sealed, Step("check", "CheckThreeNotLetGo"), Post("close", "Close")], ["hub.Answered -> q", .. Closing]));
    }

    [Fact]
    public void W7_mediation_is_offered_for_claims_and_disputes_of_a_category_that_allows_it()
    {
        var mediate = Post("m", "Mediate");
        string[] on = ["m.Proposed -> wait", "m.PoliceMediated -> wait", "m.Changed -> hub"];
        Assert.Contains("W7 m", Refused([mediate], ["hub.InHandling -> m", .. on]));
        string[] routed = ["hub.InHandling -> r", "r.Dispute -> q", "r.Claim -> wait", "r.Service -> wait", "r.Advice -> wait", "r.Tip -> wait", "r.Accusation -> wait", "q.True -> m", "q.False -> wait", .. on];
        string of(bool allowed) => Seeds.Reference.Categories.Values.First(c => !c.IsGroup && !c.Sealed && (c.MediationEligible && !c.Restricted) == allowed).Code;
        Assert.Equal(["W7 m"], Refused([Step("r", "Route"), Ask("q", $"getInput(\"case\").category === \"{of(false)}\""), mediate], routed));
        Assert.Empty(Refused([Step("r", "Route"), Ask("q", $"getInput(\"case\").category === \"{of(true)}\""), mediate], routed));
    }

    [Theory]
    [InlineData("", Roles.UnitHead, "W8.none")]
    [InlineData(Roles.Handler, "", "W8.none")]
    [InlineData("R-NOBODY", Roles.UnitHead, "W8.unknown")]
    [InlineData(Roles.UnitHead, Roles.UnitHead, "W8.same")]
    [InlineData(Roles.Handler, Roles.UnitHead, null)]
    public void W8_a_step_names_who_does_it_and_who_stands_in(string role, string fallback, string? sentence)
    {
        var json = Road([Post("s", "ReplyAdvice", ("role", role), ("fallback", fallback))], "hub.InHandling -> s", "s.Answered -> hub", "s.Changed -> hub");
        Assert.Equal(sentence is null ? [] : [("s", "W8", sentence)], Found(json).Select(f => (f.Node, f.Rule, f.Sentence)));
    }

    [Fact]
    public void W8_whoever_gets_a_decision_can_take_it()
    {
        string[] lines = ["hub.InHandling -> d", "d.Decided -> wait", "d.Changed -> hub"];
        Assert.Equal(["W8 d"], Refused([Decision("d", Roles.Building, "approveExtension")], lines));
        Assert.Equal(["W8 d"], Refused([Decision("d", Roles.UnitHead)], lines));
    }

    [Fact]
    public void W9_a_circle_holds_a_step_that_somebody_does()
    {
        Assert.Equal(["W9"], Refused([Post("n", "Notify", ("role", Roles.Discipline))], "hub.Accepted -> n", "n -> hub").Select(f => f[..2]));
        var (delay, notify) = (Draw.Node("d", "Delay", ("timeSpan", Draw.Literal("01:00:00"))), Post("n", "Notify", ("role", Roles.Discipline)));
        Assert.Equal(["W9 d"], Refused([delay, notify], "hub.Accepted -> d", "d -> n", "n -> d"));
        Assert.Empty(Refused([delay, notify], "hub.Accepted -> d", "d -> n", "n -> hub"));
    }

    [Fact]
    public void W10_verbs_and_states_are_those_of_the_law()
    {
        string[] lines = ["hub.InHandling -> d", "d.Decided -> wait", "d.Changed -> hub"];
        Assert.Equal(["W10 d"], Refused([Decision("d", Roles.UnitHead, "approveExtension", "markResolved")], lines));
        Assert.Equal(["W10 d"], Refused([Decision("d", Roles.UnitHead, "approveExtension", "recomputeClocks")], lines));
        string[] asked = ["hub.InHandling -> q", "q.True -> wait", "q.False -> wait"];
        Assert.Equal(["W10 q"], Refused([Ask("q", "getInput(\"case\").state === \"SOLVED\"")], asked));
        Assert.Equal(["W10 q"], Refused([Ask("q", "[\"ANSWERED\", \"DONE\"].includes(getInput(\"case\").state)")], asked));
        Assert.Equal(["W10 q"], Refused([Ask("q", "getInput(\"case\").state = \"CLOSED\"; true")], asked));
        Assert.Empty(Refused([Ask("q", "[\"ANSWERED\", \"CLOSED\"].includes(getInput(\"case\").state)")], asked));
    }

    [Fact]
    public void W11_a_step_does_not_wait_for_a_right()
    {
        string[] lines = ["hub.InHandling -> d", "d.Decided -> wait", "d.Changed -> hub"];
        Assert.Contains("W11 d", Refused([Decision("d", Roles.Intake, "withdraw")], lines));
        Assert.Equal(["W11 e"], Refused([Draw.Event("e", "reopenAsked")], "hub.Accepted -> e", "e -> hub"));
        Assert.Empty(Refused([Draw.Event("e", "extensionApproved")], "hub.Accepted -> e", "e -> hub"));
    }

    [Fact]
    public void W11_an_answered_claim_can_go_on_to_review()
    {
        Assert.Equal(["W11 hub"], Refused(cut: "InReview", []));
        Assert.Equal(["W11 e"], Refused([Draw.Event("e", "accountabilityEnded")], "hub.Answered -> e", "e -> hub"));
        Assert.Empty(Refused([Draw.Event("e", "accountabilityEnded"), Step("w", "WaitForChange"), Draw.Node("j", "FlowJoin", ("mode", Draw.Literal("WaitAny")))],
            "hub.Answered -> e", "hub.Answered -> w", "e -> j", "w -> j", "j -> hub"));
    }

    /// <summary>The closing of an accusation stands in the sealed line.</summary>
    private static Dictionary<string, object?> Sealed => Ask("q", "getInput(\"case\").sealed");

    [Fact]
    public void A_drawing_of_more_situations_than_are_walked_is_refused_by_name()
    {
        var names = Enumerable.Range(1, 60).Select(i => "w" + i).ToList();
        string[] chain = [.. names.Zip(names.Skip(1), (a, b) => $"{a} -> {b}"), $"{names[^1]} -> hub", "hub.Registered -> q"];
        Assert.Contains("tooLarge ", Refused([Ask("q", "getInput(\"case\").category === 'A8'"), .. names.Select(n => Step(n, "WaitForChange"))], [.. chain, "q.True -> w1", "q.False -> w1"]));
        Assert.DoesNotContain("tooLarge ", Refused([Ask("q", "getInput(\"case\").sealed"), .. names.Select(n => Step(n, "WaitForChange"))], [.. chain, "q.True -> w1", "q.False -> w1"]));
    }

    private static IEnumerable<string> Refused(IEnumerable<Dictionary<string, object?>> steps, params string[] lines) => Errors(Road(steps, lines));

    private static IEnumerable<string> Refused(string cut, IEnumerable<Dictionary<string, object?>> steps, params string[] lines) => Errors(Road(steps, lines, cut));

    private static IEnumerable<string> Errors(string json, IEnumerable<DefinitionVersion>? all = null) => Found(json, all).Select(f => $"{f.Rule} {f.Node}").Distinct();

    private static IEnumerable<Petitions.Engine.Definition.DefinitionFinding> Found(string json, IEnumerable<DefinitionVersion>? all = null) =>
        DefinitionGate.Findings(json, all ?? [], Seeds.Reference).Where(f => f.IsError);

    /// <summary>A road with a hub; every port of the hub that no line uses waits for a change and comes back.</summary>
    private static string Road(IEnumerable<Dictionary<string, object?>> steps, string[] lines, string? cut = null)
    {
        var start = Step("reg", "Register");
        start["customProperties"] = new { canStartWorkflow = true };
        var free = Hub.Where(p => p != cut && !lines.Any(l => l.StartsWith($"hub.{p} ", StringComparison.Ordinal))).Select(p => p == "Ended" ? "hub.Ended -> end" : $"hub.{p} -> wait");
        return Draw.Json(Draw.Flowchart(
            [start, Step("hub", "ByState"), Step("wait", "WaitForChange"), Draw.Node("end", "End"), .. steps], ["reg -> hub", "wait -> hub", .. free, .. lines]));
    }

    private static string Road(IEnumerable<Dictionary<string, object?>> steps, params string[] lines) => Road(steps, lines, null);

    private static Dictionary<string, object?> Step(string id, string type, params (string, object?)[] inputs)
    {
        var node = Draw.Node(id, type, inputs);
        node["type"] = "Petitions." + type;
        return node;
    }

    private static Dictionary<string, object?> Post(string id, string type, params (string Name, object Value)[] inputs) =>
        Step(id, type, [.. inputs.Select(i => (i.Name, (object?)Draw.Literal(i.Value)))]);

    private static Dictionary<string, object?> Decision(string id, string role, params string[] verbs) =>
        Step(id, "WaitForDecision", ("role", Draw.Literal(role)), ("verbs", Draw.Literal(verbs)));

    private static Dictionary<string, object?> Ask(string id, string script) => Draw.Node(id, "FlowDecision", ("condition", Draw.Script(script)));

    private static string WithDays(string node, int days) => Changed("escalation", root => Activity(root, node)["workingDays"]!["expression"]!["value"] = days);

    private static string Rewired(string name, params (string From, string Port, string To)[] lines) => Changed(name, root =>
    {
        foreach (var (from, port, to) in lines)
            root["connections"]!.AsArray().First(c => (string)c!["source"]!["activity"]! == from && (string)c["source"]!["port"]! == port)!["target"]!["activity"] = to;
    });

    private static string Changed(string name, Action<JsonNode> change)
    {
        var json = JsonNode.Parse(Shipped.Json(name))!;
        change(json["root"]!);
        return json.ToJsonString();
    }

    private static JsonNode Activity(JsonNode root, string id) => root["activities"]!.AsArray().First(a => (string)a!["id"]! == id)!;

    private static IEnumerable<DefinitionVersion> Versions(string name, string json) =>
        Shipped.Library(new Dictionary<string, string> { [name] = json }).Versions;
}
