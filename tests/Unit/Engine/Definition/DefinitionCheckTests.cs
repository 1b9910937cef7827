using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

public sealed class DefinitionCheckTests
{
    [Fact]
    public void A_sound_definition_has_no_findings() =>
        Assert.Empty(Found(Draw.Flowchart([Draw.Line("a"), Decision("d"), Draw.Line("b"), Draw.Line("c")], "a -> d", "d.True -> b", "d.False -> c")));

    [Fact]
    public void A_type_that_nobody_knows_is_named()
    {
        var stranger = Draw.Line("x");
        stranger["type"] = "Acme.Teleport";
        Assert.Equal([("x", "unknownType")], Errors(Draw.Flowchart([Draw.Line("a"), stranger], "a -> x")));
    }

    [Theory]
    [InlineData("RunCSharp", "script")]
    [InlineData("RunPython", "script")]
    [InlineData("Inline", "script")]
    [InlineData("ReadLine", "person")]
    [InlineData("StateMachine", "flowchart")]
    [InlineData("Bpmn.Process", "flowchart")]
    [InlineData("SendEmail", "message")]
    [InlineData("AzureServiceBus.SendMessage", "event")]
    [InlineData("SqlQuery", "database")]
    [InlineData("Telnyx.AnswerCall", "other")]
    public void An_activity_of_Elsas_that_is_not_run_here_is_named_with_what_to_use_instead(string type, string advice)
    {
        var finding = DefinitionCheck.Of(Draw.Graph(Draw.Flowchart([Draw.Line("a"), Draw.Node("x", type)], "a -> x"))).Single();
        Assert.Equal(("x", "foreignType", "foreignType." + advice, "Elsa." + type), (finding.Node, finding.Rule, finding.Advice, finding.Facts[0]));
    }

    [Fact]
    public void A_connection_without_an_end_is_named_at_its_flowchart() =>
        Assert.Equal([("fc", "danglingConnection")], Errors(Draw.Flowchart([Draw.Line("a")], "a -> gone")));

    [Fact]
    public void An_activity_that_no_way_leads_to_is_named_and_a_starting_event_is_not()
    {
        var start = Starting(Draw.Event("ev", "Go"));
        Assert.Equal([("lost", "unreachable")], Found(Draw.Flowchart([start, Draw.Line("a"), Draw.Line("b"), Draw.Line("lost")], "ev -> b", "a -> b", "lost -> b"))
            .Where(f => f.Item1 != "a"));
    }

    [Fact]
    public void What_stands_behind_an_end_is_never_reached() =>
        Assert.Equal([("b", "unreachable")], Found(Draw.Flowchart([Draw.Node("e", "End"), Draw.Line("b")], "e -> b")));

    [Theory]
    [InlineData("d.Maybe -> b", "d")]
    [InlineData("a.True -> b", "a")]
    [InlineData("s.Fourth -> b", "s")]
    [InlineData("f.Fourth -> b", "f")]
    public void A_port_that_the_activity_does_not_have_is_named(string connection, string node)
    {
        var chart = Draw.Flowchart(
            [Draw.Line("a"), Decision("d"), Switch("s", "true"), Fork("f"), Draw.Line("b")],
            "a -> d", "d.True -> s", "d.False -> b", "s.First -> f", "s.Default -> b", "f.One -> b", "f.Two -> b", connection);
        Assert.Equal([(node, "unknownPort")], Found(chart));
    }

    [Fact]
    public void An_outcome_that_leads_nowhere_is_a_warning_and_an_end_of_the_flow_is_none() =>
        Assert.Equal([("d", "missingPort")], Warnings(Draw.Flowchart([Decision("d"), Draw.Line("b")], "d.True -> b")));

    [Fact]
    public void An_expression_that_does_not_parse_is_named_with_line_and_column_also_in_a_case_of_a_switch_and_in_a_script()
    {
        Assert.Equal(["Text", "Unexpected the end of the script.", "2", "7"], Draw1(Draw.Flowchart([Draw.Say("a", "var b;\nb = 1+")])).Facts);
        Assert.Equal([("s", "expression")], Errors(Draw.Flowchart([Switch("s", "1 +"), Draw.Line("b")], "s.First -> b", "s.Default -> b")));
        Assert.Equal([("r", "expression")], Errors(Draw.Flowchart([Draw.Node("r", "RunJavaScript", ("script", Draw.Literal("if (")))])));
    }

