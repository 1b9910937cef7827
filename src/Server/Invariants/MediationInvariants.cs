using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook §3.3 and T13: free, with the consent of everybody, never of violence, and on paper where the law wants paper.</summary>
internal static class MediationInvariants
{
    public static readonly IReadOnlyList<Invariant> All =
    [
        new("mediated-with-all-consents", "T13", (h, _) => Files(h).Where(m => m.Sessions.Count > 0 || m.Agreement is not null).Select(m => Missing(h.Case, m) is { } party ? $"party {party} did not consent" : null)),
        new("never-for-forbidden-categories", "T13", (h, y) => Files(h).Select(m => !h.Case.Flags.Sealed && !h.Case.Flags.Confidential
            && y.Reference.Categories.GetValueOrDefault(h.Case.Category) is { MediationEligible: true, Restricted: false } ? null : $"{h.Case.Category} was mediated")),
        new("thirty-days-from-the-last-consent", "T13", (h, _) => h.Case.Clocks.Where(k => k.Code == "CLK-MED30").Select(k =>
            Files(h).Any(m => m.Consents.Any(c => c.At == k.StartedAt)) || h.Named("ConsentRecorded").Any(e => e.HappenedAt == k.StartedAt) ? null : $"CLK-MED30 {k.No} from {k.StartedAt:u}")),
        new("no-agreement-after-a-refusal", "a.17", (h, _) => Files(h).Where(m => m.Consents.Any(c => !c.Given)).Select(m => m.Agreement is null ? null : $"mediation {m.No} agreed although a party refused")),
        new("written-inside-a-claim", "a.33", (h, _) => Files(h).Where(m => m is { InsideClaim: true, Agreement: not null }).Select(m => m.Agreement!.Form == Agreement.Written ? null : $"mediation {m.No} is oral")),
        new("oral-agreement-has-its-record", "T15b", (h, _) => h.Case.Ending == "T15b" ? Files(h).Where(m => m.Agreement is { Form: Agreement.Oral })
            .Select(m => m.Agreement!.OralRecord is not null ? null : $"mediation {m.No} without record") : []),
        new("written-agreement-is-whole", "§5", (h, _) => Files(h).Where(m => m.Agreement is { Form: Agreement.Written }).Select(m =>
            m.Agreement is { Facts: not null, Terms: not null } a && Named(h.Case).All(p => a.SignedBy.Contains(p)) ? null : $"mediation {m.No} lacks facts, terms or a signature")),
        new("thirty-days-for-confirmation", "a.33 PML", (h, _) => Files(h).Where(m => m.Agreement is { Form: Agreement.Written })
            .Select(m => h.Case.Clocks.Any(k => k.Code == "CLK-JC30") || h.Case.State == CaseState.Withdrawn ? null : $"mediation {m.No}: no CLK-JC30")),
        new("end-names-other-ways", "a.26 PML", (h, _) => Files(h).Where(m => m.End is not null).Select(m => m.End!.OtherWays.Count > 0 ? null : $"mediation {m.No}")),
        new("broken-the-day-after", "§5", (h, _) => Files(h).Where(m => m.BreachedOn is not null).Select(m => m.Performance.Any(p => p.KeepBy?.AddDays(1) == m.BreachedOn) ? null : $"mediation {m.No} broken on {m.BreachedOn:o}")),
        new("mediation-leaves-the-sixty-days", "T13", (h, _) => Files(h).Where(m => m.InsideClaim).Select(_ => h.Case.Clocks.Any(k => k.Code == "CLK-HANDLE60" && k.Suspensions.Count > 0) ? "CLK-HANDLE60 was suspended" : null)),
    ];

    private static IEnumerable<MediationFile> Files(CaseHistory h) => h.Case.Mediations.Where(m => m.Kind == MediationFile.People);

    private static IEnumerable<int> Named(Case c) => c.People.Where(p => p is { Withdrawn: false, Role: "petitioner" or "respondent" }).Select(p => p.No);

    private static int? Missing(Case c, MediationFile m) => Named(c).Select(p => (int?)p).FirstOrDefault(p => m.Consents.All(s => s.Party != p));
}
