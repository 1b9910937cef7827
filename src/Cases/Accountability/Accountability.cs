using System.Globalization;

namespace Petitions.Cases;

/// <summary>
/// The three-not-let-go check (三不放过, handbook §6): what opens a record, who fills and who verifies it, and the gate before closing.
/// The gate holds closing alone; the answer to the petitioner is never held by it.
/// </summary>
public static partial class Accountability
{
    /// <summary>CLK-3NLG: 30 calendar days from the opening of a record.</summary>
    public const string ClockCode = "CLK-3NLG";

    private const int LongestDeferralDays = 60, RecurrenceDays = 90;

    private static readonly int[] FollowUpDays = [30, 90];

    private static readonly string[] Writers =
        [Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Leader, Roles.Supervisor, Roles.Discipline, Roles.Reviewer, Roles.Reexaminer];

    internal static void Rules(RuleBook book)
    {
        book.On<OpenAccountability>("openAccountability", VerbKind.Ambient, "6.1", [Roles.Leader, Roles.Supervisor, Roles.Discipline], null, Open);
        book.On<RecordCauses>("recordCauses", VerbKind.Ambient, "6.2", Writers, null, RecordCauses);
        book.On<RecordResponsible>("recordResponsible", VerbKind.Ambient, "6.2", Writers, null, RecordResponsible);
        book.On<RecordNobodyAtFault>("recordNobodyAtFault", VerbKind.Ambient, "6.2", Writers, null, RecordNobodyAtFault);
        book.On<RecordEducation>("recordEducation", VerbKind.Ambient, "6.2", Writers, null, RecordEducation);
        book.On<RecordRectification>("recordRectification", VerbKind.Ambient, "6.2", Writers, null, RecordRectification);
        book.On<VerifyAccountability>("verifyAccountability", VerbKind.Ambient, "6.3", [Roles.Supervisor, Roles.Discipline], null, Verify);
        book.On<DeferAccountability>("deferAccountability", VerbKind.Ambient, "6.3", [Roles.Leader, Roles.Discipline], null, Defer);
        book.On<CheckAccountability>("checkAccountability", VerbKind.System, "6.10", [Roles.System], null, (step, _) => Check(step));
        AfterwardsRules(book);
        IncidentRules(book);
        book.React<ClockFoundInTime>(LoseGround);
        book.WhenSettled(Settle);
        book.Fact("accountability", (c, _, _) => c.AccountabilityRecords.ToDictionary(
            r => r.No.ToString(CultureInfo.InvariantCulture), r => (object?)FactsOf(r)));
    }

    /// <summary>What a workflow may ask of one record: its status and the clauses that are missing.</summary>
    private static Dictionary<string, object?> FactsOf(AccountabilityRecord record) => new()
    {
        ["trigger"] = record.Trigger, ["passed"] = record.IsPassed,
        ["missing"] = Clauses.Missing(record).Select(item => item.Clause).Distinct().Cast<object?>().ToList(),
    };

    /// <summary>
    /// What keeps the case from being closed (T19): the missing clauses of every record that has not passed, and what demands a record
    /// that the daily check has not opened yet.
    /// </summary>
    /// <returns>Empty when closing is free; else the list for CLOSE_BLOCKED_ACCOUNTABILITY.</returns>
    public static IReadOnlyList<MissingItem> BlocksClosure(Case c)
    {
        var missing = new List<MissingItem>();
        foreach (var record in c.AccountabilityRecords.Where(r => r.IsOpen))
        {
            var clauses = Clauses.Missing(record);
            missing.AddRange(clauses.Count > 0 ? clauses : [new MissingItem("verification", "verifiedBy")]);
        }
        if (IsHeldByIncident(c))
            missing.Add(new MissingItem("incident", "recordOfIncident"));
        missing.AddRange(Triggers.Daily(c).Where(ground => !IsCovered(c, ground)).Select(ground => new MissingItem(ground.Trigger, "record")));
        return missing;
    }

    /// <exception cref="Refused">REASON_REQUIRED; FIELD_INVALID for an unknown trigger or scheme.</exception>
    private static void Open(StepContext step, OpenAccountability order)
    {
        if (!Triggers.All.Contains(order.Trigger))
            throw Refusals.FieldInvalid("trigger", order.Trigger);
        if (order.Scheme is { } scheme && !step.Reference.Schemes.ContainsKey(scheme))
            throw Refusals.FieldInvalid("scheme", scheme);
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        var source = $"hand:{step.Case.AccountabilityRecords.Count + 1}";
        Begin(step, new TriggerGround(order.Trigger, source, step.Day), step.KeepRequired(reason, TextKind.Reason), order.Scheme);
    }

