namespace Petitions.Cases;

/// <summary>
/// T28: emergencies. Minute clocks run night and day from the true beginning and end at the moment in the world, so an entry typed after the
/// night's work is in time if the work was (急事急办). Nothing here changes the state of the case.
/// </summary>
public static class Emergency
{
    private static readonly string[] Responders =
    [
        Roles.Duty, Roles.Intake, Roles.Triage, Roles.Building, Roles.Section, Roles.Handler, Roles.UnitHead, Roles.EstateHead,
        Roles.CommunityHead, Roles.Leader, Roles.Police, Roles.Town,
    ];

    private static readonly string[] Reporters = [.. Responders, Roles.Petitioner, Roles.Representative];

    /// <summary>The duty officer of the community; where none is in reach (an enterprise department), the head who answers for the unit.</summary>
    private static readonly string[] Commanders = [Roles.Duty, Roles.UnitHead, Roles.Leader];

    internal static void Rules(RuleBook book)
    {
        book.On<OpenEmergency>("openEmergency", VerbKind.Ambient, "T28", Reporters, CaseStates.Open, Open);
        book.On<StandDownEmergency>("standDownEmergency", VerbKind.Ambient, "T28", Commanders, null, StandDown);
        book.On<RecordEmergencyContact>("recordEmergencyContact", VerbKind.Ambient, "T28", Responders, null, (step, _) => RecordContact(step));
        book.On<RecordOnSite>("recordOnSite", VerbKind.Ambient, "T28", Responders, null, (step, _) => RecordOnSite(step));
        book.On<RecordEmergencyStatus>("recordEmergencyStatus", VerbKind.Ambient, "T28", Responders, null, RecordStatus);
        book.On<ReportUp>("reportUp", VerbKind.Ambient, "T28", Responders, CaseStates.Open, ReportUp);
        book.On<NotifyPolice>("notifyPolice", VerbKind.Ambient, "T28", Responders, CaseStates.Open, NotifyPolice);
        book.React<Registered>((step, _) => OpenByUrgency(step));
        book.WhenSettled(EndWithCase);
        book.Fact("reportUp", (c, reference, _) => ReportUpCode(c, reference) is not null);
    }

    private static void OpenByUrgency(StepContext step)
    {
        if (step.Case is { Urgency: "emergency", Emergency: null } c)
            Begin(step, c.ReceivedAt, null, accident: false);
    }

    /// <exception cref="Refused">REASON_REQUIRED; EMERGENCY_ALREADY_OPEN unless it has turned out to be an accident.</exception>
    private static void Open(StepContext step, OpenEmergency order)
    {
        if (order.Reason is not { IsBlank: false })
            throw Refusals.ReasonRequired();
        var reason = step.Keep(order.Reason, TextKind.Reason);
        if (step.Case.Emergency is not { IsOn: true } running)
        {
            Begin(step, step.HappenedAt, reason, order.Accident);
            return;
        }
        if (!order.Accident || running.Accident)
            throw Refusals.EmergencyAlreadyOpen();
        step.Raise(new AccidentFound(reason));
        StartReportUp(step, step.HappenedAt);
    }

    private static void Begin(StepContext step, DateTimeOffset at, int? reason, bool accident)
    {
        step.Raise(new EmergencyOpened(at, reason, accident, step.Actor.Id));
        Clocks.StartEmergency(step, at);
        StartReportUp(step, at);
        Alarm(step);
    }

    /// <summary>A case that is closed or ended has no emergency; what was missed stays missed.</summary>
    private static void EndWithCase(StepContext step)
    {
        if (step.Case is { IsOpen: false, State: not CaseState.Draft, Emergency.IsOn: true })
            TurnOff(step, null);
    }

    /// <summary>Rules on accidents, art. 9: one hour from the moment at which the head of the unit was told.</summary>
    private static void StartReportUp(StepContext step, DateTimeOffset at)
    {
        if (ReportUpCode(step.Case, step.Reference) is { } code && step.Case.Clocks.All(k => k.Code != code))
            Clocks.Start(step, code, at, "headTold");
    }

    /// <summary>The clock of the report that this emergency demands; null where the category asks for none, or only for accidents.</summary>
    private static string? ReportUpCode(Case c, Reference reference) =>
        reference.Categories.GetValueOrDefault(c.Category) is { ReportUpClock: { } code } category
        && c.Emergency is { } emergency && (!category.ReportUpOnlyIfAccident || emergency.Accident) ? code : null;

