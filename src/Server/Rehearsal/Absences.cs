using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>A whole section that is expected to be nothing: <c>"mediation": null</c>, <c>"escalation": []</c>.</summary>
internal static class Absences
{
    private static readonly IReadOnlyDictionary<string, Func<Evidence, bool>> IsThere = new Dictionary<string, Func<Evidence, bool>>
    {
        ["mediation"] = e => e.Case.Mediations.Count > 0,
        ["review"] = e => e.Case.Reviews.Any(r => r.Level == ReviewFile.Review),
        ["reexam"] = e => e.Case.Reviews.Any(r => r.Level == ReviewFile.Reexam),
        ["override"] = e => e.Case.WaivedWindows.Count > 0,
        ["withdrawal"] = e => e.Case.Withdrawals.Count > 0,
        ["reopened"] = e => e.Case.FalseClosures.Count > 0 || e.Chronicle.Done("decideReopen").Any(s => s.With?.At("granted")?.ValueKind == JsonValueKind.True),
        ["threeNotLetGo"] = e => e.Case.AccountabilityRecords.Any(r => r.Status != AccountabilityStatus.Groundless),
        ["objection"] = e => e.Case.Transfers.Any(t => t.Objection is not null),
        ["transfers"] = e => e.Case.Transfers.Count > 0,
        ["escalation"] = e => LadderFindings.AnyFired(e),
        ["rungsCancelled"] = e => LadderFindings.AnyCancelled(e),
        ["split"] = e => e.Case.WasSplit,
        ["succession"] = e => e.Case.Successions.Count > 0,
        ["secondOpinion"] = e => e.Case.Opinion?.Further.Count > 0,
        ["hearing"] = e => e.Case.Hearings.Count > 0,
        ["recusal"] = e => e.Case.Recused.Count > 0,
        ["sender"] = e => e.Case.Sender is not null,
        ["event"] = e => e.Case.Harms.Count > 0,
        ["channelRefusal"] = e => e.Case.RefusedChannels.Count > 0,
        ["opinion"] = e => e.Case.Opinion is not null,
    };

    public static bool Asked(JsonElement value) => value.ValueKind == JsonValueKind.Null || value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 0;

    /// <summary>Whether the case has what the section is about; null for a section that is a plain value.</summary>
    public static bool? Of(Evidence evidence, string section) => IsThere.TryGetValue(section, out var there) ? there(evidence) : null;
}
