using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Petitions.Cases;

namespace Petitions.Server.Studio.Trial;

/// <summary>One thing that the visitor did: an order, or a turn of the clock.</summary>
/// <param name="Verb">Null: the clock was turned to <paramref name="At"/>.</param>
public sealed record TrialStep(DateTimeOffset At, string? Verb = null, string? By = null, JsonNode? With = null);

/// <summary>
/// Everything that a trial is: what it began with and what was done. The page carries it from click to click, and each click plays it anew; no
/// server remembers anything.
/// </summary>
/// <param name="Which">draft or published.</param>
/// <param name="Mark">The drawing that the visitor last saw (<see cref="DraftMark"/>).</param>
/// <param name="Entry">The invented petition; null for a copied one.</param>
/// <param name="Number">The copied petition; null for an invented one.</param>
/// <param name="Orders">How many recorded orders of the copied one are played: it may go on meanwhile.</param>
public sealed record TrialState(
    string Which, string Mark, DateTimeOffset Begun, JsonNode? Entry, string? EntryBy, string? Number, int Orders, IReadOnlyList<TrialStep> Steps)
{
    /// <summary>Steps of one trial; each click plays all of them.</summary>
    public const int MostSteps = 80;

    /// <exception cref="Refused">TRIAL_TOO_LONG.</exception>
    public TrialState And(TrialStep step) => Steps.Count < MostSteps ? this with { Steps = [.. Steps, step] } : throw Refusals.TrialTooLong(MostSteps);
}

/// <summary>
/// Closes a state for its way through the page: compressed, encrypted and signed with the keys that all servers share, for one visitor, one
/// purpose and twelve hours. What was changed on the way, or belongs to somebody else, is no state.
/// </summary>
public sealed class PageStates(IDataProtectionProvider protection)
{
    /// <summary>Characters of a closed state.</summary>
    public const int Largest = 400_000;

    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    /// <exception cref="Refused">TRIAL_TOO_LONG.</exception>
    public string Close<T>(T state, string purpose, string visitor)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, true))
            JsonSerializer.Serialize(brotli, state, CaseJson.Options);
        var closed = Base64Url.EncodeToString(For(purpose, visitor).Protect(packed.ToArray(), Life));
        return closed.Length <= Largest ? closed : throw Refusals.TrialTooLong(TrialState.MostSteps);
    }

    /// <exception cref="Refused">TRIAL_LOST.</exception>
    public T Open<T>(string? closed, string purpose, string visitor)
    {
        if (closed is not { Length: > 0 and <= Largest })
            throw Refusals.TrialLost();
        try
        {
            using var packed = new MemoryStream(For(purpose, visitor).Unprotect(Base64Url.DecodeFromChars(closed)));
            using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
            return JsonSerializer.Deserialize<T>(brotli, CaseJson.Options)!;
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException or InvalidDataException)
        {
            throw Refusals.TrialLost();
        }
    }

    private ITimeLimitedDataProtector For(string purpose, string visitor) => protection.CreateProtector("studio", purpose, visitor).ToTimeLimitedDataProtector();
}