    [Theory]
    [InlineData("Liquid")]
    [InlineData("CSharp")]
    [InlineData("Python")]
    [InlineData("Secret")]
    [InlineData("Klingon")]
    public void A_language_that_is_not_run_here_is_refused_by_name(string language)
    {
        var foreign = new { typeName = "String", expression = new { type = language, value = "x" } };
        Assert.Equal(["Text", language], Draw1(Draw.Flowchart([Draw.Node("a", "WriteLine", ("text", foreign))])).Facts);
    }

    [Fact]
    public void An_output_converter_and_an_input_without_its_type_are_refused()
    {
        var converted = Draw.Node("s", "RunTask", ("taskName", Draw.Literal("t")), ("result", new { typeName = "Object", converter = new { id = "x" } }));
        Assert.Equal([("s", "converter")], Errors(Draw.Flowchart([converted])));
        Assert.Equal([("a", "ignoredInput")], Errors(Draw.Flowchart([Draw.Node("a", "WriteLine", ("text", new { expression = new { type = "Literal", value = "x" } }))])));
    }

    [Theory]
    [InlineData("Delay", "timeSpan", "soon", "literal")]
    [InlineData("StartAt", "dateTime", "the 30th of February", "literal")]
    [InlineData("Cron", "cronExpression", "every day", "cron")]
    [InlineData("Timer", "interval", "00:00:00", "interval")]
    [InlineData("FlowJoin", "mode", "WaitForNobody", "literal")]
    [InlineData("Delay", "timeSpan", null, "missingInput")]
    [InlineData("Event", "eventName", "", "missingInput")]
    public void A_time_a_date_a_cron_or_a_choice_that_does_not_fit_is_named(string type, string input, string? value, string rule) =>
        Assert.Contains(("x", rule), Errors(Draw.Flowchart([Draw.Node("x", type, (input, Draw.Literal(value)))])));

    [Theory]
    [InlineData("variables.nobody + 1", "unknownVariable")]
    [InlineData("getVariable('nobody')", "unknownVariable")]
    [InlineData("getNobody()", "unknownName")]
    [InlineData("nobody + 1", "unknownName")]
    [InlineData("getOutputFrom('nobody')", "unknownActivity")]
    [InlineData("getConfig('Smtp:Password')", "foreignFunction")]
    [InlineData("getSecret('key')", "foreignFunction")]
    [InlineData("createEventTriggerUrl('Go')", "foreignFunction")]
    [InlineData("eval('1')", "unsupportedName")]
    [InlineData("new Proxy({}, {})", "unsupportedName")]
    [InlineData("setOutcome('A')", "unsupportedName")]
    public void A_script_that_asks_for_what_nothing_declares_is_named(string script, string rule) =>
        Assert.Equal([("a", rule)], Errors(Draw.Flowchart([Draw.Say("a", script)]), ("variables", new[] { Draw.Variable("known") })));

    [Theory]
    [InlineData("new Random().Next(6) + LogPersistenceMode.Include + DateTime.Today + new TimeSpan(1, 0, 0) + Guid.Empty + readStreamAsText('x')")]
    [InlineData("variables.known = 2; getKnown() + getVariable('known') + Math.max(1, 2) + newGuid()")]
    [InlineData("const f = (x, { y }, ...z) => x + y + z.length; let t = 0; for (const k of [1]) { t += k } t")]
    [InlineData("try { throw new Error('x') } catch (e) { e.message }")]
    [InlineData("function fold(a) { return a ? fold(a - 1) : arguments.length } fold(3)")]
    [InlineData("typeof nobody === 'undefined' ? setVariable('made', 1) : getVariable('made')")]
    [InlineData("total = 1; total + 1")]
    [InlineData("getResultFromRun(); getInput('given'); getgiven(); JSON.stringify(variables)")]
    public void A_script_that_asks_for_what_is_there_passes(string script) =>
        Assert.Empty(Found(Draw.Flowchart([Draw.Node("run", "RunJavaScript", ("script", Draw.Literal("1"))), Draw.Say("A", script)], "run -> A"), ("variables", new[] { Draw.Variable("known") }), ("inputs", new[] { new { name = "given", type = "String" } })));

    [Fact]
    public void Variables_and_inputs_that_are_named_by_id_must_exist()
    {
        object Of(string type, object value) => new { typeName = "Object", expression = new { type, value } };
        Assert.Equal([("a", "unknownVariable")], Errors(Draw.Flowchart([Draw.Node("a", "WriteLine", ("text", Of("Variable", new { id = "gone", name = "gone" })))])));
        Assert.Equal([("a", "unknownVariable")], Errors(Draw.Flowchart([Draw.Node("a", "SetVariable", ("variable", new { id = "gone", name = "gone" }), ("value", Draw.Literal(1)))])));
        Assert.Equal([("a", "unknownInput")], Errors(Draw.Flowchart([Draw.Node("a", "WriteLine", ("text", Of("Input", new { name = "gone" })))])));
        Assert.Equal([("a", "unknownInput")], Warnings(Draw.Flowchart([Draw.Say("a", "getInput('gone')")])));
    }

