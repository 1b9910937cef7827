using System.Runtime.CompilerServices;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

/// <summary>
/// Function bodies and what Node 20 made of them, recorded with the time zone UTC. A body stands on its line, Node's answer indented below it:
/// its result as JSON with its type, or the name of the error it throws.
/// </summary>
public sealed class AgainstNodeTests
{
    [Fact]
    public void Every_recorded_expression_gives_what_Node_gives()
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(Here())!, "recorded-on-node.txt"));
        var differences = new List<string>();
        for (var i = 0; i + 1 < lines.Length; i += 2)
        {
            var ours = Evaluate(lines[i]);
            if (ours != lines[i + 1][1..]) differences.Add($"{lines[i]}: Node {lines[i + 1][1..]}, ours {ours}");
        }
        Assert.Empty(differences);
        Assert.True(lines.Length > 1000);
    }

    private static string Evaluate(string body) => Scripts.Run(
        $"(function(){{ try {{ const __r = (function(){{ {body} }})(); "
        + "return JSON.stringify({v: __r === undefined ? 'undef' : __r, t: typeof __r}); } catch(e) { return 'THROW ' + (e && e.name); } })()") as string ?? "";

    private static string Here([CallerFilePath] string path = "") => path;
}
