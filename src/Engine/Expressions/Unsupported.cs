namespace Petitions.Engine.Expressions;

/// <summary>Names that a writer may know from browsers, from Node or from Elsa, and that scripts do not have here. They are refused by name.</summary>
internal static class Unsupported
{
    private const string Code = "a script cannot make code while it runs";
    private const string Outside = "a script reaches nothing outside of its workflow";
    private const string Waiting = "a script does not wait; draw a Delay instead";
    private const string Bytes = "use bytesFromString, bytesFromBase64 and their like";

    private static readonly Dictionary<string, string> Reasons = new(StringComparer.Ordinal)
    {
        ["getConfig"] = "scripts cannot read settings; use an input or a variable",
        ["getSecret"] = "scripts cannot read secrets; use an input or a variable",
        ["createEventTriggerUrl"] = "events are not given by links; use an Event activity and let the caller publish the event",
        ["setOutcome"] = "only the script of RunJavaScript chooses outcomes", ["setOutcomes"] = "only the script of RunJavaScript chooses outcomes",
        ["eval"] = Code, ["Function"] = Code,
        ["Proxy"] = "objects have no traps here", ["Reflect"] = "use the methods of Object", ["BigInt"] = "numbers are exact up to 2^53",
        ["WeakMap"] = "use Map", ["WeakSet"] = "use Set", ["WeakRef"] = "use the object itself", ["FinalizationRegistry"] = "nothing outlives the script",
        ["Intl"] = "dates and numbers are written with their own methods", ["AggregateError"] = "use Error", ["structuredClone"] = "use JSON.parse(JSON.stringify(value))",
        ["globalThis"] = Outside, ["window"] = Outside, ["self"] = Outside, ["document"] = Outside, ["global"] = Outside, ["process"] = Outside, ["require"] = Outside,
        ["module"] = Outside, ["exports"] = Outside, ["fetch"] = Outside, ["XMLHttpRequest"] = Outside, ["WebAssembly"] = Outside, ["importNamespace"] = Outside,
        ["System"] = Outside, ["clr"] = Outside, ["alert"] = Outside, ["performance"] = Outside, ["crypto"] = "use newGuid() and Math.random()",
        ["console"] = "give the text to a WriteLine activity", ["log"] = "give the text to a WriteLine activity",
        ["setTimeout"] = Waiting, ["setInterval"] = Waiting, ["setImmediate"] = Waiting, ["clearTimeout"] = Waiting, ["clearInterval"] = Waiting,
        ["queueMicrotask"] = "use a promise", ["Atomics"] = Waiting, ["escape"] = "use encodeURIComponent", ["unescape"] = "use decodeURIComponent",
        ["atob"] = "use stringFromBase64", ["btoa"] = "use stringToBase64", ["TextEncoder"] = Bytes, ["TextDecoder"] = Bytes, ["Buffer"] = Bytes,
        ["ArrayBuffer"] = Bytes, ["SharedArrayBuffer"] = Bytes, ["DataView"] = Bytes, ["Uint8Array"] = Bytes, ["Int8Array"] = Bytes,
        ["Uint8ClampedArray"] = Bytes, ["Uint16Array"] = Bytes, ["Int16Array"] = Bytes, ["Uint32Array"] = Bytes, ["Int32Array"] = Bytes,
        ["Float32Array"] = Bytes, ["Float64Array"] = Bytes, ["BigInt64Array"] = Bytes, ["BigUint64Array"] = Bytes,
        ["URL"] = "use encodeURIComponent", ["URLSearchParams"] = "use encodeURIComponent",
    };

    public static IReadOnlyCollection<string> Names => Reasons.Keys;

    public static bool Has(string name) => Reasons.ContainsKey(name);

    /// <summary>What an error says of a name that nothing declares.</summary>
    public static string Sentence(string name) => Reasons.TryGetValue(name, out var reason) ? $"{name} is not supported: {reason}" : $"{name} is not defined";
}