    [Fact]
    public void A_variable_of_an_unknown_type_with_a_bad_value_or_twice_is_named()
    {
        Assert.Equal([("", "variableType")], Errors(Draw.Line("a"), ("variables", new[] { Draw.Variable("v", "Quark") })));
        Assert.Equal([("", "variableValue")], Errors(Draw.Line("a"), ("variables", new[] { Draw.Variable("v", "Int32", "many") })));
        Assert.Equal([("", "duplicateVariable")], Errors(Draw.Line("a"), ("variables", new[] { Draw.Variable("v"), Draw.Variable("v") })));
    }

    [Fact]
    public void A_strategy_that_nobody_knows_is_refused_and_a_known_one_is_not()
    {
        Assert.Equal([("", "strategy")], Errors(Draw.Line("a"), ("options", new { activationStrategyType = "Perhaps" })));
        Assert.Empty(Found(Draw.Line("a"), ("options", new { activationStrategyType = "Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa", incidentStrategyType = "FaultStrategy" })));
    }

    [Fact]
    public void An_empty_flow_and_a_loop_without_a_body_are_named()
    {
        Assert.Equal([("fc", "emptyGraph")], Warnings(Draw.Flowchart([])));
        Assert.Contains(("f", "loopWithoutBody"), Errors(Draw.Flowchart([Draw.Node("f", "For", ("end", Draw.Literal(3)))])));
        Assert.Equal([("f", "loopWithoutBody")], Warnings(Draw.Flowchart([Draw.Node("f", "ForEach", ("items", Draw.Script("[1]")))])));
    }

    [Fact]
    public void A_circle_in_which_nothing_waits_and_nothing_ends_is_refused()
    {
        Assert.Equal([("a", "endlessLoop")], Errors(Draw.Flowchart([Draw.Line("s"), Draw.Line("a"), Draw.Line("b")], "s -> a", "a -> b", "b -> a")));
        Assert.Equal([("w", "endlessLoop")], Errors(Draw.Node("w", "While", ("condition", Draw.Literal(true)), ("body", Draw.Line("a")))));
        Assert.Equal([("w", "endlessLoop")], Errors(Draw.Node("w", "While", ("condition", Draw.Script("1 < 2")), ("body", Draw.Line("a")))));
        Assert.Equal([("d", "endlessLoop")], Errors(Draw.Flowchart([Decision("d"), Draw.Line("b")], "d.True -> d", "d.False -> b")));
    }

    [Fact]
    public void A_circle_that_waits_is_sound_and_one_that_a_changing_condition_ends_is_a_warning()
    {
        var counter = ("variables", (object?)new[] { Draw.Variable("i", "Int32", "0") });
        var until = Draw.Node("d", "FlowDecision", ("condition", Draw.Script("variables.i < 3")));
        Assert.Empty(Found(Draw.Flowchart([Draw.Line("s"), Draw.Event("e", "Go"), Draw.Line("b")], "s -> e", "e -> b", "b -> e")));
        Assert.Equal([("d", "loopWithoutWait")], Found(Draw.Flowchart([until, Draw.Say("b", "variables.i = variables.i + 1"), Draw.Line("c")], "d.True -> b", "b -> d", "d.False -> c"), counter));
        Assert.Empty(Found(Draw.Node("f", "ForEach", ("items", Draw.Script("[1, 2]")), ("body", Draw.Line("a")))));
        Assert.Empty(Found(Draw.Node("w", "While", ("condition", Draw.Literal(true)), ("body", Draw.Sequence(Draw.Line("a"), Draw.Node("b", "Break"))))));
    }

    [Fact]
    public void A_way_back_past_the_entrance_of_its_loop_is_refused()
    {
        var chart = Draw.Flowchart([Decision("d"), Draw.Line("a"), Draw.Line("b"), Draw.Event("e", "Go")], "d.True -> a", "d.False -> e", "a -> e", "e -> b", "b -> a");
        Assert.Contains(("b", "wayBack"), Errors(chart));
    }

