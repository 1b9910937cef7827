using System.Globalization;

namespace Petitions.Cases;

/// <summary>
/// T08 and its objection (T09), articles 22 and 23. The sender's 15 days end with the transfer, which tells the petitioner where it went;
/// each receiver has its own from its own receipt; the first date stays visible (CLK-FIRST15).
/// </summary>
public static class Transfers
{
    private const int ObjectionDecisionWorkdays = 2;

    private static readonly string[] Receivers = [Roles.Handler, Roles.UnitHead, Roles.Triage, Roles.Intake, Roles.Town, Roles.Police];

    internal static void Rules(RuleBook book)
    {
        book.On<Transfer>("transfer", VerbKind.Main, "T08", [Roles.Triage, Roles.CommunityHead, Roles.Duty], [CaseState.Registered], Send);
        book.OpenOnly<Transfer>();
        book.On<ReceiveTransfer>("receiveTransfer", VerbKind.Ambient, "T08", Receivers, [CaseState.Transferred], (step, _) => Receive(step));
        book.On<RaiseObjection>("raiseObjection", VerbKind.Ambient, "T09", [Roles.Handler, Roles.Town, Roles.Police], [CaseState.Transferred], RaiseObjection);
        book.On<SignObjection>("signObjection", VerbKind.Ambient, "T09", [Roles.UnitHead, Roles.Town, Roles.Police], [CaseState.Transferred],
            (step, _) => SignObjection(step));
        book.On<DecideObjection>("decideObjection", VerbKind.Main, "T09", [Roles.Triage, Roles.CommunityHead], [CaseState.Transferred], DecideObjection);
        book.On<ReportBack>("reportBack", VerbKind.Ambient, "T08", [.. Standing.Handlers, Roles.Triage], CaseStates.Open, ReportBack);
        book.OnTimer("receipt", CountAsReceived);
        book.WhenSettled(AwaitReceipt);
        book.React<TaskOverdue>(AskAboveTheDecider);
    }

    private static void Send(StepContext step, Transfer order)
    {
        var c = step.Case;
        var from = c.Holder;
        CheckSender(step);
        var to = order.To is { } unit && step.Reference.Unit(unit) is not null && unit != from ? unit : throw Refusals.FieldInvalid("to");
        var coUnits = CoUnits(step, order, to);
        CheckTarget(step, order, to);
        if (order.Kind is not ("transfer" or "assign") || order.Kind == "assign" && order.ReportBackBy is null)
            throw Refusals.FieldInvalid(order.Kind == "assign" ? "reportBackBy" : "kind");
        if (order.ReportBackBy < step.Day)
            throw Refusals.FieldInvalid("reportBackBy", order.ReportBackBy);
        var transfer = new CaseTransfer(c.NextId(), from, to, order.Kind, order.ReportBackBy, step.HappenedAt);
        step.Raise(new TransferSent(transfer, coUnits, step.Keep(order.OverrideReason, TextKind.Reason)));
        TellWhereItWent(step, from);
        foreach (var coUnit in coUnits)
            OpenReport(step, "coHandling", coUnit, null);
        if (order.ReportBackBy is { } by)
            OpenReport(step, "reportBack", to, by);
    }

    /// <summary>
    /// Until the next working day is over the unit may confirm; while no calendar tells which day that is, nothing counts as received by itself.
    /// A calendar that comes later gives it the day on which it came.
    /// </summary>
    private static void AwaitReceipt(StepContext step)
    {
        if (step.Case is not { State: CaseState.Transferred, CurrentTransfer: { ReceivedAt: null } transfer }
            || step.Case.Timers.Exists(t => t.Kind == "receipt" && t.Ref == Ref(transfer))
            || step.Reference.Calendar.TryAddWorkingDays(Local.DateOf(transfer.SentAt), 1) is not { } day)
            return;
        var today = Local.DateOf(step.Now);
        step.SetTimer("receipt", Ref(transfer), Local.EndOf(day < today ? today : day));
    }

    // A tip is seen by the duty officer alone; all other matters are passed on by the desk that holds them.
    private static void CheckSender(StepContext step) =>
        Standing.Require(
            step.Actor.Has(Roles.Duty) && !step.Actor.Has(Roles.Triage) ? step.Case.Flags.Confidential || Intake.IsEmergency(step.Case)
                : Standing.CoversUnit(step, step.Case.Holder), "transfer");

    /// <summary>Joint handling has exactly one lead, and the case goes to it (article 24). Who helps is competent for it or for one of its requests.</summary>
    /// <exception cref="Refused">LEAD_UNIT_REQUIRED; EMPLOYER_CONSENT_REQUIRED; FIELD_INVALID: not there on the day; UNIT_NOT_COMPETENT without a reason.</exception>
    private static List<string> CoUnits(StepContext step, Transfer order, string to)
    {
        var units = (order.CoUnits ?? []).Where(u => u != to).Distinct().ToList();
        if (units.Count > 0 && order.Lead != to || order.Lead is not null && order.Lead != to)
            throw Refusals.LeadUnitRequired();
        foreach (var unit in units)
            EmployerGuard.Require(step.Case, unit, "coUnits", step.Reference);
        if (units.Any(u => step.Reference.Unit(u)?.IsActiveOn(step.Day) != true))
            throw Refusals.FieldInvalid("coUnits");
        if (order.OverrideReason is null or { IsBlank: true }
            && units.Find(u => !Jurisdiction.MayHelp(u, step.Case, step.Day, step.Reference)) is { } stranger)
            throw Refusals.UnitNotCompetent(stranger, "coUnits");
        return units;
    }

