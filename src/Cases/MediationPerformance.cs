using System.Globalization;

namespace Petitions.Cases;

// After the agreement: promises with their last days, judicial confirmation, enforcement. All of it goes on when the case is closed.
public static partial class Mediation
{
    private static readonly string[] ConfirmationSteps = ["asked", "accepted", "confirmed", "refused"];

    /// <summary>Days after the agreement came into force at which both parties are reminded that they may ask the court.</summary>
    private static readonly int[] ConfirmationReminders = [15, 25];

    private static void PerformanceRules(RuleBook book)
    {
        string[] recorders = [.. Conductors, Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.Intake];
        book.On<RecordPerformance>("recordPerformance", VerbKind.Ambient, "T15b", recorders, null, RecordPerformance);
        book.On<RecordConfirmation>("recordConfirmation", VerbKind.Ambient, "T15b", recorders, null, RecordConfirmation);
        book.On<TellEnforcement>("tellEnforcement", VerbKind.Ambient, "T15b", recorders, null, TellEnforcement);
        book.OnTimer("performance", PromiseDayPassed);
        book.OnTimer("confirmation", RemindOfConfirmation);
    }

    /// <summary>True while a promise is broken (T19). Promises whose day is still to come are planned and hold nothing.</summary>
    public static bool PerformanceBlocksClosure(Case c) => c.Mediations.Any(m => m.Status == MediationStatus.Breached);

    /// <summary>True while an oral agreement has no record of the mediator (T19).</summary>
    public static bool OralRecordMissing(Case c) => c.Mediations.Any(m => m.LacksOralRecord);

    private static void WatchPromises(StepContext step, MediationFile file)
    {
        foreach (var item in file.Performance)
            if (item.KeepBy is { } day)
                step.SetTimer("performance", Ref(file.No, item.No), Local.EndOf(day));
    }

    /// <exception cref="Refused">AGREEMENT_NOT_FOUND; FIELD_INVALID: no such promise, or a day to come.</exception>
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
        step.Raise(new PerformanceRecorded(file.No, order.Item, order.DoneOn));
        step.ClearTimers("performance", Ref(file.No, order.Item));
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

    /// <summary>What the court was asked and what it said. Asking stops the clock of the right, at the day of asking.</summary>
    /// <exception cref="Refused">AGREEMENT_NOT_FOUND unless the agreement is written; FIELD_INVALID: unknown step, a day to come, out of order;
    /// MEDIATION_ALREADY_CONFIRMED.</exception>
    private static void RecordConfirmation(StepContext step, RecordConfirmation order)
    {
        var file = AgreedFile(step);
        if (file.Agreement!.Form != Agreement.Written || file.Kind == MediationFile.Police)
            throw Refusals.AgreementNotThere();
        if (file.Confirmation?.ConfirmedOn is not null)
            throw Refusals.MediationAlreadyConfirmed();
        if (!ConfirmationSteps.Contains(order.Step) || order.Step != "asked" && file.Confirmation?.AskedOn is null)
            throw Refusals.FieldInvalid("step", order.Step);
        if (order.On > Local.DateOf(step.Now) || order.On < (file.Confirmation?.AskedOn ?? file.Agreement.InForceOn))
            throw Refusals.FieldInvalid("on", order.On);
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