    [Fact]
    public void A_join_that_waits_for_both_outcomes_of_one_decision_is_never_satisfied()
    {
        Dictionary<string, object?>[] drawn(string mode) => [Decision("d"), Draw.Line("a"), Draw.Line("b"), Draw.Node("j", "FlowJoin", ("mode", Draw.Literal(mode)))];
        string[] lines = ["d.True -> a", "d.False -> b", "a -> j", "b -> j"];
        Assert.Equal([("j", "joinNever")], Errors(Draw.Flowchart(drawn("WaitAll"), lines)));
        Assert.Empty(Found(Draw.Flowchart(drawn("WaitAllActive"), lines)));
        Assert.Empty(Found(Draw.Flowchart([Fork("d"), .. drawn("WaitAll")[1..]], "d.One -> a", "d.Two -> b", "a -> j", "b -> j")));
    }

    [Fact]
    public void What_cannot_start_a_workflow_and_a_start_that_cannot_be_worked_out_are_named()
    {
        Assert.Equal([("a", "notATrigger")], Warnings(Draw.Flowchart([Starting(Draw.Line("a"))])));
        Assert.Contains(("e", "trigger"), Errors(Draw.Flowchart([Starting(Draw.Node("e", "Event", ("eventName", Draw.Script("throw new Error('not now')"))))])));
    }

    [Fact]
    public void A_workflow_that_is_started_must_be_there_and_published()
    {
        var starts = Draw.Graph(Draw.Flowchart([Draw.Node("x", "ExecuteWorkflow", ("workflowDefinitionId", Draw.Literal("child")))]));
        var child = WorkflowGraph.Build(DefinitionReader.Read(Draw.Json(Draw.Line("a"), ("definitionId", "child"))), ActivityCatalogue.With());
        string[] rules(CheckSurroundings around) => [.. DefinitionCheck.Of(starts, around).Select(f => f.Rule)];
        Assert.Equal(["workflowMissing"], rules(new() { Published = [] }));
        Assert.Equal(["workflowUnpublished"], rules(new() { Published = [], Stored = new HashSet<string> { "child" } }));
        Assert.Empty(rules(new() { Published = [child] }));
        Assert.Empty(rules(CheckSurroundings.Unknown));
    }

    [Fact]
    public void A_workflow_that_starts_one_which_starts_it_again_is_a_warning()
    {
        Dictionary<string, object?> start(string id) => Draw.Flowchart([Draw.Node("x", "ExecuteWorkflow", ("workflowDefinitionId", Draw.Literal(id)))]);
        var child = WorkflowGraph.Build(DefinitionReader.Read(Draw.Json(start("d"), ("definitionId", "child"))), ActivityCatalogue.With());
        Assert.Equal(["startsItself"], DefinitionCheck.Of(Draw.Graph(start("child")), new() { Published = [child] }).Select(f => f.Rule));
    }

    [Fact]
    public void Two_published_workflows_on_one_path_and_method_are_refused()
    {
        Dictionary<string, object?> endpoint(string path) => Draw.Flowchart([Starting(Draw.Node("h", "HttpEndpoint", ("path", Draw.Literal(path))))]);
        var other = WorkflowGraph.Build(DefinitionReader.Read(Draw.Json(endpoint("cases"), ("definitionId", "other"))), ActivityCatalogue.With());
        Assert.Equal([("h", "sameEndpoint")], DefinitionCheck.Of(Draw.Graph(endpoint("Cases")), new() { Published = [other] }).Where(f => f.IsError).Select(f => (f.Node, f.Rule)));
        Assert.DoesNotContain(DefinitionCheck.Of(Draw.Graph(endpoint("people")), new() { Published = [other] }), f => f.IsError);
    }

    [Fact]
    public void A_definition_that_contains_itself_is_refused()
    {
        var itself = Draw.Line("x");
        itself["type"] = "D";
        Assert.Contains(("x", "containsItself"), Errors(Draw.Flowchart([itself]), ("options", new { usableAsActivity = true })));
    }

    [Fact]
    public void An_activity_whose_ids_are_not_known_and_that_was_found_by_its_name_alone_is_refused()
    {
        var child = DefinitionReader.Read(Draw.Json(Draw.Line("c"), ("definitionId", "child"), ("name", "Child"), ("options", new { usableAsActivity = true })));
        IEnumerable<(string, string)> found(string id)
        {
            var use = Draw.Node("x", "Child", ("workflowDefinitionId", id));
            use["type"] = "Child";
            var graph = WorkflowGraph.Build(DefinitionReader.Read(Draw.Json(Draw.Flowchart([use]))), ActivityCatalogue.With(), wanted => DefinitionActivities.Find(wanted, [child with { IsPublished = true, IsLatest = true }]));
            return DefinitionCheck.Of(graph).Select(f => (f.Node, f.Rule));
        }
        Assert.Equal([("x", "wrongDefinition")], found("gone"));
        Assert.Empty(found("child"));
    }