    private static void Alarm(StepContext step)
    {
        var post = TaskRouting.Find(Roles.Duty, Roles.Leader, step.Case, step.Reference, step.Day);
        // Whoever has the duty acts; the others of the post know of it. Without a rota everybody is called.
        var onDuty = step.Reference.DutyRota.At(post.Role, step.Now).Where(id => step.Reference.Person(id) is { } p && p.Unit == post.Unit && p.AbsenceOn(step.Day) is null).ToList();
        foreach (var officer in onDuty)
            Notices.Tell(step, officer, "emergencyOpened", Facts(step), action: true, urgent: true);
        Notices.Tell(step, $"{post.Role}@{post.Unit}", "emergencyOpened", Facts(step), action: onDuty.Count == 0, urgent: true);
        var category = step.Reference.Categories.GetValueOrDefault(step.Case.Category);
        if (category?.Minutes?.Police is not null)
            Notices.Tell(step, $"{Roles.Police}@{PoliceOffice(step)}", "emergencyPolice", Facts(step), action: true, urgent: true);
    }

    /// <summary>The police office on the category's route, else the one of the community.</summary>
    internal static string? PoliceOffice(StepContext step)
    {
        static bool IsPolice(OrgUnit? unit) => unit?.Kind is "police" or "police-office";
        var route = step.Reference.Categories.GetValueOrDefault(step.Case.Category)?.DefaultRoute ?? [];
        return route.FirstOrDefault(unit => IsPolice(step.Reference.Unit(unit)))
            ?? step.Reference.Units.Values.Where(u => u.Kind == "police-office").Select(u => u.Code).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    private static Dictionary<string, string> Facts(StepContext step) => new() { ["number"] = step.Case.Number ?? "", ["category"] = step.Case.Category };

    /// <exception cref="Refused">REASON_REQUIRED, EMERGENCY_NOT_OPEN.</exception>
    private static void StandDown(StepContext step, StandDownEmergency order)
    {
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        if (step.Case.Emergency is not { IsOn: true })
            throw Refusals.EmergencyNotOpen();
        TurnOff(step, step.KeepRequired(reason, TextKind.Reason));
    }

    private static void TurnOff(StepContext step, int? reason)
    {
        foreach (var clock in step.Case.Clocks.Where(k => k.IsRunning && k.Code.StartsWith("CLK-EMG-", StringComparison.Ordinal)).ToList())
            Clocks.Cancel(step, clock, "stoodDown");
        step.Raise(new EmergencyStoodDown(step.HappenedAt, reason, step.Actor.Id));
    }

    /// <exception cref="Refused">EMERGENCY_NOT_OPEN if there never was one.</exception>
    private static void RecordContact(StepContext step)
    {
        RequireEmergency(step);
        step.Raise(new EmergencyContacted(step.HappenedAt, step.Actor.Id));
        Clocks.Stop(step, "CLK-EMG-CONTACT", step.HappenedAt, step.Actor.Id);
    }

    /// <exception cref="Refused">EMERGENCY_NOT_OPEN if there never was one.</exception>
    private static void RecordOnSite(StepContext step)
    {
        RequireEmergency(step);
        step.Raise(new EmergencyReached(step.HappenedAt, step.Actor.Id));
        Clocks.Stop(step, "CLK-EMG-ONSITE", step.HappenedAt, step.Actor.Id);
    }

    /// <exception cref="Refused">EMERGENCY_NOT_OPEN if there never was one; FIELD_INVALID without words.</exception>
    private static void RecordStatus(StepContext step, RecordEmergencyStatus order)
    {
        RequireEmergency(step);
        step.Raise(new EmergencyStatusTold(new EmergencyStatus(step.HappenedAt, step.KeepRequired(order.Text, TextKind.Record), step.Actor.Id)));
        Clocks.Stop(step, "CLK-EMG-STATUS", step.HappenedAt, step.Actor.Id);
    }

    private static void RequireEmergency(StepContext step)
    {
        if (step.Case.Emergency is null)
            throw Refusals.EmergencyNotOpen();
    }

    /// <summary>The clock stops when every office that the category names has been told.</summary>
    /// <exception cref="Refused">FIELD_INVALID when nobody is named, or a unit that does not exist.</exception>
    private static void ReportUp(StepContext step, ReportUp order)
    {
        if (order.To is not { Count: > 0 } to || to.Any(unit => step.Reference.Unit(unit) is null))
            throw Refusals.FieldInvalid("to");
        step.Raise(new ReportedUp(new UpReport(to.ToList(), step.HappenedAt, step.Keep(order.Text, TextKind.Record), step.Actor.Id)));
        var category = step.Reference.Categories.GetValueOrDefault(step.Case.Category);
        var told = step.Case.UpReports.SelectMany(report => report.To).ToHashSet();
        if (category?.ReportUpClock is { } code && category.ReportUpTo.All(told.Contains))
            Clocks.Stop(step, code, step.HappenedAt, step.Actor.Id);
    }

    /// <summary>Written down by whoever called; the office that was told may read the case from then on.</summary>
    private static void NotifyPolice(StepContext step, NotifyPolice order)
    {
        var office = PoliceOffice(step);
        step.Raise(new PoliceNotified(step.HappenedAt, office, step.Keep(order.Note, TextKind.Record), step.Actor.Id));
        if (office is not null)
            Notices.Tell(step, $"{Roles.Police}@{office}", "policeTold", Facts(step), action: true, urgent: true);
    }
}