    internal static bool IsCovered(Case c, TriggerGround ground) =>
        c.AccountabilityRecords.SelectMany(r => r.Grounds).Concat(c.RecordOfIncident?.Grounds ?? [])
            .Any(g => g.Trigger == ground.Trigger && g.Source == ground.Source);

    /// <summary>Opens a record for what triggers find, unless one is open that can take the fact in.</summary>
    internal static void Demand(StepContext step, TriggerGround ground)
    {
        if (IsCovered(step.Case, ground) || TakeIntoIncident(step, ground))
            return;
        if (step.Case.AccountabilityRecords.LastOrDefault(r => r.IsOpen && r.Unit == ground.Unit) is { } open)
            step.Raise(new AccountabilityGroundAdded(open.No, ground));
        else
            Begin(step, ground, null, null);
    }

    private static void Begin(StepContext step, TriggerGround ground, int? reason, string? schemeCode)
    {
        var scheme = step.Reference.Schemes[schemeCode ?? AccountabilityScheme.Default];
        var clock = Clocks.Start(step, ClockCode, step.HappenedAt, "accountabilityOpened");
        var record = new AccountabilityRecord
        {
            No = step.Case.AccountabilityRecords.Count + 1,
            Trigger = ground.Trigger,
            Grounds = [ground],
            OpenedAt = step.HappenedAt,
            EventOn = ground.EventOn,
            OpenedBy = step.Actor.Id,
            Unit = ground.Unit,
            Reason = reason,
            Scheme = scheme.Code,
            Clauses = scheme.Clauses,
            Sheet = Triggers.IsSmall(step.Case, [ground]) ? AccountabilityRecord.SmallSheet : AccountabilityRecord.FullSheet,
            Clock = clock.No,
        };
        step.Raise(new AccountabilityOpened(record));
        Appoint(step, record);
    }

    /// <summary>
    /// T18 and the triggers that do not wait for the morning. Runs after every order, so a record opens in the step that brought its reason.
    /// </summary>
    private static void Settle(StepContext step)
    {
        var c = step.Case;
        if (c.State == CaseState.Draft)
            return;
        foreach (var ground in Triggers.AtOnce(c, step.Reference).ToList())
            Demand(step, ground);
        foreach (var record in c.AccountabilityRecords.Where(r => r.IsOpen && r.Sheet == AccountabilityRecord.SmallSheet).ToList())
            if (!Triggers.IsSmall(c, record.Grounds))
                step.Raise(new AccountabilitySheetEnlarged(record.No));
        if (c.State == CaseState.Answered && (c.AccountabilityRecords.Any(r => r.IsOpen) || IsHeldByIncident(c)))
            step.Raise(new AccountabilityPending());
    }

    private static void LoseGround(StepContext step, ClockFoundInTime found)
    {
        var source = Triggers.SourceOf(step.Case.Clocks.Single(k => k.No == found.No));
        foreach (var record in step.Case.AccountabilityRecords.Where(r => r.IsOpen && r.Grounds.Any(g => g.Source == source)).ToList())
        {
            step.Raise(new AccountabilityGroundLost(record.No, source));
            if (step.Case.AccountabilityRecord(record.No)!.Grounds.Count > 0)
                continue;
            step.Raise(new AccountabilityFoundGroundless(record.No));
            if (ClockOf(step.Case, record) is { } clock)
                Clocks.Cancel(step, clock, "groundless");
        }
    }

    /// <exception cref="Refused">ACCOUNTABILITY_NOT_FOUND; ACCOUNTABILITY_ALREADY_PASSED: a passed record is corrected by a new one.</exception>
    private static AccountabilityRecord Fillable(StepContext step, int no)
    {
        var record = step.Case.AccountabilityRecord(no) ?? throw Refusals.RecordNotThere(no);
        return record.IsOpen ? record : throw Refusals.AlreadyPassed();
    }

    /// <summary>As <see cref="Fillable"/>, for whoever writes: the body that failed speaks for itself, and a reviewer has no say in the others' records.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    private static AccountabilityRecord Writable(StepContext step, int no, string verb)
    {
        var record = Fillable(step, no);
        var actor = step.Actor;
        Standing.Require(actor.IsSystem || actor.Has(Roles.Supervisor)
            || (record.Unit is { } body ? actor.Unit is { } own && Standing.SameBody(step.Reference, own, body)
                : actor.HasAny(Writers.Except([Roles.Reviewer, Roles.Reexaminer]))), verb);
        return record;
    }

    private static Clock? ClockOf(Case c, AccountabilityRecord record) => c.Clocks.FirstOrDefault(k => k.No == record.Clock && k.IsRunning);
}