    [Fact]
    public void A_flat_connection_that_lacks_an_end_cannot_be_read()
    {
        var chart = Draw.Node("fc", "Flowchart", ("activities", new[] { Draw.Line("a") }), ("connections", new[] { new { source = "a", target = "gone", sourcePort = "Done" } }));
        Assert.Contains("connections[0]", Assert.Throws<DefinitionUnreadable>(() => Draw.Graph(chart)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void What_Elsa_itself_refuses_is_refused_with_the_same_words()
    {
        Dictionary<string, object?> endpoint(params string[] methods) => Draw.Flowchart([Starting(Draw.Node("h", "HttpEndpoint", ("path", Draw.Literal("p")), ("supportedMethods", Draw.Script(Values.ToJson(methods)))))]);
        var other = WorkflowGraph.Build(DefinitionReader.Read(Draw.Json(endpoint("GET", "POST"), ("definitionId", "other"), ("name", "Other"))), ActivityCatalogue.With());
        var graph = Draw.Graph(endpoint("POST", "GET"), ("inputs", new[] { new { name = "a", type = "String" }, new { name = "a", type = "String" } }));
        var errors = Publication.Errors(graph, Draw.Now, Triggers.Of(other, Draw.Now));
        Assert.Equal([("", "duplicateArgument", "a"), ("h", "sameEndpoint", "other"), ("h", "sameEndpoint", "other")], errors.Select(f => (f.Node, f.Rule, f.Facts[0])));
        Assert.Subset(DefinitionCheck.Of(graph, new() { Published = [other] }).Select(f => (f.Node, f.Rule)).ToHashSet(), errors.Select(f => (f.Node, f.Rule)).ToHashSet());
    }

    [Fact]
    public void Inputs_and_outputs_of_one_name_are_refused_and_a_commit_strategy_is_a_warning()
    {
        var twice = new[] { new { name = "a", type = "String" }, new { name = "a", type = "String" } };
        Assert.Equal([("", "duplicateArgument")], Errors(Draw.Line("l"), ("inputs", twice)));
        Assert.Equal([("", "duplicateArgument")], Errors(Draw.Line("l"), ("outputs", twice)));
        Assert.Equal([("", "commitStrategy")], Warnings(Draw.Line("l"), ("options", new { commitStrategyName = "ActivityExecuted" })));
    }

    [Fact]
    public void Two_activities_with_one_id_are_refused_by_name()
    {
        var twice = Assert.Throws<DefinitionUnreadable>(() => Draw.Graph(Draw.Flowchart([Draw.Line("a"), Draw.Line("a")])));
        Assert.Equal("duplicateId", DefinitionFinding.Unreadable(twice).Rule);
    }

    [Fact]
    public void A_finding_bears_the_name_that_the_designer_sees()
    {
        var shown = Draw.Say("a", "1 +");
        shown["metadata"] = new { displayText = "Say it" };
        Assert.Equal(("a", "Workflow1:fc:a", "Say it"), Draw1(Draw.Flowchart([shown])) is var f ? (f.Node, f.NodeId, f.Name) : default);
    }

    private static DefinitionFinding Draw1(object root) => DefinitionCheck.Of(Draw.Graph(root)).Single();

    private static IEnumerable<(string, string)> Found(object root, params (string Name, object? Value)[] members) =>
        DefinitionCheck.Of(Draw.Graph(root, members)).Select(f => (f.Node, f.Rule));

    private static IEnumerable<(string, string)> Errors(object root, params (string Name, object? Value)[] members) =>
        DefinitionCheck.Of(Draw.Graph(root, members)).Where(f => f.IsError).Select(f => (f.Node, f.Rule));

    private static IEnumerable<(string, string)> Warnings(object root, params (string Name, object? Value)[] members) =>
        DefinitionCheck.Of(Draw.Graph(root, members)).Where(f => !f.IsError).Select(f => (f.Node, f.Rule));

    private static Dictionary<string, object?> Starting(Dictionary<string, object?> node)
    {
        node["customProperties"] = new { canStartWorkflow = true };
        return node;
    }

    private static Dictionary<string, object?> Decision(string id) => Draw.Node(id, "FlowDecision", ("condition", Draw.Literal(true)));

    private static Dictionary<string, object?> Switch(string id, string condition) =>
        Draw.Node(id, "FlowSwitch", ("cases", new[] { new { label = "First", condition = new { type = "JavaScript", value = condition } } }));

    private static Dictionary<string, object?> Fork(string id) => Draw.Node(id, "FlowFork", ("branches", Draw.Literal(new[] { "One", "Two" })));
}
