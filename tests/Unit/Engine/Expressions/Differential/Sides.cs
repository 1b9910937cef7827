using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Petitions.Engine;
using Petitions.Engine.Expressions;

namespace Petitions.Tests.Unit.Engine.Expressions.Differential;

/// <summary>The two interpreters that are compared, each given the same text: names to work with, the body, and how its value is shown.</summary>
internal static class Sides
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string Prelude = File.ReadAllText(Beside("shown.js"));

    public static string Beside(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);

    private static string Whole(string body) =>
        Prelude + "try { return shown((function () { " + body + "\n})()); } catch (e) { return 'THROWS ' + (e instanceof Error ? e.name : shown(e)); }";

    /// <summary>What Node answers to all of them, in their order, by one process.</summary>
    public static async Task<IReadOnlyList<string>> NodeAsync(IReadOnlyList<string> bodies, string zone)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [Beside("node.js")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answers = ReadAsync(node.StandardOutput);
        foreach (var body in bodies) await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { zone, body = Whole(body) }));
        node.StandardInput.Close();
        var read = await answers;
        await node.WaitForExitAsync();
        return read.Count == bodies.Count ? read : throw new InvalidOperationException($"Node answered {read.Count} of {bodies.Count} bodies.");
    }

    private static async Task<List<string>> ReadAsync(StreamReader from)
    {
        var answers = new List<string>();
        while (await from.ReadLineAsync() is { } line) answers.Add(JsonSerializer.Deserialize<string>(line)!);
        return answers;
    }

    public static string Ours(string body, TimeZoneInfo zone)
    {
        var script = Script.Compile(Whole(body));
        if (script.Defect is { } defect) return "does not parse: SyntaxError";
        try
        {
            return script.Run(new Evaluation(BurstLimits.Default, new Host(zone))).Text;
        }
        catch (EngineFault fault)
        {
            return $"{fault.Code}: {fault.Message}";
        }
    }

    private sealed class Host(TimeZoneInfo zone) : IScriptHost
    {
        public DateTimeOffset Now => DateTimeOffset.UnixEpoch;
        public TimeZoneInfo TimeZone => zone;
        public Randomness Randomness { get; } = new(1);

        public bool TryResolve(Evaluation e, string name, out JsValue value)
        {
            value = default;
            return false;
        }
    }
}
