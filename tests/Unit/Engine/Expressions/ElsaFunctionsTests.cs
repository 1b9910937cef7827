using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

public sealed class ElsaFunctionsTests
{
    [Theory]
    [InlineData("getWorkflowDefinitionId() + getWorkflowDefinitionVersion() + getWorkflowInstanceId()", "d1i1")]
    [InlineData("isNullOrWhiteSpace(' ') && isNullOrEmpty(null) && !isNullOrEmpty('x') ? 'y' : 'n'", "y")]
    [InlineData("toJson({a:[1,'中']})", "{\"a\":[1,\"中\"]}")]
    [InlineData("stringFromBase64(stringToBase64('中文'))", "中文")]
    [InlineData("bytesToString(bytesFromBase64(bytesToBase64(bytesFromString('ab'))))", "ab")]
    [InlineData("'' + TimeSpan.FromDays(1.5)", "1.12:00:00")]
    [InlineData("'' + parseGuid('0f8fad5bd9cb469fa16570867728950e')", "0f8fad5b-d9cb-469f-a165-70867728950e")]
    [InlineData("setCorrelationId('c'); setWorkflowInstanceName('n'); getCorrelationId() + getWorkflowInstanceName()", "cn")]
    [InlineData("setVariable('Fresh', 5); getFresh() + getVariable('Fresh') + '' + getVariable('None')", "10null")]
    public void A_function_of_Elsa_does_what_Elsas_does(string script, string expected) => Assert.Equal(expected, Scripts.Run(script));

    [Fact]
    public void A_variable_set_to_null_keeps_its_old_value()
    {
        var graph = Draw.Graph(
            Draw.Sequence(Draw.Node("js", "RunJavaScript", ("script", Draw.Literal("variables.A = null; variables.B = 'new'; variables.L.push(3)"))),
                Draw.Say("w", "toJson([getA(), getB(), getL()])")),
            ("variables", new[] { Draw.Variable("A", "String", "old"), Draw.Variable("B", "String", "old"), Draw.Variable("L", "Object", null) }));
        var request = new StartRequest("i1") { Variables = new Dictionary<string, object?> { ["L"] = new List<object?> { 1L, 2L } } };
        Assert.Equal(["[\"old\",\"new\",[1,2,3]]"], Draw.Lines(Interpreter.Start(graph, request, Draw.Now)));
    }

    [Fact]
    public void The_output_of_an_unknown_activity_is_an_error() =>
        Assert.Contains("Activity not found.", Assert.Throws<EngineFault>(() => Scripts.Run("getOutputFrom('nobody')")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_script_chooses_its_outcomes()
    {
        var graph = Draw.Graph(Draw.Flowchart(
            [Draw.Node("js", "RunJavaScript", ("script", Draw.Literal("setOutcomes(['A', 'B'])"))), Draw.Line("a"), Draw.Line("b"), Draw.Line("c")],
            "js.A -> a", "js.B -> b", "js -> c"));
        Assert.Equal(["a", "b"], Draw.Lines(Draw.Start(graph)));
    }
}
