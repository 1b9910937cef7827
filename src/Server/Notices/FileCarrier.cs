using System.Text.Json;
using Petitions.Server.Api;
using Petitions.Storage;

namespace Petitions.Server.Notices;

/// <summary>
/// Stands where no wire for SMS or mail is connected: writes what would have been sent to the log, and to a file of one JSON line each
/// if the settings name one. The notice inside the application does not depend on it.
/// </summary>
public sealed class FileCarrier(string kind, string? file, ILogger log) : IOutboxCarrier
{
    /// <summary>Everything that leaves the house by wire: messages to people, and the extract that goes with a hand-up to an office outside.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["sms", "mail", "extract"];

    private static readonly SemaphoreSlim One = new(1);

    public string Kind { get; } = kind;

    public async Task CarryAsync(OutboxItem item, CancellationToken token)
    {
        // Never the payload: telephone numbers do not belong in a log.
        log.LogInformation("No {Kind} wire: {Id} of {Case} is kept, not sent", Kind, item.Id, item.Number);
        if (file is null)
            return;
        await One.WaitAsync(token);
        try
        {
            await File.AppendAllTextAsync(file, JsonSerializer.Serialize(new { item.Kind, item.Id, item.Number, item.Payload }, CommandJson.Options) + "\n", token);
        }
        finally
        {
            One.Release();
        }
    }
}
