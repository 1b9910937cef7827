using System.Globalization;

namespace Petitions.Cases;

// Who says that a record has passed, and what may wait (handbook §6.3).
public static partial class Accountability
{
    /// <summary>Passes the record, or returns one clause with a reason.</summary>
    /// <exception cref="Refused">VERIFIER_NOT_INDEPENDENT (SOD-4), CLAUSE_INCOMPLETE with everything missing, REASON_REQUIRED,
    /// ACCOUNTABILITY_NOT_FOUND, ACCOUNTABILITY_ALREADY_PASSED.</exception>
    private static void Verify(StepContext step, VerifyAccountability order)
    {
        var record = Fillable(step, order.Record);
        if (!IsIndependent(step, record))
            throw Refusals.VerifierNotIndependent();
        if (order.ReturnClause is { } clause)
        {
            Return(step, record, clause, order.Reason);
            return;
        }
        if (Clauses.Missing(record) is { Count: > 0 } missing)
            throw Refusals.ClausesIncomplete(missing);
        step.Raise(new AccountabilityPassed(record.No, step.Actor.Id, step.HappenedAt));
        if (ClockOf(step.Case, record) is { } clock)
            Clocks.Stop(step, clock, step.HappenedAt, step.Actor.Id);
        step.EndTasks(task => task.About == About(record), TaskStatus.Done, "passed");
        foreach (var days in FollowUpDays)
            step.SetTimer("followUp", FollowUpRef(record, days), Local.At(step.Day.AddDays(days), 9));
        AskAgain(step, step.Case.AccountabilityRecord(record.No)!);
    }

    private static void Return(StepContext step, AccountabilityRecord record, string clause, Words? reason)
    {
        if (!record.Clauses.Contains(clause))
            throw Refusals.FieldInvalid("returnClause", clause);
        if (reason is not { IsBlank: false })
            throw Refusals.ReasonRequired();
        step.Raise(new AccountabilityReturned(record.No, new ClauseReturn(clause, step.KeepRequired(reason, TextKind.Reason), step.Actor.Id)));
        Notices.Tell(step, OwnerOf(step, record), "accountabilityReturned", Facts(record, clause), action: true);
    }

    /// <summary>
    /// SOD-4: outside every unit that handled, has written no clause, is not named and decided nothing. The supervision office of a body
    /// is outside the units it checks, even where it stands below the same body. A sealed record stays in the sealed line: a second officer verifies.
    /// </summary>
    private static bool IsIndependent(StepContext step, AccountabilityRecord record)
    {
        var (c, actor, reference) = (step.Case, step.Actor, step.Reference);
        // Whoever stands in for an absent supervisor brings his own part in the matter along.
        if (new[] { actor.Id, actor.DelegateOf }.OfType<string>().Any(person => TookPart(c, record, person))
            || record.Responsible.Any(party => party.Unit == actor.Unit))
            return false;
        if (c.Flags.Sealed)
            return actor.Has(Roles.Discipline) && !c.Accusation.Officers.Contains(actor.Id);
        if (!actor.Has(Roles.Supervisor) || actor.Unit is not { } own)
            return false;
        string[] units = [.. c.CoHandlingUnits, c.HandlingUnit, .. record.Unit is { } body ? new[] { body } : []];
        return new[] { own, reference.Person(actor.Id)?.Unit }.OfType<string>().All(seat =>
            units.All(unit => seat != unit && (reference.Unit(seat)?.Kind == "supervision" || !reference.IsWithin(seat, unit))));
    }

    private static bool TookPart(Case c, AccountabilityRecord record, string person) =>
        record.Authors.Contains(person) || record.Responsible.Any(party => party.Person == person)
        || record.NobodyAtFault?.ApprovedBy == person || c.Handler == person || c.FormerHandlers.Contains(person);

    /// <summary>At most once, at most 60 days, and only while an outside body decides. CLK-3NLG then ends with the deferral.</summary>
    /// <remarks>A leader decides. No leader may see a sealed case: there an officer decides who has not acted on it.</remarks>
    /// <exception cref="Refused">DEFERRAL_NOT_ALLOWED (usedUp, tooLong, past, notOutside), REASON_REQUIRED; SECOND_PERSON_REQUIRED in a sealed case.</exception>
    private static void Defer(StepContext step, DeferAccountability order)
    {
        var record = Fillable(step, order.Record);
        Standing.Require(step.Case.Flags.Sealed || step.Actor.Has(Roles.Leader), "deferAccountability");
        if (step.Case.Flags.Sealed && (step.Case.Accusation.Officers.Contains(step.Actor.Id) || TookPart(step.Case, record, step.Actor.Id)))
            throw Refusals.SecondPersonRequired();
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        if (record.Deferral is not null)
            throw Refusals.DeferralNotAllowed("usedUp");
        if (order.Until <= step.Day)
            throw Refusals.DeferralNotAllowed("past");
        if (order.Until > step.Day.AddDays(LongestDeferralDays))
            throw Refusals.DeferralNotAllowed("tooLong");
        if (step.Reference.Unit(order.AwaitedBody) is not { External: true })
            throw Refusals.DeferralNotAllowed("notOutside");
        var deferral = new Deferral(order.Until, order.AwaitedBody, step.KeepRequired(reason, TextKind.Reason), step.Actor.Id);
        step.Raise(new AccountabilityDeferred(record.No, deferral, MoveClock(step, record, order.Until)));
    }

    /// <summary>A deferral never shortens the time: an end before the clock's own leaves the clock alone.</summary>
    private static int MoveClock(StepContext step, AccountabilityRecord record, DateOnly until)
    {
        if (ClockOf(step.Case, record) is not { } clock || clock.EffectiveDue >= until)
            return record.Clock;
        Clocks.Cancel(step, clock, "deferred");
        return Clocks.Start(step, ClockCode, clock.StartedAt, "accountabilityDeferred", due: until).No;
    }

    private static string About(AccountabilityRecord record) => $"accountability:{record.No.ToString(CultureInfo.InvariantCulture)}";

    private static string FollowUpRef(AccountabilityRecord record, int days) => string.Create(CultureInfo.InvariantCulture, $"{record.No}+{days}");
}
