using System.Diagnostics;
using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

/// <summary>Scripts that want more than they may have. Each ends in its limit, or finds nothing.</summary>
public sealed class AttackTests
{
    [Theory]
    [InlineData("let f = () => 1; for (let i = 0; i < 1e5; i++) f = f.bind(); f()", FaultCodes.ScriptDepth)]
    [InlineData("let p = {}; for (let i = 0; i < 1e5; i++) p = { length: 1, 0: p, toString: [].toString }; String(p)", FaultCodes.ScriptDepth)]
    [InlineData("let p = []; for (let i = 0; i < 1e5; i++) p = [p]; String(p)", FaultCodes.ScriptDepth)]
    [InlineData("let p = []; for (let i = 0; i < 1e5; i++) p = [p]; JSON.stringify(p)", FaultCodes.ScriptDepth)]
    [InlineData("let p = []; for (let i = 0; i < 1e5; i++) p = [p]; p.flat(Infinity)", FaultCodes.ScriptDepth)]
    [InlineData("let p = []; for (let i = 0; i < 1e5; i++) p = [p]; p", FaultCodes.ScriptDepth)]
    [InlineData("JSON.parse('{\"a\":'.repeat(1e5))", FaultCodes.ScriptDepth)]
    [InlineData("let o = { toString() { return '' + this } }; '' + o", FaultCodes.ScriptDepth)]
    [InlineData("let o = { [Symbol.iterator]() { return this }, next() { return [...this] } }; [...o]", FaultCodes.ScriptDepth)]
    [InlineData("class A { constructor() { new A() } } new A()", FaultCodes.ScriptDepth)]
    [InlineData("async function f() { return f() } f()", FaultCodes.ScriptDepth)]
    [InlineData("function f() { try { f() } finally { f() } } f()", FaultCodes.ScriptDepth)]
    [InlineData("[3, 2, 1].sort(() => { for (;;); })", FaultCodes.ScriptSteps)]
    [InlineData("let p = {}; for (let i = 0; i < 1e5; i++) p = Object.create(p); for (;;) p.none", FaultCodes.ScriptSteps)]
    [InlineData("let t = ' '.repeat(1e7); for (;;) +t", FaultCodes.ScriptSteps)]
    [InlineData("let t = 'x'.repeat(1e7), u = 'x'.repeat(1e7); for (;;) t === u", FaultCodes.ScriptSteps)]
    [InlineData("let t = 'x'.repeat(1e7), m = new Map([[1, 1]]); for (;;) m.get(t)", FaultCodes.ScriptSteps)]
    [InlineData("let t = '1'.repeat(1e7); for (;;) parseInt(t)", FaultCodes.ScriptSteps)]
    [InlineData("('a'.repeat(1e6)).indexOf('a'.repeat(5e5) + 'b')", FaultCodes.ScriptSteps)]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.includes(2)", FaultCodes.ScriptSteps)]
    [InlineData("let s = new Set([1]); for (const v of s) { s.delete(v); s.add(v) }", FaultCodes.ScriptSteps)]
    [InlineData("let o = { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }; for (const v of o);", FaultCodes.ScriptMemory)]
    [InlineData("let u = { then(r) { r(u) } }; await u", FaultCodes.ScriptMemory)]
    [InlineData("for (let i = 0; ; i++) new RegExp('a'.repeat(4000) + i)", FaultCodes.ScriptSteps)]
    [InlineData("let t = 'a,'.repeat(1e6); for (;;) t.split(',')", FaultCodes.ScriptMemory)]
    [InlineData("('a'.repeat(1e4)).replaceAll('a', 'b'.repeat(1e4))", FaultCodes.ScriptMemory)]
    [InlineData("('a'.repeat(1e6)).replace(/a/g, '$&$`')", FaultCodes.ScriptMemory)]
    [InlineData("Array(1e7).join('abc')", FaultCodes.ScriptMemory)]
    [InlineData("let a = [1]; for (;;) a = a.concat(a)", FaultCodes.ScriptMemory)]
    [InlineData("let s = ['x']; for (let i = 0; i < 40; i++) s = [s, s]; String(s)", FaultCodes.ScriptMemory)]
    [InlineData("let a = []; a[4294967294] = 1", FaultCodes.ScriptMemory)]
    [InlineData("/(?=(a+)+b)/.test('a'.repeat(50))", FaultCodes.ScriptRegex)]
    [InlineData("/(?:a{0,1000}){1000}b/.test('a'.repeat(3000))", FaultCodes.ScriptRegex)]
    [InlineData("new RegExp('(?:a?){50}'.repeat(40) + 'a'.repeat(30)).test('a'.repeat(30))", FaultCodes.ScriptRegex)]
    public void What_wants_too_much_ends_in_its_limit_and_soon(string script, string code)
    {
        var started = Stopwatch.GetTimestamp();
        Assert.Equal(code, Assert.Single(Scripts.Burst(script).State.Incidents).Code);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("/^(a+)+$/.test('a'.repeat(5000) + '!')")]
    [InlineData("/(x+x+)+y/.test('x'.repeat(5000))")]
    [InlineData("/^(?:(?:a|aa)+)+$/.test('a'.repeat(3000) + 'b')")]
    [InlineData("/^(([a-z])+.)+[A-Z]([a-z])+$/.test('a'.repeat(3000))")]
    public void Failures_are_remembered_where_a_pattern_would_try_them_for_ever(string script) => Assert.Equal(false, Scripts.Run(script));

