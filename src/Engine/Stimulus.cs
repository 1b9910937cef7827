using System.Security.Cryptography;
using System.Text;

namespace Petitions.Engine;

/// <summary>What happens outside and may resume bookmarks or fire triggers: a kind and what identifies it.</summary>
/// <param name="Name">Kind, for example "Elsa.Event".</param>
/// <param name="Payload">Values compared by content; null when the kind says it all.</param>
public sealed record Stimulus(string Name, object? Payload)
{
    private const int ReadableLength = 200;

    /// <summary>Equal for equal name and payload; at most 200 characters, fit for an index.</summary>
    public string Key => KeyOf(Name, Payload);

    public static Stimulus Event(string eventName) => new("Elsa.Event", new Dictionary<string, object?> { ["eventName"] = eventName });

    public static Stimulus Task(string taskId) => new("Elsa.RunTask", new Dictionary<string, object?> { ["taskId"] = taskId });

    /// <summary>The end of a child workflow. ExecuteWorkflow and DispatchWorkflow wait for it under the same key.</summary>
    public static Stimulus Child(string childInstanceId) =>
        new("Elsa.ChildEnded", new Dictionary<string, object?> { ["childInstanceId"] = childInstanceId });

    /// <summary>The end of whichever child: what BulkDispatchWorkflows waits for.</summary>
    public static readonly Stimulus AnyChild = new("Elsa.ChildEnded", null);

    /// <summary>An HTTP request. Path and method are compared in lower case.</summary>
    public static Stimulus Http(string path, string method) => new("Elsa.HttpEndpoint", new Dictionary<string, object?>
    {
        ["path"] = path.Trim('/').ToLowerInvariant(),
        ["method"] = method.ToLowerInvariant(),
    });

    internal static string KeyOf(string name, object? payload)
    {
        var text = payload is null ? name : name + "|" + Values.ToJson(payload);
        if (text.Length <= ReadableLength) return text;
        return name + "|sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