    private static void CheckTarget(StepContext step, Transfer order, string to)
    {
        var (c, reference) = (step.Case, step.Reference);
        EmployerGuard.Require(c, to, "to", reference);
        if (reference.Unit(to) is { } unit && !unit.IsActiveOn(step.Day))
            throw Refusals.UnitNotCompetent(to);
        if (!Jurisdiction.IsCompetent(to, c, step.Day, reference) && order.OverrideReason is null or { IsBlank: true })
            throw Refusals.UnitNotCompetent(to);
    }

    private static void TellWhereItWent(StepContext step, string from)
    {
        var c = step.Case;
        Documents.Issue(step, "transfer-slip", from);
        if (!c.Flags.Anonymous)
            Documents.Issue(step, "transfer-notice", from);
        foreach (var code in new[] { "CLK-NOTICE15", "CLK-TRANSFER15" })
            Clocks.Stop(step, code, step.HappenedAt, "transfer", from);
        var tellsFirst = Natures.HasNoticeClock(c.Nature) && !c.Flags.Anonymous;
        if (tellsFirst && c.Clocks.All(k => k.Code != "CLK-FIRST15"))
            Clocks.Start(step, "CLK-FIRST15", c.ReceivedAt, "firstReceived");
    }

    private static void OpenReport(StepContext step, string kind, string unit, DateOnly? by) =>
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = kind, Role = Roles.Handler, Unit = unit, OpenedAt = step.Now, DueAt = by is { } day ? Local.EndOf(day) : null,
        });

    private static void Receive(StepContext step)
    {
        Standing.Require(Standing.OfUnit(step, step.Case.Holder), "receiveTransfer");
        if (step.Case.CurrentTransfer is not { ReceivedAt: null } transfer)
            throw Refusals.WrongState(step.Case.State, "receiveTransfer");
        Receive(step, transfer, false);
    }

    private static void CountAsReceived(StepContext step, CaseTimer timer)
    {
        if (step.Case.State == CaseState.Transferred && step.Case.CurrentTransfer is { ReceivedAt: null } transfer && Ref(transfer) == timer.Ref)
        {
            // 24:00 of the day still belongs to it; the unit's own days count from the next one.
            step.HappenedAt = timer.DueAt.AddSeconds(-1);
            Receive(step, transfer, true);
        }
    }

    private static void Receive(StepContext step, CaseTransfer transfer, bool deemed)
    {
        step.ClearTimers("receipt", Ref(transfer));
        step.Raise(new TransferReceived(transfer.No, transfer.To, step.HappenedAt, deemed));
        var c = step.Case;
        if (Natures.HasNoticeClock(c.Nature) && !c.Flags.Anonymous)
            Clocks.StartNotice(step, transfer.To, step.HappenedAt, "receivedByTransfer");
        if (c.Nature != Natures.Tip && !transfer.Final)
            Clocks.Start(step, "CLK-OBJECT5WD", step.HappenedAt, "receivedByTransfer", transfer.To);
    }

    /// <summary>The transfer as the unit has it in hand: acting on it is receiving it.</summary>
    private static CaseTransfer InHand(StepContext step)
    {
        if (step.Case.CurrentTransfer is { ReceivedAt: null } unreceived)
            Receive(step, unreceived, false);
        return step.Case.CurrentTransfer ?? throw Refusals.WrongState(step.Case.State, "raiseObjection");
    }

    /// <summary>Accepted by the receiver: it has the case in hand and gives up its objection.</summary>
    internal static void EndWindow(StepContext step)
    {
        if (step.Case.State != CaseState.Transferred)
            return;
        InHand(step);
        Clocks.Cancel(step, "CLK-OBJECT5WD", "accept");
        step.EndTasks(t => t.Instance is null && t.Kind is "decideObjection" or "decideJurisdiction", TaskStatus.Cancelled, "accept");
    }

    private static void RaiseObjection(StepContext step, RaiseObjection order)
    {
        var c = step.Case;
        Standing.Require(Standing.OfUnit(step, c.Holder), "raiseObjection");
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ObjectionReasonRequired();
        if (c.CurrentTransfer is { Final: true } || c.Transfers.Any(t => t.To == c.Holder && t.Objection is not null))
            throw Refusals.ObjectionAlreadyUsed();
        var transfer = InHand(step);
        CheckWindow(step);
        step.Raise(new ObjectionRaised(transfer.No, new Objection(step.Actor.Id, step.HappenedAt, step.KeepRequired(order.Reason, TextKind.Reason))));
    }

    private static void SignObjection(StepContext step)
    {
        var c = step.Case;
        Standing.Require(Standing.HeadsUnit(step, c.Holder) || step.Actor.Has(Roles.Police) && Standing.OfUnit(step, c.Holder), "signObjection");
        if (c.CurrentTransfer is not { Objection: { SignedBy: null } } transfer)
            throw Refusals.ObjectionNotRaised();
        CheckWindow(step);
        step.Raise(new ObjectionSigned(transfer.No, step.Actor.Id, step.HappenedAt));
        Clocks.Stop(step, "CLK-OBJECT5WD", step.HappenedAt, "objection", c.Holder);
        var post = TaskRouting.Find(Roles.Triage, Roles.CommunityHead, c, step.Reference, step.Day);
        step.OpenTask(new CaseTask
        {
            No = c.NextId(), Kind = "decideObjection", Role = post.Role, Unit = transfer.From, Offers = ["decideObjection"], OpenedAt = step.Now,
            DueAt = Local.EndOf(NextWorkday(step, ObjectionDecisionWorkdays)), About = $"objection:{transfer.No}",
        });
    }

    /// <summary>Undecided after two working days: the head of the desk that owes the decision is asked to see to it, as rung 1 does.</summary>
    private static void AskAboveTheDecider(StepContext step, TaskOverdue overdue)
    {
        if (step.Case.Tasks.FirstOrDefault(t => t.No == overdue.No) is { Kind: "decideObjection" } task && Ladder.AddressAbove(step, task) is { } to)
            Notices.Tell(step, to, "objectionOverdue",
                new Dictionary<string, string> { ["from"] = task.Unit ?? "", ["to"] = step.Case.Holder }, action: true, about: task.About);
    }

    private static void CheckWindow(StepContext step)
    {
        var window = step.Case.Clocks.LastOrDefault(k => k.Code == "CLK-OBJECT5WD" && k.Unit == step.Case.Holder);
        if (window is { EffectiveDue: { } due } && !window.IsInTime(step.HappenedAt))
            throw Refusals.ObjectionTooLate(due);
    }

    private static void DecideObjection(StepContext step, DecideObjection order)
    {
        if (step.Case.CurrentTransfer is not { Objection: { SignedBy: not null, Accepted: null } } transfer)
            throw Refusals.ObjectionNotRaised();
        Standing.Require(Standing.CoversUnit(step, transfer.From) && !Standing.OfUnit(step, transfer.To) || step.Actor.IsSystem
            || Standing.SameBody(step.Reference, transfer.From, transfer.To) && Standing.CoversUnit(step, transfer.From), "decideObjection");
        if (!order.Accepted && order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        step.Raise(new ObjectionDecided(transfer.No, order.Accepted, step.Keep(order.Reason, TextKind.Reason), step.Actor.Id));
        step.EndTasks(t => t.Instance is null && t.Kind == "decideObjection", TaskStatus.Done, order.Accepted ? "accepted" : "refused");
        if (order.Accepted)
            GiveBack(step, transfer);
    }

    private static void GiveBack(StepContext step, CaseTransfer transfer)
    {
        Documents.Issue(step, "return-slip", transfer.To);
        EndClocksOf(step, transfer.To, "returned");
        step.EndTasks(t => t.Instance is null && t.Kind is "coHandling" or "reportBack", TaskStatus.Cancelled, "returned");
    }

    /// <summary>The unit is no longer bound: its own 15 days and its window end without a verdict.</summary>
    internal static void EndClocksOf(StepContext step, string unit, string because)
    {
        foreach (var clock in step.Case.Clocks.Where(k => k.IsRunning && k.Unit == unit && k.Code is "CLK-NOTICE15" or "CLK-TRANSFER15" or "CLK-OBJECT5WD").ToList())
            if (clock.IsRunning && clock.Unit == unit)
                Clocks.Cancel(step, clock, because);
    }

    private static void ReportBack(StepContext step, ReportBack order)
    {
        var unit = ReportingUnit(step);
        Standing.Require(unit is not null, "reportBack");
        if (order.Text is null || order.Text.IsBlank)
            throw Refusals.FieldInvalid("text");
        step.Raise(new ReportedBack(unit!, step.KeepRequired(order.Text, TextKind.Statement)));
        Documents.Issue(step, "report-back", unit);
        step.EndTasks(t => t.Instance is null && t.Unit == unit && t.Kind is "coHandling" or "reportBack", TaskStatus.Done, "reported");
    }

    private static string? ReportingUnit(StepContext step)
    {
        var c = step.Case;
        var candidates = c.CoHandlingUnits.Append(c.HandlingUnit).Append(c.Holder);
        return candidates.FirstOrDefault(u => u == step.Actor.Unit) ?? candidates.FirstOrDefault(u => Standing.OfUnit(step, u));
    }

    internal static DateOnly NextWorkday(StepContext step, int days)
    {
        var calendar = step.Reference.Calendar;
        return calendar.TryAddWorkingDays(step.Day, days) ?? step.Day.AddDays(days);
    }

    private static string Ref(CaseTransfer transfer) => transfer.No.ToString(CultureInfo.InvariantCulture);
}
