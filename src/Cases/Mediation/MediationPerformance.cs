using System.Globalization;

namespace Petitions.Cases;

// After the agreement: promises with their last days, judicial confirmation, enforcement. All of it goes on when the case is closed.
public static partial class Mediation
{
    private static readonly string[] ConfirmationSteps = ["asked", "accepted", "confirmed", "refused"];

    /// <summary>Days after the agreement came into force at which both parties are reminded that they may ask the court.</summary>
    private static readonly int[] ConfirmationReminders = [15, 25];

    /// <summary>One row for each day on which something is promised.</summary>
    public const string PerformanceClock = "CLK-PERF";

    private const int RemindDaysBefore = 3;

    private static void PerformanceRules(RuleBook book)
    {
        string[] recorders = [.. Conductors, Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.Intake];
        book.On<RecordPerformance>("recordPerformance", VerbKind.Ambient, "T15b", recorders, null, RecordPerformance);
        book.On<RecordConfirmation>("recordConfirmation", VerbKind.Ambient, "T15b", recorders, null, RecordConfirmation);
        book.On<TellEnforcement>("tellEnforcement", VerbKind.Ambient, "T15b", recorders, null, TellEnforcement);
        book.OnTimer("performance", PromiseDayPassed);
        book.OnTimer("performanceReminder", RemindOfPromise);
        book.OnTimer("confirmation", RemindOfConfirmation);
        book.React<ClockRanOut>(TellEndOfConfirmation);
    }

    /// <summary>True while a promise is broken (T19). Promises whose day is still to come are planned and hold nothing.</summary>
    public static bool PerformanceBlocksClosure(Case c) => c.Mediations.Any(m => m.Status == MediationStatus.Breached);

    /// <summary>True while an oral agreement has no record of the mediator (T19).</summary>
    public static bool OralRecordMissing(Case c) => c.Mediations.Any(m => m.LacksOralRecord);

    private static void WatchPromises(StepContext step, MediationFile file)
    {
        foreach (var item in file.Performance)
            if (item.KeepBy is { } day)
            {
                step.SetTimer("performance", Ref(file.No, item.No), Local.EndOf(day));
                if (Local.At(day.AddDays(-RemindDaysBefore), 9) > step.HappenedAt)
                    step.SetTimer("performanceReminder", Ref(file.No, item.No), Local.At(day.AddDays(-RemindDaysBefore), 9));
            }
    }

    private static void StopWatching(StepContext step, int file, int item)
    {
        step.ClearTimers("performance", Ref(file, item));
        step.ClearTimers("performanceReminder", Ref(file, item));
    }

    /// <summary>The committee supervises performance (people's mediation law, article 31): both parties and the mediator hear of it before the day.</summary>
    private static void RemindOfPromise(StepContext step, CaseTimer timer)
    {
        foreach (var file in step.Case.Mediations)
            if (file.Performance.FirstOrDefault(item => Ref(file.No, item.No) == timer.Ref) is { DoneOn: null, KeepBy: { } day })
            {
                var facts = new Dictionary<string, string> { ["keepBy"] = Iso(day) };
                TellParties(step, "performanceReminder", facts);
                foreach (var mediator in file.Mediators)
                    Notices.Tell(step, mediator, "performanceReminder", facts);
            }
    }

    /// <exception cref="Refused">AGREEMENT_NOT_FOUND; FIELD_INVALID: no such promise, a day to come, or more than was promised.</exception>
    private static void RecordPerformance(StepContext step, RecordPerformance order)
    {
        if (step.Case.Mediations.All(m => m.Agreement is null) && step.Case.Reviews.Any(r => r.Performance.Count > 0))
        {
            Reviews.Perform(step, order);
            return;
        }
        var file = AgreedFile(step);
        if (file.Performance.All(item => item.No != order.Item))
            throw Refusals.FieldInvalid("item", order.Item);
        if (order.DoneOn > Local.DateOf(step.Now))
            throw Refusals.FieldInvalid("doneOn", order.DoneOn);
        var promised = file.Performance.Single(item => item.No == order.Item);
        if (order.Amount is { } paid && (paid <= 0 || promised.Amount is not { } whole || promised.Paid + paid > whole))
            throw Refusals.FieldInvalid("amount", paid);
        if (order.Amount is { } part && promised.Paid + part < promised.Amount)
        {
            step.Raise(new PartPerformed(file.No, order.Item, promised.Paid + part));
            return;
        }
        step.Raise(new PerformanceRecorded(file.No, order.Item, order.DoneOn));
        StopWatching(step, file.No, order.Item);
        EndDay(step, file.No, promised.KeepBy);
    }

    /// <summary>With the last thing that was promised for a day its clock ends, at the end of the day on which it was done.</summary>
    private static void EndDay(StepContext step, int file, DateOnly? day)
    {
        var items = step.Case.Mediations.Single(m => m.No == file).Performance.Where(item => item.KeepBy == day).ToList();
        if (items.Any(item => item.DoneOn is null) || step.Case.Clocks.FirstOrDefault(k => k.IsRunning && k.Code == PerformanceClock && k.EffectiveDue == day) is not { } clock)
            return;
        var done = Local.LastOf(items.Max(item => item.DoneOn)!.Value);
        Clocks.Stop(step, clock, done < step.HappenedAt ? done : step.HappenedAt, "performed");
    }

