using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook §5, endings and T19: nothing is closed without the ending of its nature, served; nothing while something is owed.</summary>
internal static class EndingInvariants
{
    public static readonly IReadOnlyList<Invariant> All =
    [
        new("closed-with-a-served-ending", "T19", Served),
        new("ending-of-its-nature", "§5", (h, _) => h.Case.Ending is { } ending ? [Fits(h.Case, ending) ? null : $"{h.Case.Nature} ended by {ending}"] : []),
        new("claims-answer-every-part", "T15", (h, _) => h.Case is { Ending: "T17" } ? h.Case.Parts.Where(p => !p.Diverted && p.Nature == Natures.Claim)
            .Select(p => p is { Result: not null, Facts: not null, Basis: not null } ? null : $"part {p.No} without result, facts or basis") : []),
        new("issued-by-a-body", "T17", (h, y) => h.Case.Opinion is { IssuingBody: { } body } ? [y.Reference.Unit(body) is { Body: true } ? null : $"{body} is no body"] : []),
        new("answer-stops-the-law", "T17", (h, _) => h.Case.Ending is "T17" or "T15b" && h.Case.State is CaseState.Answered or CaseState.PendingAccountability or CaseState.Closed
            ? h.Case.Clocks.Where(k => k.Code is "CLK-HANDLE60" or "CLK-MED30").Select(k => k.IsRunning ? $"{k.Code} runs on after the answer" : null) : []),
        new("closed-with-passed-records", "T19", (h, _) => Closing(h) is { } closed ? h.Case.AccountabilityRecords.Where(r => r.OpenedAt <= closed && !r.CausesDoubtful && r.Status != AccountabilityStatus.Groundless)
            .Select(r => r.PassedAt <= closed || r.FollowUps.Any(f => f.Recurred) ? null : $"record {r.No} ({r.Trigger}) was not passed") : []),
        new("closed-without-open-orders", "T19", (h, _) => Closing(h) is not null ? h.Case.SupervisionOrders.Where(o => o.IssuedAt <= Closing(h))
            .Select(o => o.IsOpen ? $"order {o.No} is {o.Status}" : null) : []),
        new("closed-without-broken-promise", "T19", (h, _) => Closing(h) is { } at ? h.Case.Mediations.Where(m => m.Agreement is not null)
            .Select(m => m.Status == MediationStatus.Breached && m.BreachedOn < Local.DateOf(at) && m.Confirmation?.ConfirmedOn is null ? $"promise broken on {m.BreachedOn:o}" : null) : []),
        new("closed-with-the-sender-answered", "T19", (h, _) => Closing(h) is { } at && h.Case.Sender is { ReplyWanted: true } sender ? [sender.RepliedAt <= at ? null : "the sender has no reply"] : []),
        new("closed-by-somebody-else", "T19", (h, _) => h.Named("CaseClosed").Select(e =>
        {
            var handler = h.Events.LastOrDefault(a => a.Seq < e.Seq && a.Name == "HandlerAssigned")?.Text("handler");
            return handler is not null && e.Text("by") == handler && !h.Case.Flags.Sealed ? $"closed by its handler {handler}" : null;
        })),
        new("no-refusal-without-next-door", "T07", (h, _) => h.Named("NotAccepted").Select(e => string.IsNullOrEmpty(e.Text("nextDoor")) ? "no next door" : null)),
        new("diverted-with-guidance", "T06", (h, _) => h.Case.Parts.Where(p => p.Diverted).Select(p => p.DivertBasis is not null && h.Case.Documents.Any(d => d.Kind == "diversion-notice") ? null : $"part {p.No}")),
        new("linked-with-an-answer", "T05", (h, _) => h.Case.State == CaseState.Linked ? [h.Case.Links.Any(l => l.Basis is not null) ? null : "no reason"] : []),
    ];

    private static DateTimeOffset? Closing(CaseHistory h) => h.Case.State == CaseState.Closed ? h.Case.ClosedAt : null;

    private static IEnumerable<string?> Served(CaseHistory h, Yardstick y)
    {
        var c = h.Case;
        if (c.State != CaseState.Closed)
            yield break;
        var kinds = c.Ending switch
        {
            "T17" => new[] { "opinion", "review-opinion", "reexam-opinion" },
            "T15a" => ["result-reply"],
            "T15b" => ["mediation-agreement", "mediation-end-notice", "oral-agreement-record", "police-mediation-result"],
            "T15c" => ["advice-reply"],
            "T27" => ["sealed-result-note"],
            _ => [],
        };
        if (c.Ending == "T15d" || c.Ending == "T27" && c.Flags.Anonymous)
            yield return c.AnsweredAt is not null ? null : "never answered";
        else
            yield return c.AnsweredAt is not null && c.Documents.Any(d => kinds.Contains(d.Kind) && d.Services.Any(s => s.ServedAt <= c.ClosedAt)) ? null
                : $"{c.Nature} {c.Ending}: no served {string.Join("/", kinds)} among {string.Join(", ", c.Documents.Where(d => d.Served).Select(d => d.Kind))}";
    }

    private static bool Fits(Case c, string ending) => c.Nature switch
    {
        Natures.Claim => ending is "T17" or "T15b",
        Natures.Service => ending == "T15a",
        Natures.Dispute => ending == "T15b",
        Natures.Advice => ending == "T15c",
        Natures.Tip => ending == "T15d",
        Natures.Accuse => ending == "T27",
        _ => false,
    };
}
