using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

/// <summary>What Elsa gives to scripts, row by row of the specification (3.2).</summary>
public sealed class ElsaFunctionsTests
{
    [Theory]
    [InlineData("getWorkflowDefinitionId() + getWorkflowDefinitionVersionId() + getWorkflowDefinitionVersion() + getWorkflowInstanceId()", "dd-v11i1")]
    [InlineData("typeof getWorkflowDefinitionVersion()", "number")]
    [InlineData("'' + getCorrelationId() + getWorkflowInstanceName()", "nullnull")]
    [InlineData("setCorrelationId('c'); setWorkflowInstanceName('n'); getCorrelationId() + getWorkflowInstanceName()", "cn")]
    [InlineData("setCorrelationId('c'); setCorrelationId(null); '' + getCorrelationId()", "null")]
    [InlineData("[isNullOrWhiteSpace(' \\t'), isNullOrWhiteSpace(null), isNullOrWhiteSpace(undefined), isNullOrWhiteSpace('x')].join()", "true,true,true,false")]
    [InlineData("[isNullOrEmpty(''), isNullOrEmpty(null), isNullOrEmpty(' ')].join()", "true,true,false")]
    [InlineData("toJson({a:[1,'中', null, true], d: new Date(0)})", "{\"a\":[1,\"中\",null,true],\"d\":\"1970-01-01T00:00:00Z\"}")]
    [InlineData("toJson(TimeSpan.FromHours(1)) + toJson(undefined)", "\"01:00:00\"null")]
    [InlineData("/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(newGuidString()) && newGuidString() !== newGuidString() ? 'y' : 'n'", "y")]
    [InlineData("/^[0-9a-f-]{36}$/.test('' + newGuid()) && /^[0-9a-f-]{36}$/.test(getGuidString()) ? 'y' : 'n'", "y")]
    [InlineData("/^[0-9A-Za-z]{15,22}$/.test(newShortGuid()) && /^[0-9A-Za-z]{15,22}$/.test(getShortGuid()) ? 'y' : 'n'", "y")]
    [InlineData("'' + parseGuid('0f8fad5bd9cb469fa16570867728950e')", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("parseGuid('0f8fad5b-d9cb-469f-a165-70867728950e').ToString('N')", "0f8fad5bd9cb469fa16570867728950e")]
    [InlineData("bytesToString(bytesFromString('中'))", "中")]
    [InlineData("bytesToBase64(bytesFromString('ab')) + bytesToString(bytesFromBase64('YWI='))", "YWI=ab")]
    [InlineData("stringToBase64('中文') + stringFromBase64('5Lit5paH')", "5Lit5paH中文")]
    [InlineData("streamToBase64(streamToBytes(bytesFromString('ab'))) + readStreamAsText(bytesFromString('cd'))", "YWI=cd")]
    [InlineData("'' + [TimeSpan.FromDays(1.5), TimeSpan.FromMinutes(90), TimeSpan.Parse('2.00:00'), new TimeSpan(1, 2, 3)]", "1.12:00:00,01:30:00,2.00:00:00,01:02:03")]
    [InlineData("TimeSpan.FromHours(36).TotalDays + TimeSpan.FromDays(1).Add(TimeSpan.FromHours(1)).Hours + '' + (TimeSpan.FromDays(1) > TimeSpan.FromHours(23))", "2.5true")]
    [InlineData("DateTime.UtcNow.toISOString() + DateTimeOffset.Now.getTime()", "2026-03-02T12:00:00.000Z1772452800000")]
    [InlineData("DateTime.Parse('2026-03-02').toISOString() + DateTime.Today.getUTCHours() + new DateTime(2026, 1, 31).getDate()", "2026-03-02T00:00:00.000Z031")]
    [InlineData("DateTime.DaysInMonth(2028, 2) + DateTimeOffset.FromUnixTimeSeconds(1).toISOString() + DateTime.IsLeapYear(2026)", "291970-01-01T00:00:01.000Zfalse")]
    [InlineData("'' + Guid.Empty + Guid.Parse('0f8fad5bd9cb469fa16570867728950e') + (Guid.NewGuid().ToString() !== '')", "00000000-0000-0000-0000-0000000000000f8fad5b-d9cb-469f-a165-70867728950etrue")]
    [InlineData("const r = new Random(), n = r.Next(3, 6); [n >= 3 && n < 6, r.Next(1), r.NextDouble() < 1, Random.Shared.Next() >= 0].join()", "true,0,true,true")]
    [InlineData("[LogPersistenceMode.Inherit, LogPersistenceMode.Include, LogPersistenceMode.Exclude].join()", "0,1,2")]
    public void A_function_or_type_of_Elsa_does_what_Elsas_does(string script, string expected) => Assert.Equal(expected, Scripts.Run(script));

    [Fact]
    public void Chance_of_Random_is_the_steps_also_with_a_seed_of_its_own() =>
        Assert.Equal(Scripts.Run("[new Random(1).Next(), Random.Shared.Next()].join()"), Scripts.Run("[new Random(2).Next(), new Random().Next()].join()"));

    [Theory]
    [InlineData("getVariable('a') + ' ' + getVariable('none')", "one null")]
    [InlineData("setVariable('Fresh', 5); getFresh() + getVariable('Fresh') + variables.Fresh", "15")]
    [InlineData("getA() + getMyWord() + getVariable('myWord')", "onetwotwo")]
    [InlineData("setA('x'); setMyWord('y'); variables.a + getA() + getMyWord()", "xxy")]
    [InlineData("variables.a = 'x'; getA() + variables.a", "onex")]
    [InlineData("const before = variables.a; setA('x'); before + variables.a", "onex")]
    [InlineData("getInput('given') + getgiven() + getInput('none') + getInput('undeclared')", "ggnullu")]
    [InlineData("getboth() + getVariable('both')", "inputvariable")]
    public void Variables_and_inputs_are_read_and_set_by_name_and_by_accessor(string script, string expected) => Assert.Equal(expected, In(Draw.Say("w", script)));

    [Fact]
    public void What_a_script_writes_into_variables_is_there_afterwards_but_not_null_nor_what_hides_an_input() =>
        Assert.Equal(
            "old new both:variable [1,2] fresh",
            In(
                Draw.Node("js", "RunJavaScript", ("script", Draw.Literal("variables.a = null; variables.myWord = 'new'; variables.both = 'x'; variables.list.push(3); variables.Made = 'fresh'"))),
                Draw.Say("w", "`${getA() === 'one' ? 'old' : 'lost'} ${getMyWord()} both:${getVariable('both')} ${toJson(getList())} ${getVariable('Made')}`")));

    [Theory]
    [InlineData("variables.list.push(3); const mine = variables.list; mine.push(4); variables.list.length + '/' + mine.length", "2/3")]
    [InlineData("variables.list = [...variables.list, 3]; toJson(getList())", "[1,2]")]
    [InlineData("const own = [1]; variables.list = own; own.push(2); toJson(variables.list)", "[1]")]
    [InlineData("variables.list = [{ n: 1 }]; variables.list[0].n = 2; toJson(variables.list)", """[{"n":2}]""")]
    [InlineData("typeof variables.not_plain + typeof getNotPlain + getVariable('not_plain')", "undefinedundefinedthree")]
    public void A_list_in_variables_is_a_copy_each_time_and_names_that_are_not_plain_are_not_there(string script, string expected) =>
        Assert.Equal(expected, In(Draw.Say("w", script)));

    [Fact]
    public void A_longer_list_is_kept_when_it_is_assigned() =>
        Assert.Equal("[1,2,3]", In(
            Draw.Node("js", "RunJavaScript", ("script", Draw.Literal("variables.list = [...variables.list, 3]; variables.list.push(4)"))), Draw.Say("w", "toJson(getList())")));

    [Theory]
    [InlineData("getVariable('list')[0].n = 5; getList().push(1)", """[{"n":5}]""")]
    [InlineData("const l = getList(); setVariable('list', [{ n: 2 }]); l[0].n = 5", """[{"n":2}]""")]
    [InlineData("setVariable('list', { n: 1 }); const o = getList(); o.n = 3", """{"n":1}""")]
    public void An_object_that_getVariable_gives_is_the_variables_own(string script, string expected) =>
        Assert.Equal(expected, In(
            Draw.Node("first", "RunJavaScript", ("script", Draw.Literal("variables.list = [{ n: 1 }]"))), Draw.Node("js", "RunJavaScript", ("script", Draw.Literal(script))),
            Draw.Say("w", "toJson(getList())")));

    [Fact]
    public void SetVariable_takes_a_value_as_it_is_and_its_type_comes_when_the_script_ends() =>
        Assert.Equal("71 8", In(
            Draw.Node("js", "RunJavaScript", ("script", Draw.Literal("setVariable('n', '7'); setVariable('made', getVariable('n') + 1)"))),
            Draw.Say("w", "getVariable('made') + ' ' + (getVariable('n') + 1)")));

    [Fact]
    public void The_first_output_of_an_activity_stands_as_long_as_its_container_runs()
    {
        var count = Draw.Node("count", "RunJavaScript", ("script", Draw.Literal("setVariable('i', (getVariable('i') || 0) + 1); getVariable('i')")));
        var graph = Draw.Graph(Draw.Flowchart(
            [count, Draw.Node("again", "FlowDecision", ("condition", Draw.Script("getVariable('i') < 3"))), Draw.Say("w", "getOutputFrom('count') + '/' + getResultFromCount() + '/' + getLastResult()")],
            "count -> again", "again.True -> count", "again.False -> w"));
        Assert.Equal(["1/1/3"], Draw.Start(graph).Effects.OfType<LineWritten>().Select(l => l.Text));
    }

    [Fact]
    public void An_output_is_seen_only_from_the_container_its_activity_stands_in()
    {
        var graph = Draw.Graph(Draw.Sequence(
            Draw.Node("first", "RunJavaScript", ("script", Draw.Literal("7"))),
            Draw.Node("if", "If", ("condition", Draw.Script("getOutputFrom('first') == 7")), ("then", Draw.Say("inIf", "getOutputFrom('first')"))),
            Draw.Sequence(Draw.Say("inner", "getOutputFrom('first')"))));
        var result = Draw.Start(graph);
        Assert.Equal(["7"], result.Effects.OfType<LineWritten>().Select(l => l.Text));
        Assert.Contains("Activity not found.", Assert.Single(result.State.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_the_script_does_not_write_is_not_in_variables() => Assert.Equal("[\"a\"]", In(Draw.Say("w", "variables.a; toJson(Object.keys(variables))")));

    [Fact]
    public void What_a_script_only_looks_at_stays_as_it_is_and_what_it_changes_deep_inside_is_kept()
    {
        var deep = new List<object?> { new Dictionary<string, object?> { ["x"] = 1L, ["y"] = new List<object?> { 1L } } };
        var graph = Draw.Graph(
            Draw.Sequence(
                Draw.Node("look", "RunJavaScript", ("script", Draw.Literal("variables.seen[0].y.length + JSON.stringify(variables.seen)"))),
                Draw.Node("change", "RunJavaScript", ("script", Draw.Literal("variables.changed[0].y.push(2)"))),
                Draw.Event("e", "Go")),
            ("variables", new[] { Draw.Variable("seen", "Object"), Draw.Variable("changed", "Object") }));
        var state = Interpreter.Start(graph, new StartRequest("i1") { Variables = new Dictionary<string, object?> { ["seen"] = deep, ["changed"] = deep } }, Draw.Now).State;
        var values = state.Contexts.Single(c => c.Variables is { Count: > 0 }).Variables!;
        Assert.Same(deep, values["v-seen"]);
        Assert.Equal("[{\"x\":1,\"y\":[1,2]}]", Values.ToJson(values["v-changed"]));
        Assert.Equal("[{\"x\":1,\"y\":[1]}]", Values.ToJson(deep));
    }

    [Theory]
    [InlineData("getOutputFrom('first') + getOutputFrom('First One') + getOutputFrom('first', 'Result')", "777")]
    [InlineData("getResultFromFirstOne() + getLastResult()", "77")]
    [InlineData("'' + getOutputFrom('first', 'Other')", "null")]
    public void Outputs_of_the_same_burst_are_read_by_id_by_name_and_by_accessor(string script, string expected)
    {
        var first = Draw.Node("first", "RunJavaScript", ("script", Draw.Literal("'7'")));
        first["name"] = "First One";
        Assert.Equal(expected, In(first, Draw.Say("w", script)));
    }

    [Fact]
    public void The_output_of_an_unknown_activity_is_an_error() =>
        Assert.Contains("Activity not found.", Assert.Throws<EngineFault>(() => Scripts.Run("getOutputFrom('nobody')")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("getConfig('Smtp:Password')", "getConfig is not supported: scripts cannot read settings")]
    [InlineData("await getSecret('key')", "getSecret is not supported: scripts cannot read secrets")]
    [InlineData("createEventTriggerUrl('Go')", "createEventTriggerUrl is not supported: events are not given by links")]
    [InlineData("eval('1')", "eval is not supported: a script cannot make code")]
    [InlineData("new Function('1')", "Function is not supported: a script cannot make code")]
    [InlineData("new Proxy({}, {})", "Proxy is not supported")]
    [InlineData("BigInt(1)", "BigInt is not supported")]
    [InlineData("console.log(1)", "console is not supported: give the text to a WriteLine activity")]
    [InlineData("new Uint8Array(1)", "Uint8Array is not supported")]
    [InlineData("nobody", "nobody is not defined")]
    public void What_is_not_given_to_scripts_is_refused_by_name_with_a_reason(string script, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<EngineFault>(() => Scripts.Run(script)).Message, StringComparison.Ordinal);

    [Fact]
    public void Outcomes_are_chosen_in_RunJavaScript_only()
    {
        var graph = Draw.Graph(Draw.Flowchart([Draw.Say("w", "setOutcome('A')")]));
        Assert.Contains("setOutcome is not supported: only the script of RunJavaScript", Draw.Start(graph).State.Incidents.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("setOutcome('A')", "a")]
    [InlineData("setOutcomes(['A', 'B'])", "a b")]
    [InlineData("setOutcomes(['A']); setOutcome('B')", "b")]
    [InlineData("1", "c")]
    public void A_script_chooses_its_outcomes(string script, string expected)
    {
        var graph = Draw.Graph(Draw.Flowchart(
            [Draw.Node("js", "RunJavaScript", ("script", Draw.Literal(script))), Draw.Line("a"), Draw.Line("b"), Draw.Line("c")],
            "js.A -> a", "js.B -> b", "js -> c"));
        Assert.Equal(expected, string.Join(' ', Draw.Lines(Draw.Start(graph))));
    }

    [Theory]
    [InlineData("Item", "getItem()", "n1 n2")]
    [InlineData("Number", "getNumber() + '-' + getVariable('Number')", "n1-n1 n2-n2")]
    public void The_function_of_a_bulk_dispatch_sees_its_item_by_the_accessor_of_its_key(string key, string function, string expected)
    {
        var bulk = Draw.Node(
            "b", "BulkDispatchWorkflows", ("workflowDefinitionId", Draw.Literal("child")), ("items", Draw.Script("['n1', 'n2']")),
            ("defaultItemInputKey", Draw.Literal(key)), ("correlationIdFunction", Draw.Script(function)), ("waitForCompletion", Draw.Literal(false)));
        var children = Draw.Start(Draw.Graph(bulk)).Effects.OfType<ChildStartRequested>().ToList();
        Assert.Equal(expected, string.Join(' ', children.Select(c => c.CorrelationId)));
        Assert.Equal(["n1", "n2"], children.Select(c => c.Input[key]));
    }

    /// <summary>The last line of a workflow with two words, a list, and an input that hides a variable.</summary>
    private static string In(params Dictionary<string, object?>[] activities)
    {
        var graph = Draw.Graph(
            Draw.Sequence(activities),
            ("variables", new[] { Draw.Variable("a", "String", "one"), Draw.Variable("myWord", "String", "two"), Draw.Variable("not_plain", "String", "three"), Draw.Variable("both", "String", "variable"), Draw.Variable("list", "Object"), Draw.Variable("n", "Int32") }),
            ("inputs", new[] { new { name = "given", type = "String" }, new { name = "both", type = "String" } }));
        var request = new StartRequest("i1")
        {
            Input = new Dictionary<string, object?> { ["given"] = "g", ["undeclared"] = "u", ["both"] = "input" },
            Variables = new Dictionary<string, object?> { ["list"] = new List<object?> { 1L, 2L } },
        };
        var result = Interpreter.Start(graph, request, Draw.Now);
        Assert.Empty(result.State.Incidents.Select(i => i.Message));
        return Draw.Lines(result)[^1];
    }
}