    /// <summary>BREACHED by itself, at 24:00 of the last day. The parties learn of the court way, or of enforcement if the court confirmed.</summary>
    private static void PromiseDayPassed(StepContext step, CaseTimer timer)
    {
        foreach (var file in step.Case.Mediations)
            if (file.Performance.FirstOrDefault(item => Ref(file.No, item.No) == timer.Ref) is { DoneOn: null, KeepBy: { } day } broken)
            {
                step.Raise(new AgreementBreached(file.No, broken.No, day.AddDays(1)));
                var template = file.Confirmation?.ConfirmedOn is null ? "agreementBreached" : "confirmedAgreementBreached";
                var facts = new Dictionary<string, string> { ["keepBy"] = Iso(day) };
                TellParties(step, template, facts);
                foreach (var mediator in file.Mediators)
                    Notices.Tell(step, mediator, template, facts, action: true);
                return;
            }
    }

    /// <summary>CLK-JC30 from the day in force, with a reminder to both parties on day 15 and 25.</summary>
    private static void OfferConfirmation(StepContext step, int file, DateOnly inForceOn)
    {
        if (step.Case.RunningOrSuspended("CLK-JC30") is { } earlier)
            Clocks.Cancel(step, earlier, "agreementReplaced");
        Clocks.Start(step, "CLK-JC30", Local.At(inForceOn, 0), "agreementInForce");
        foreach (var days in ConfirmationReminders)
            step.ClearTimers("confirmation", Ref(file, days));
        foreach (var days in ConfirmationReminders)
            step.SetTimer("confirmation", Ref(file, days), Local.At(inForceOn.AddDays(days), 9));
    }

    private static void RemindOfConfirmation(StepContext step, CaseTimer timer)
    {
        var file = step.Case.Mediations.FirstOrDefault(m => ConfirmationReminders.Any(days => Ref(m.No, days) == timer.Ref));
        if (file is { Confirmation: null, Agreement: not null } && step.Case.RunningOrSuspended("CLK-JC30") is { EffectiveDue: { } due })
            TellParties(step, "confirmationReminder", new Dictionary<string, string> { ["due"] = Iso(due) });
    }

    /// <summary>The 30 days are over and nobody asked: both parties learn that the agreement binds them all the same.</summary>
    private static void TellEndOfConfirmation(StepContext step, ClockRanOut ended)
    {
        if (ended.Code == "CLK-JC30")
            TellParties(step, "confirmationEnded", new Dictionary<string, string>());
    }

    /// <summary>What the court was asked and what it said. Asking stops the clock of the right, at the day of asking.</summary>
    /// <exception cref="Refused">AGREEMENT_NOT_FOUND unless the agreement is written; FIELD_INVALID: unknown step, a day to come, out of order;
    /// MEDIATION_ALREADY_CONFIRMED; CONFIRMATION_NOT_ALLOWED; CONFIRMATION_WINDOW_CLOSED.</exception>
    private static void RecordConfirmation(StepContext step, RecordConfirmation order)
    {
        var file = AgreedFile(step);
        if (file.Agreement!.Form != Agreement.Written || file.Kind != MediationFile.People)
            throw Refusals.AgreementNotThere();
        if (file.Agreement.NotConfirmable is { } about)
            throw Refusals.ConfirmationNotAllowed(about);
        if (file.Confirmation?.ConfirmedOn is not null)
            throw Refusals.MediationAlreadyConfirmed();
        if (!ConfirmationSteps.Contains(order.Step) || order.Step != "asked" && file.Confirmation?.AskedOn is null)
            throw Refusals.FieldInvalid("step", order.Step);
        if (order.On > Local.DateOf(step.Now) || order.On < (file.Confirmation?.AskedOn ?? file.Agreement.InForceOn))
            throw Refusals.FieldInvalid("on", order.On);
        if (order.Step == "asked" && step.Case.Clocks.LastOrDefault(k => k.Code == "CLK-JC30") is { AwaitsRoll: false, EffectiveDue: { } due } && order.On > due)
            throw Refusals.ConfirmationWindowClosed(due);
        step.Raise(new ConfirmationRecorded(file.No, order.Step, order.On));
        if (order.Step != "asked")
            return;
        Clocks.Stop(step, "CLK-JC30", Local.At(order.On, 0), "confirmationAsked");
        Documents.Issue(step, "confirmation-application", file.Committee);
        foreach (var days in ConfirmationReminders)
            step.ClearTimers("confirmation", Ref(file.No, days));
    }

    /// <summary>Tells in writing, with proof, how the broken part can be enforced.</summary>
    /// <exception cref="Refused">AGREEMENT_NOT_BREACHED, AGREEMENT_NOT_FOUND, SERVICE_PROOF_REQUIRED.</exception>
    private static void TellEnforcement(StepContext step, TellEnforcement order)
    {
        var file = AgreedFile(step);
        if (file.Status != MediationStatus.Breached)
            throw Refusals.AgreementNotBreached();
        var kind = file.Confirmation?.ConfirmedOn is null ? "court-way-notice" : "enforcement-notice";
        var notice = Documents.Issue(step, kind, file.Committee);
        var at = Documents.Serve(step, notice.No, order.Proof);
        step.Raise(new EnforcementTold(file.No, notice.No, at));
    }

    private static MediationFile AgreedFile(StepContext step) =>
        step.Case.Mediations.LastOrDefault(m => m.Agreement is not null) ?? throw Refusals.AgreementNotThere();

    private static void TellParties(StepContext step, string template, IReadOnlyDictionary<string, string> facts)
    {
        foreach (var party in Parties(step.Case).Where(no => no > 0))
            Notices.Tell(step, $"P:{party.ToString(CultureInfo.InvariantCulture)}", template, facts);
    }

    private static string Ref(int file, int item) => string.Create(CultureInfo.InvariantCulture, $"{file}:{item}");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
