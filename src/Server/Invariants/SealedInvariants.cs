using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>Handbook T27, E4 and article 30: an accusation is known inside the sealed line only; a tip to duty and police only.</summary>
internal static class SealedInvariants
{
    public static readonly IReadOnlyList<Invariant> All =
    [
        new("sealed-tasks-inside-the-line", "T27", (h, y) => Sealed(h, h.Case.Tasks.Where(t => t.Assignee is not null || t.Unit is not null)
            .Select(t => InLine(t.Role) && (t.Assignee is null || Officer(y, t.Assignee)) ? null : $"task {t.No} {t.Kind} for {t.Role} {t.Assignee}"))),
        new("sealed-notices-inside-the-line", "T27", (h, y) => Sealed(h, h.Notices.Select(n => n.To.StartsWith("P:", StringComparison.Ordinal) || Officer(y, n.To) ? null : $"{n.Template} told to {n.To}"))),
        new("sealed-ladder-inside-the-line", "§7 E4", (h, y) => Sealed(h, h.Case.Ladder.Where(e => e.FiredAt is not null)
            .Select(e => e.TargetPerson is null || Officer(y, e.TargetPerson) ? null : $"{e.Step} {e.No} to {e.TargetPerson}"))),
        new("sealed-acts-inside-the-line", "T27", (h, y) => Sealed(h, h.Events.Where(e => e.Verb is not ("register" or "registerSplitPart") && e.Actor != Actor.System.Id)
            .Select(e => e.Actor.StartsWith("P:", StringComparison.Ordinal) || Officer(y, e.Actor) ? null : $"{e.Verb} by {e.Actor}"))),
        new("accused-line-never-has-it", "a.30", (h, y) => Sealed(h, h.Case.Transfers.Where(t => t.Kind == "sealed" && h.Case.ResponsibleUnit is not null)
            .Select(t => y.Reference.IsWithin(t.To, h.Case.ResponsibleUnit!) ? $"handed to {t.To}, accused {h.Case.ResponsibleUnit}" : null))),
        new("anonymous-is-told-nothing", "§3.7", (h, _) => Sealed(h, h.Case.Flags.Anonymous
            ? h.Case.Clocks.Select(k => k.Code is "CLK-ACC-TOLD15WD" or "CLK-ACC-RESULT15WD" ? k.Code : null) : [])),
        new("tips-stay-with-duty-and-police", "§5", (h, y) => h.Case.Flags.Confidential ? h.Notices.Where(n => !n.To.StartsWith("P:", StringComparison.Ordinal))
            .Select(n => y.Person(n.To)?.Roles.Any(r => r is Roles.Duty or Roles.Police or Roles.Leader or Roles.Supervisor) == true ? null : $"{n.Template} told to {n.To}") : []),
    ];

    private static IEnumerable<string?> Sealed(CaseHistory h, IEnumerable<string?> answers) => h.Case.Flags.Sealed ? answers : [];

    private static bool InLine(string role) => role is Roles.Discipline or Roles.Triage;

    /// <summary>A discipline officer, or the sorter who passes it on unread.</summary>
    private static bool Officer(Yardstick y, string id) => y.Person(id)?.Roles.Any(InLine) == true;
}
