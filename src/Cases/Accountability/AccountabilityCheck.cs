using System.Globalization;

namespace Petitions.Cases;

// CHK-3NLG-DAILY for one case (handbook §6.10), and who is reminded.
public static partial class Accountability
{
    /// <summary>
    /// Opens every record that a trigger demands and nobody opened, looks at all clauses again, reminds owner and supervisor with the missing
    /// clause and field, ends stale deferrals, and leaves a result per record. Running it twice on one day changes nothing but the moment of the check.
    /// </summary>
    private static void Check(StepContext step)
    {
        if (step.Case.State == CaseState.Draft)
            return;
        foreach (var ground in Triggers.AtOnce(step.Case, step.Reference).Concat(Triggers.Daily(step.Case, step.Now)).ToList())
            Demand(step, ground);
        foreach (var no in step.Case.AccountabilityRecords.Where(r => r.IsOpen).Select(r => r.No).ToList())
            CheckRecord(step, no);
    }

    /// <summary>True for a case whose facts demand a record that nobody has opened yet, whatever became of the case meanwhile.</summary>
    public static bool IsDemanded(Case c, DateTimeOffset now) => Triggers.Daily(c, now).Any(ground => !IsCovered(c, ground));

    private static void CheckRecord(StepContext step, int no)
    {
        if (step.Case.AccountabilityRecord(no) is { Status: AccountabilityStatus.Deferred, Deferral: { } deferral } && deferral.Until < step.Day)
            step.Raise(new DeferralLapsed(no));
        var record = step.Case.AccountabilityRecord(no)!;
        var result = Judge(record, step.HappenedAt);
        step.Raise(new AccountabilityChecked(no, result));
        if (record.Status == AccountabilityStatus.Deferred)
            return;
        var facts = Facts(record, result.NextStep);
        if (result.Missing.Count > 0)
        {
            var (clause, field) = (result.Missing[0].Clause, result.Missing[0].Field);
            (facts["clause"], facts["missing"]) = (clause, clause == "C4" ? "rectification" : field);
            Notices.Tell(step, OwnerOf(step, record), "accountabilityMissing", facts, action: true);
            Notices.Tell(step, SupervisorOf(step, record), "accountabilityMissing", facts);
        }
        else
            Notices.Tell(step, SupervisorOf(step, record), "accountabilityVerify", facts, action: true);
    }

    private static CheckResult Judge(AccountabilityRecord record, DateTimeOffset at)
    {
        var missing = Clauses.Missing(record);
        var verdict = record switch
        {
            { Status: AccountabilityStatus.Deferred } => "deferred",
            { Returned: not null } => "returned",
            { Deferral.Lapsed: true } when missing.Count > 0 => "deferralLapsed",
            _ => missing.Count > 0 ? "incomplete" : "readyToVerify",
        };
        var next = record.Status == AccountabilityStatus.Deferred ? "wait" : missing.Count > 0 ? missing[0].Clause : "verify";
        return new(at, verdict, next, missing);
    }

    /// <summary>
    /// The head of the handling unit; where it has none, the head of the petition office above. A sealed case stays with its officers, what a
    /// reviewing body missed with that body: its head, else its reviewers.
    /// </summary>
    private static string OwnerOf(StepContext step, AccountabilityRecord record)
    {
        var (c, reference) = (step.Case, step.Reference);
        if (record.Unit is { } body)
        {
            var head = OwnerIn(body, reference);
            return $"{head.Role}@{head.Unit}";
        }
        if (c.Flags.Sealed)
            return $"{Roles.Discipline}@{c.HandlingUnit}";
        if (reference.Holders(Roles.UnitHead, c.HandlingUnit).Any())
            return $"{Roles.UnitHead}@{c.HandlingUnit}";
        var post = TaskRouting.Find(Roles.EstateHead, Roles.UnitHead, c, reference, step.Day);
        return $"{post.Role}@{post.Unit}";
    }

    /// <summary>Who fills the record that a drawing speaks of, where it is about a reviewing body; null for the handling unit's own.</summary>
    internal static Post? PostOf(Case c, string? about, string role, Reference reference) =>
        role != Roles.Supervisor && c.AccountabilityRecords.FirstOrDefault(r => About(r) == about)?.Unit is { } body ? OwnerIn(body, reference) : null;

    private static Post OwnerIn(string body, Reference reference)
    {
        if (reference.Holders(Roles.UnitHead, body).Any())
            return new(Roles.UnitHead, body, null);
        foreach (var role in new[] { Roles.Reviewer, Roles.Reexaminer })
            if (reference.Holders(role).FirstOrDefault(p => reference.BodyOf(p.Unit)?.Code == body) is { } owner)
                return new(role, owner.Unit, null);
        return new(Roles.UnitHead, body, null);
    }

    /// <summary>The supervisors in whose area the case lies, or the one who was appointed because there is none.</summary>
    private static string SupervisorOf(StepContext step, AccountabilityRecord record)
    {
        var c = step.Case;
        if (c.Flags.Sealed)
            return $"{Roles.Discipline}@{c.HandlingUnit}";
        return c.Tasks.LastOrDefault(task => task.Kind == "verifyAccountability" && task.About == About(record))?.Assignee
            ?? $"{Roles.Supervisor}@{Supervisors(step).First().Unit}";
    }

    /// <summary>Supervisors who may verify: those whose area holds the case, else all.</summary>
    private static IReadOnlyList<Person> Supervisors(StepContext step)
    {
        var (c, reference) = (step.Case, step.Reference);
        var all = reference.Holders(Roles.Supervisor).ToList();
        var near = all.Where(p => Access.InvolvedUnits(c).Any(unit => reference.IsWithin(unit, reference.AreaOf(p.Unit)))).ToList();
        return near.Count > 0 ? near : all;
    }

    /// <summary>
    /// A case of the enterprise's own departments lies in no supervisor's area. Somebody outside must verify all the same, so one is appointed
    /// by a task; the task is also what lets this person read the case.
    /// </summary>
    private static void Appoint(StepContext step, AccountabilityRecord record)
    {
        var (c, reference) = (step.Case, step.Reference);
        if (c.Flags.Sealed || Supervisors(step) is not { Count: > 0 } supervisors
            || Access.InvolvedUnits(c).Any(unit => reference.IsWithin(unit, reference.AreaOf(supervisors[0].Unit))))
            return;
        var person = supervisors.FirstOrDefault(p => p.AbsenceOn(step.Day) is null) ?? supervisors[0];
        step.OpenTask(new CaseTask
        {
            No = c.NextId(), Kind = "verifyAccountability", Role = Roles.Supervisor, Unit = person.Unit, Assignee = person.Id,
            OpenedAt = step.HappenedAt, About = About(record),
        });
    }

    private static Dictionary<string, string> Facts(AccountabilityRecord record, string next) => new()
    {
        ["record"] = record.No.ToString(CultureInfo.InvariantCulture), ["trigger"] = record.Trigger, ["next"] = next,
    };
}