    [Theory]
    [InlineData("[", "]", " = 1")]
    [InlineData("(", ")", "")]
    [InlineData("{", "}", "")]
    [InlineData("let [", "]", " = 1")]
    [InlineData("2 ** ", "1", "")]
    [InlineData("!", "1", "")]
    [InlineData("x => ", "1", "")]
    [InlineData("new ", "x", "")]
    [InlineData("`${", "}`", "")]
    [InlineData("a ? b : ", "c", "")]
    [InlineData("if (a) b; else ", "c", "")]
    [InlineData("class extends ", "A", "")]
    public void A_script_nested_too_deep_is_refused_before_it_runs(string open, string close, string end)
    {
        var word = open.StartsWith("let", StringComparison.Ordinal) ? "let " : "";
        var script = word + string.Concat(Enumerable.Repeat(open[word.Length..], 20_000)) + string.Concat(Enumerable.Repeat(close, 20_000)) + end;
        Assert.Equal(FaultCodes.ScriptSyntax, Assert.Single(Scripts.Burst(script).State.Incidents).Code);
    }

    [Fact]
    public void Long_rows_within_long_rows_do_not_exhaust_the_stack()
    {
        var script = "1";
        for (var i = 0; i < 150; i++) script = "(" + script + ")" + string.Concat(Enumerable.Repeat("+1", 900));
        var incidents = Scripts.Burst(script).State.Incidents;
        Assert.True(incidents.Count == 0 || incidents[0].Code == FaultCodes.ScriptDepth);
    }

    [Theory]
    [InlineData("let v = [1, 2, { toString() { v.push(1); v.length = 0; return 'q' } }, 5]; v.sort(); 1")]
    [InlineData("let v = [1, 2, 3]; v.sort(() => { v.length = 0; return 1 }); 1")]
    [InlineData("let v = [1, 2, 3]; v.lastIndexOf(1, { valueOf() { v.length = 0; return 2 } }); 1")]
    [InlineData("let v = [1, 2, 3]; v.splice({ valueOf() { v.length = 0; return 2 } }, { valueOf() { v.length = 0; return 2 } }); 1")]
    [InlineData("let v = [1, 2, 3]; v.fill(0, { valueOf() { v.length = 0; return 0 } }); 1")]
    [InlineData("let v = [1, 2, 3]; v.copyWithin({ valueOf() { v.length = 0; return 0 } }, 1); 1")]
    [InlineData("let v = [1, 2, 3]; v.slice({ valueOf() { v.length = 0; return 0 } }); 1")]
    [InlineData("let v = [1, 2, 3]; v.reduce((m, x) => { v.length = 0; return x }); 1")]
    [InlineData("let v = [1, 2, 3]; v.findLast(() => { v.length = 0 }); 1")]
    public void An_array_that_changes_while_it_is_worked_on_breaks_nothing(string script) => Assert.Equal(1L, Scripts.Run(script));

    [Theory]
    [InlineData("({}).constructor.constructor('return 1')()")]
    [InlineData("(() => {}).constructor('return 1')()")]
    [InlineData("(async () => {}).constructor('return 1')()")]
    [InlineData("({}).__proto__.polluted = 1")]
    [InlineData("Object.prototype.__proto__ = {}")]
    [InlineData("Object.setPrototypeOf(Array.prototype, null)")]
    [InlineData("Object.defineProperty(Array.prototype, 'x', { value: 1 })")]
    [InlineData("Object.assign(Math, { PI: 3 })")]
    [InlineData("delete Math.PI")]
    [InlineData("Array.prototype.push.call(Array.prototype, 1)")]
    [InlineData("class A extends Array {} A.__proto__.from = 1")]
    [InlineData("let h = {}; h.__proto__ = h")]
    [InlineData("let h = {}, k = Object.create(h); Object.setPrototypeOf(h, k)")]
    [InlineData("Symbol.iterator.constructor.prototype.x = 1")]
    [InlineData("TimeSpan.Zero.__proto__.x = 1")]
    [InlineData("new Proxy({}, {})")]
    [InlineData("Reflect.construct(Object, [])")]
    [InlineData("globalThis.x")]
    public void The_walls_hold(string script) =>
        Assert.Equal(FaultCodes.ScriptError, Assert.Single(Scripts.Burst(script).State.Incidents).Code);

    [Theory]
    [InlineData("JSON.parse('{\"__proto__\": {\"polluted\": 1}}'); ({}).polluted")]
    [InlineData("Object.assign({}, JSON.parse('{\"__proto__\": {\"polluted\": 1}}')); ({}).polluted")]
    public void Nothing_given_pollutes_other_objects(string script) => Assert.Null(Scripts.Run(script));

    [Fact]
    public void A_function_named_by_a_computed_key_keeps_its_name_for_itself()
    {
        const string Script = "((k) => ({ [k]: () => 1 })[k].name)";
        Assert.Equal("ab", Scripts.Run($"const f = {Script}; f('a') + f('b')"));
    }

    [Fact]
    public void Chance_follows_from_the_step_alone() =>
        Assert.Equal(Scripts.Run("[Math.random(), newGuidString(), newShortGuid()].join()"), Scripts.Run("[Math.random(), newGuidString(), newShortGuid()].join()"));

    [Fact]
    public void Promises_are_awaited()
    {
        Assert.Equal(7L, Scripts.Run("const f = async x => (await x) + 1; f(Promise.resolve(6))"));
        Assert.Equal("a,b", Scripts.Run("(await Promise.all([Promise.resolve('a'), 'b'])).join()"));
        Assert.Equal("caught x", Scripts.Run("try { await Promise.reject(new Error('x')) } catch (e) { 'caught ' + e.message }"));
    }
}
