using System.Diagnostics;
using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

/// <summary>
/// One call can be a great deal of work: over a long text, a long list, a big collection. Each such call counts what it does, so that a script that
/// repeats it for ever ends in its limit, soon: a machine of its own takes well under two seconds for each.
/// </summary>
public sealed class WorkOfTheLibraryTests(ITestOutputHelper output)
{
    private static readonly BurstLimits Half = BurstLimits.Default with { ScriptSteps = 1_000_000 };

    [Theory]
    [InlineData("let t = 'a'.repeat(5e6) + '%'; for (;;) try { decodeURIComponent(t) } catch (wrong) { t }")]
    [InlineData("let t = 'a'.repeat(5e6) + '\\ud800'; for (;;) try { encodeURIComponent(t) } catch (wrong) { t }")]
    [InlineData("let t = '中'.repeat(5e6); for (;;) encodeURI(t)")]
    [InlineData("let t = '\"' + 'a'.repeat(5e6); for (;;) try { JSON.parse(t) } catch (wrong) { t }")]
    [InlineData("let t = ' '.repeat(5e6); for (;;) try { JSON.parse(t) } catch (wrong) { t }")]
    [InlineData("let t = '1'.repeat(5e6) + 'x'; for (;;) try { JSON.parse(t) } catch (wrong) { t }")]
    [InlineData("let t = 'a'.repeat(4000) + '('; for (;;) try { new RegExp(t) } catch (wrong) { t }")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) /b/.test(t)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.search(/[b-d]/)")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) t < u")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) t.localeCompare(u)")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) t == u")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) switch (t) { case u: }")]
    [InlineData("let t = ['a'.repeat(5e6)], u = 'a'.repeat(5e6); for (;;) t.includes(u)")]
    [InlineData("let t = ['a'.repeat(5e6)], u = 'a'.repeat(5e6); for (;;) t.indexOf(u)")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) Object.is(t, u)")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) t.startsWith(u)")]
    [InlineData("let t = 'a'.repeat(5e6), u = 'a'.repeat(5e6); for (;;) t.endsWith(u)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.lastIndexOf('b')")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.indexOf('b')")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.split('b')")]
    [InlineData("let t = ' '.repeat(5e6); for (;;) t.trim()")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.toUpperCase().length")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.normalize()")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.isWellFormed()")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.replace('b', 'c')")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.replaceAll('b', 'c')")]
    [InlineData("let t = ' '.repeat(5e6); for (;;) isNullOrWhiteSpace(t)")]
    [InlineData("let t = 'a'.repeat(5e6) + '!'; for (;;) try { stringFromBase64(t) } catch (wrong) { t }")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) bytesFromString(t)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) try { parseGuid(t) } catch (wrong) { t }")]
    [InlineData("let t = ' '.repeat(5e6); for (;;) try { TimeSpan.Parse(t) } catch (wrong) { t }")]
    [InlineData("let t = '1'.repeat(5e6); for (;;) Date.parse(t)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) getVariable(t)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) getInput(t)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) try { getOutputFrom(t) } catch (wrong) { t }")]
    [InlineData("let t = 'a'.repeat(5e6), o = {}; for (let i = 0; i < 20; i++) o['k' + i] = 1; for (;;) o[t]")]
    [InlineData("let t = 'a'.repeat(5e6), o = {}; for (let i = 0; i < 20; i++) o['k' + i] = 1; for (;;) t in o")]
    [InlineData("let t = 'a'.repeat(5e6), o = {}; for (let i = 0; i < 20; i++) o['k' + i] = 1; for (;;) o.hasOwnProperty(t)")]
    [InlineData("let t = 'a'.repeat(5e6), o = { [t]: 1 }, u = 'a'.repeat(5e6); for (;;) o[u]")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) Math.max.apply(null, a)")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) Math.max(...a)")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) { a.unshift(1); a.shift() }")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.splice(0, 1, 1)")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) { a.splice(0, 1); a.push(1) }")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.reverse()")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.fill(2)")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.copyWithin(1, 0)")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.indexOf(2)")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.lastIndexOf(2)")]
    [InlineData("let a = Array(1e6).fill(''); for (;;) a.join('')")]
    [InlineData("let a = Array(1e6).fill(3); for (;;) a.sort()")]
    [InlineData("let a = Array(1e6).fill(3); for (;;) a.sort((x, y) => x - y)")]
    [InlineData("let a = []; for (let i = 0; i < 50; i++) a.push('a'.repeat(4e5) + i); for (;;) a.sort()")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) a.slice(999999)")]
    [InlineData("let a = Array(1e6).fill([]); for (;;) a.flat()")]
    [InlineData("let a = Array(1e6); for (;;) a.forEach(x => x)")]
    [InlineData("let a = Array(1e6); for (;;) a.some(x => x)")]
    [InlineData("let a = Array(1e6); for (;;) a.reduceRight((x, y) => x, 0)")]
    [InlineData("let a = Array(1e6); for (;;) Object.keys(a)")]
    [InlineData("let a = Array(1e6); for (;;) for (const k in a);")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) { let [x, ...y] = a }")]
    [InlineData("let a = Array(1e6).fill(1); for (;;) { let { length, ...y } = a }")]
    [InlineData("let m = new Map(); for (let i = 0; i < 2e5; i++) m.set(i, i); for (;;) m.clear()")]
    [InlineData("let m = new Map(); for (let i = 0; i < 2e5; i++) m.set(i, i); m.clear(); for (;;) for (const x of m);")]
    [InlineData("let m = new Map(); for (let i = 0; i < 2e5; i++) m.set(i, i); m.clear(); for (;;) m.forEach(x => x)")]
    [InlineData("let m = new Set(); for (let i = 0; i < 2e5; i++) m.add(i); for (;;) [...m]")]
    [InlineData("let m = new Set(); for (let i = 0; i < 2e5; i++) m.add(i); m.clear(); for (;;) new Set(m)")]
    [InlineData("let o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = 1; for (;;) { delete o.k0; o.k0 = 1 }")]
    [InlineData("let o = {}; for (let i = 0; i < 1e5; i++) o[i] = 1; for (;;) Object.keys(o)")]
    [InlineData("let o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = 1; for (;;) Object.isFrozen(o)")]
    [InlineData("let o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = 1; for (;;) Object.assign({}, o)")]
    [InlineData("let o = {}; for (let i = 0; i < 1e5; i++) o['k' + i] = 1; for (;;) ({ ...o })")]
    [InlineData("let a = Array(1e6); for (;;) JSON.stringify(a)")]
    [InlineData("let o = { a: 1 }, k = Array(1e5).fill('x'); for (;;) JSON.stringify(o, k)")]
    [InlineData("let a = Array(1000).fill('x'.repeat(1e6)); a")]
    [InlineData("let t = 'x'.repeat(1e6); for (let i = 0; ; i++) setVariable('v' + i, t)")]
    [InlineData("let a = Array(1e5).fill('x'); for (;;) String.fromCharCode.apply(null, a)")]
    [InlineData("let f = function () { }; let a = Array(1e6).fill(1); for (;;) f.apply(null, a)")]
    [InlineData("let f = (function () { }).bind(null, ...Array(1e5)); for (;;) f()")]
    [InlineData("let s = Symbol('a'.repeat(5e6)); for (;;) s.toString()")]
    [InlineData("let f = '1'.repeat(5e6); for (;;) Number(f)")]
    [InlineData("let f = '1'.repeat(5e6); for (;;) parseFloat(f)")]
    [InlineData("let f = new Error('a'.repeat(5e6)); for (;;) String(f)")]
    [InlineData("for (;;) (1).toFixed(100) + (1.5).toString(2)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.match(/b/g)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.split(/b/)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) t.replace(/b/g, '')")]
    [InlineData("let t = 'A'.repeat(5e6); for (;;) /b/i.test(t)")]
    [InlineData("let t = 'a'.repeat(5e6); for (;;) /a$/.test(t + 'b')")]
    [InlineData("let t = 'ab'.repeat(1e6); for (;;) /(?<=x)b/.test(t)")]
    [InlineData("let a = Array.from({ length: 1e5 }, (_, i) => 'k' + i); for (;;) Object.fromEntries(a.map(x => [x, 1]))")]
    [InlineData("let a = Array(1e5).fill(Promise.resolve(1)); for (;;) await Promise.all(a)")]
    public void A_script_that_repeats_a_large_piece_of_work_for_ever_ends_soon(string script)
    {
        var started = Stopwatch.GetTimestamp();
        var code = Assert.Single(Scripts.Burst(script, Half).State.Incidents).Code;
        var took = Stopwatch.GetElapsedTime(started);
        output.WriteLine($"{took.TotalMilliseconds:0} ms, {code}");
        Assert.Contains(code, (string[])[FaultCodes.ScriptSteps, FaultCodes.ScriptMemory, FaultCodes.ScriptRegex, FaultCodes.ScriptOutput]);
        Assert.True(took < TimeSpan.FromSeconds(20), $"{took.TotalSeconds:0.0} s");
    }
}
