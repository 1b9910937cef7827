using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

public sealed class SandboxTests
{
    [Theory]
    [InlineData("while(true){}", FaultCodes.ScriptSteps)]
    [InlineData("for(;;);", FaultCodes.ScriptSteps)]
    [InlineData("try { for(;;){} } catch(e) { 'caught' } finally { for(;;){} }", FaultCodes.ScriptSteps)]
    [InlineData("[1,2,3].forEach(function f(x){ [1,2].forEach(f) })", FaultCodes.ScriptDepth)]
    [InlineData("function f(){ return f() } f()", FaultCodes.ScriptDepth)]
    [InlineData("({get a(){ return this.a }}).a", FaultCodes.ScriptDepth)]
    [InlineData("let a = []; a.push(a); a", FaultCodes.ScriptDepth)]
    [InlineData("JSON.parse('['.repeat(100000))", FaultCodes.ScriptDepth)]
    [InlineData("let s = 'x'; for(;;) s += s", FaultCodes.ScriptMemory)]
    [InlineData("'x'.repeat(1e9)", FaultCodes.ScriptMemory)]
    [InlineData("'x'.padEnd(1e9)", FaultCodes.ScriptMemory)]
    [InlineData("new Array(4294967295)", FaultCodes.ScriptMemory)]
    [InlineData("let a = []; a[9999999] = 1; a.concat(a, a, a)", FaultCodes.ScriptMemory)]
    [InlineData("'x'.repeat(5e6)", FaultCodes.ScriptOutput)]
    [InlineData(@"/^(\w+\s?)*\1$/.test('a'.repeat(60) + '!')", FaultCodes.ScriptRegex)]
    public void A_bomb_ends_in_its_limit(string script, string code) =>
        Assert.Equal(code, Assert.Single(Scripts.Burst(script).State.Incidents).Code);

    [Fact]
    public void A_catastrophic_pattern_without_references_is_matched_in_linear_time() =>
        Assert.Equal(false, Scripts.Run("/^(a+)+$/.test('a'.repeat(5000) + '!')"));

    [Theory]
    [InlineData("(() => 1).constructor")]
    [InlineData("({}).constructor.constructor")]
    [InlineData("typeof globalThis === 'undefined' ? undefined : 1")]
    [InlineData("typeof require === 'undefined' ? undefined : 1")]
    [InlineData("typeof process === 'undefined' ? undefined : 1")]
    [InlineData("typeof eval === 'undefined' ? undefined : 1")]
    [InlineData("TimeSpan.Zero.GetType")]
    public void There_is_no_way_out(string script) => Assert.Null(Scripts.Run(script));

    [Theory]
    [InlineData("Array.prototype.map = 1")]
    [InlineData("Object.prototype.x = 1")]
    [InlineData("Math.PI = 3")]
    [InlineData("Object.defineProperty(JSON, 'parse', {value: 1})")]
    [InlineData("getVariable.x = 1")]
    public void What_all_evaluations_share_cannot_be_changed(string script) =>
        Assert.Equal(FaultCodes.ScriptError, Assert.Single(Scripts.Burst(script).State.Incidents).Code);

    [Fact]
    public void One_evaluation_leaves_nothing_for_the_next()
    {
        Scripts.Run("leak = 5");
        Assert.Equal("undefined", Scripts.Run("typeof leak"));
    }

    [Fact]
    public void The_clock_is_the_steps() => Assert.Equal(Draw.Noon.ToUnixTimeMilliseconds(), Scripts.Run("Date.now()"));

    [Theory]
    [InlineData("class A { #x = 1 }", "Private names (#name) are not supported")]
    [InlineData("({ *a() {} })", "Generators are not supported")]
    [InlineData("/(/", "Unterminated group")]
    [InlineData("function* g(){}", "Generators are not supported")]
    [InlineData("import x from 'y'", "Modules are not supported")]
    [InlineData("10n", "BigInt numbers are not supported")]
    public void What_is_not_supported_is_refused_by_name(string script, string sentence)
    {
        var incident = Assert.Single(Scripts.Burst(script).State.Incidents);
        Assert.Equal(FaultCodes.ScriptSyntax, incident.Code);
        Assert.Contains(sentence, incident.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("let a = 1;\n  a.b.c", "line 2, column 6")]
    [InlineData("1 +", "line 1, column 4")]
    [InlineData("\n\nnope()", "line 3, column 1")]
    public void An_error_names_its_place(string script, string place) =>
        Assert.Contains(place, Assert.Single(Scripts.Burst(script).State.Incidents).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Liquid")]
    [InlineData("CSharp")]
    [InlineData("Python")]
    public void Other_languages_are_refused_by_name(string language)
    {
        var graph = Draw.Graph(Draw.Node("w", "WriteLine", ("text", new { typeName = "String", expression = new { type = language, value = "x" } })));
        var incident = Assert.Single(Draw.Start(graph).State.Incidents);
        Assert.Equal(FaultCodes.ExpressionLanguage, incident.Code);
        Assert.Contains(language, incident.Message, StringComparison.Ordinal);
    }
}
