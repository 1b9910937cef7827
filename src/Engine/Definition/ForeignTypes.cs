namespace Petitions.Engine.Definition;

/// <summary>Activity types of Elsa and its modules that are not run here, with the advice that helps; anything else of Elsa's gets the general one.</summary>
internal static class ForeignTypes
{
    private static readonly Dictionary<string, string> Advice = new(StringComparer.OrdinalIgnoreCase)
    {
        ["RunCSharp"] = "script", ["RunPython"] = "script", ["RunPowerFx"] = "script", ["Inline"] = "script",
        ["ReadLine"] = "person", ["WaitForApproval"] = "person",
        ["StateMachine"] = "flowchart", ["State"] = "flowchart", ["Transition"] = "flowchart",
        ["SendEmail"] = "message", ["SendSms"] = "message", ["PublishMessage"] = "event", ["MessageReceived"] = "event", ["SendMessage"] = "event",
        ["ProduceMessage"] = "event", ["WebhookEventReceived"] = "event", ["SignalReceived"] = "event",
        ["WriteFileHttpResponse"] = "http", ["DownloadHttpFile"] = "http", ["CreateZipArchive"] = "file", ["OpenFile"] = "file", ["SaveFile"] = "file",
        ["DeleteFile"] = "file", ["FileExists"] = "file", ["SqlQuery"] = "database", ["SqlCommand"] = "database", ["SqlSingleValue"] = "database",
        ["SetCorrelationId"] = "correlate",
    };

    private static readonly (string Part, string Advice)[] Modules =
    [
        ("bpmn", "flowchart"), ("statemachine", "flowchart"), ("csharp", "script"), ("python", "script"), ("masstransit", "event"), ("servicebus", "event"),
        ("kafka", "event"), ("webhook", "event"), ("email", "message"), ("http", "http"), ("sql", "database"), ("file", "file"), ("storage", "file"),
        ("dropbox", "file"), ("agent", "person"), ("alteration", "supervisor"),
    ];

    public static bool IsElsas(string type) => type.StartsWith("Elsa.", StringComparison.OrdinalIgnoreCase) || Advice.ContainsKey(type);

    /// <summary>The last part of the key of the advice.</summary>
    public static string AdviceFor(string type)
    {
        if (Advice.TryGetValue(type[(type.LastIndexOf('.') + 1)..], out var exact)) return exact;
        foreach (var (part, advice) in Modules)
            if (type.Contains(part, StringComparison.OrdinalIgnoreCase)) return advice;
        return "other";
    }
}
