using System.Text.Json.Serialization;

namespace Petitions.Cases;

/// <summary>States of a petition (handbook §5). Overlays (emergency, sealed, joint …) are flags, not states.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseState>))]
public enum CaseState
{
    [JsonStringEnumMemberName("DRAFT")] Draft,
    [JsonStringEnumMemberName("REGISTERED")] Registered,
    [JsonStringEnumMemberName("WAITING_SUPPLEMENT")] WaitingSupplement,
    [JsonStringEnumMemberName("TRANSFERRED")] Transferred,
    [JsonStringEnumMemberName("ACCEPTED")] Accepted,
    [JsonStringEnumMemberName("IN_HANDLING")] InHandling,
    [JsonStringEnumMemberName("IN_MEDIATION")] InMediation,
    [JsonStringEnumMemberName("OPINION_PENDING")] OpinionPending,
    [JsonStringEnumMemberName("ANSWERED")] Answered,
    [JsonStringEnumMemberName("PENDING_ACCOUNTABILITY")] PendingAccountability,
    [JsonStringEnumMemberName("CLOSED")] Closed,
    [JsonStringEnumMemberName("IN_REVIEW")] InReview,
    [JsonStringEnumMemberName("IN_REEXAM")] InReexam,
    [JsonStringEnumMemberName("NOT_ACCEPTED")] NotAccepted,
    [JsonStringEnumMemberName("LINKED")] Linked,
    [JsonStringEnumMemberName("DIVERTED")] Diverted,
    [JsonStringEnumMemberName("WITHDRAWN")] Withdrawn,
    [JsonStringEnumMemberName("TERMINATED_AFTER_REEXAM")] TerminatedAfterReexam,
}

public static class CaseStates
{
    private static readonly Dictionary<CaseState, string> Codes = Enum.GetValues<CaseState>()
        .ToDictionary(s => s, s => typeof(CaseState).GetField(s.ToString())!
            .GetCustomAttributes(typeof(JsonStringEnumMemberNameAttribute), false).Cast<JsonStringEnumMemberNameAttribute>().Single().Name);

    /// <summary>Neither a draft nor ended: what "any open" means in the table of transitions.</summary>
    public static readonly IReadOnlyList<CaseState> Open =
    [
        CaseState.Registered, CaseState.WaitingSupplement, CaseState.Transferred, CaseState.Accepted, CaseState.InHandling,
        CaseState.InMediation, CaseState.OpinionPending, CaseState.Answered, CaseState.PendingAccountability, CaseState.InReview, CaseState.InReexam,
    ];

    /// <summary>The answer is served and nothing of the matter is in hand: the rights against the answer may be used.</summary>
    public static readonly IReadOnlyList<CaseState> Answered = [CaseState.Answered, CaseState.PendingAccountability, CaseState.Closed];

    public static bool IsOpen(this CaseState state) => Open.Contains(state);

    /// <summary>The code of the handbook, for example IN_HANDLING.</summary>
    public static string Code(this CaseState state) => Codes[state];
}
