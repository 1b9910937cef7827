namespace Petitions.Cases;

// After a record has passed (handbook §6.6, §6.7): follow-up checks, recurrences, corrections, the note for the case library.
public static partial class Accountability
{
    /// <summary>Time for a follow-up check or an answer about a recurrence, in calendar days from the day it is asked.</summary>
    private const int AnswerDays = 7;

    private const int LongestTitle = 60;

    private static void AfterwardsRules(RuleBook book)
    {
        book.On<RecordFollowUp>("recordFollowUp", VerbKind.Ambient, "6.6", [Roles.Supervisor, Roles.Discipline], null, RecordFollowUp);
        book.On<ProposeRecurrence>("proposeRecurrence", VerbKind.System, "6.6", [Roles.System], null, ProposeRecurrence);
        book.On<DecideRecurrence>("decideRecurrence", VerbKind.Ambient, "6.6", [Roles.Supervisor, Roles.Discipline], null, DecideRecurrence);
        book.On<CorrectAccountability>("correctAccountability", VerbKind.Ambient, "6.7", [Roles.Leader, Roles.Supervisor, Roles.Discipline], null, Correct);
        book.On<WriteCaseNote>("writeCaseNote", VerbKind.Ambient, "6.7", [Roles.Supervisor], null, WriteCaseNote);
        book.OpenOnly<WriteCaseNote>();
        book.OnTimer("followUp", AskFollowUp);
    }

    /// <summary>The check at +30 and +90 days is a task of the supervisor: are the measures in effect, did it happen there again?</summary>
    private static void AskFollowUp(StepContext step, CaseTimer timer)
    {
        var record = step.Case.AccountabilityRecords.FirstOrDefault(r => FollowUpDays.Any(days => FollowUpRef(r, days) == timer.Ref));
        if (record is not { IsPassed: true, CorrectedBy: null })
            return;
        AskSupervisor(step, record, "recordFollowUp");
        Notices.Tell(step, SupervisorOf(step, record), "accountabilityFollowUp", Facts(record, "followUp"), action: true);
    }

    private static void AskSupervisor(StepContext step, AccountabilityRecord record, string verb)
    {
        var to = SupervisorOf(step, record).Split('@');
        var role = step.Case.Flags.Sealed ? Roles.Discipline : Roles.Supervisor;
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = verb, Role = role, Unit = to.Length == 2 ? to[1] : step.Reference.Person(to[0])?.Unit,
            Assignee = to.Length == 2 ? null : to[0], Offers = [verb], OpenedAt = step.HappenedAt, DueAt = Local.EndOf(step.Day.AddDays(AnswerDays)),
            About = About(record),
        });
    }

    /// <summary>Are the measures in effect, did it happen again? Within 90 days a recurrence opens the record with C1 in doubt.</summary>
    /// <exception cref="Refused">ACCOUNTABILITY_NOT_FOUND, ACCOUNTABILITY_NOT_PASSED, VERIFIER_NOT_INDEPENDENT; FIELD_INVALID: a day to come.</exception>
    private static void RecordFollowUp(StepContext step, RecordFollowUp order)
    {
        var record = PassedRecord(step, order.Record);
        var recurredOn = order.RecurredOn ?? step.Day;
        if (recurredOn > Local.DateOf(step.Now) || recurredOn < Local.DateOf(record.WatchedFrom ?? record.PassedAt!.Value))
            throw Refusals.FieldInvalid("recurredOn", recurredOn);
        step.Raise(new FollowUpRecorded(record.No,
            new FollowUp(step.Day, order.InEffect, order.Recurred, step.Keep(order.Note, TextKind.Record), step.Actor.Id)));
        if (step.Case.Tasks.FirstOrDefault(t => t is { Status: TaskStatus.Open, Kind: "recordFollowUp" } && t.About == About(record)) is { } task)
            step.EndTasks(t => t.No == task.No, TaskStatus.Done, order.Recurred ? "recurred" : order.InEffect ? "inEffect" : "notInEffect");
        if (!order.InEffect)
            Notices.Tell(step, OwnerOf(step, record), "accountabilityNotInEffect", Facts(record, "followUp"), action: true);
        if (order.Recurred && IsWithin90Days(record, recurredOn))
            Reopen(step, record, Local.At(step.Day, 0));
    }

    private static bool IsWithin90Days(AccountabilityRecord record, DateOnly day) => day <= Local.DateOf(record.PassedAt!.Value).AddDays(RecurrenceDays);

    /// <summary>The ninety days of the older version go on without a gap; where they are over, only what comes from now on is looked for.</summary>
    private static DateTimeOffset StillWatchedFrom(StepContext step, AccountabilityRecord record) =>
        IsWithin90Days(record, step.Day) ? record.WatchedFrom ?? record.PassedAt!.Value : step.HappenedAt;

    /// <param name="watchedFrom">What was received from then on until it has passed again is still to be looked at.</param>
    private static void Reopen(StepContext step, AccountabilityRecord record, DateTimeOffset watchedFrom)
    {
        EndFollowUps(step, record);
        step.Raise(new AccountabilityReopened(record.No, Clocks.Start(step, ClockCode, step.HappenedAt, "recurrence").No, watchedFrom));
        Appoint(step, step.Case.AccountabilityRecord(record.No)!);
        Notices.Tell(step, OwnerOf(step, record), "accountabilityReopened", Facts(record, "C1"), action: true);
    }

    private static void EndFollowUps(StepContext step, AccountabilityRecord record)
    {
        foreach (var days in FollowUpDays)
            step.ClearTimers("followUp", FollowUpRef(record, days));
        step.EndTasks(t => t.Kind is "recordFollowUp" or "decideRecurrence" && t.About == About(record), TaskStatus.Cancelled, "replaced");
    }

    /// <summary>What waited for a person's word while the record was open or corrected is asked again; no question is dropped.</summary>
    private static void AskAgain(StepContext step, AccountabilityRecord record)
    {
        foreach (var _ in record.Recurrences.Where(found => found.Same is null))
            AskSupervisor(step, record, "decideRecurrence");
    }

    /// <summary>The daily search found a petition of the same category and place within 90 days. A person says whether it is the same again.</summary>
    private static void ProposeRecurrence(StepContext step, ProposeRecurrence order)
    {
        if (step.Case.AccountabilityRecord(order.Record) is not { IsPassed: true, CorrectedBy: null } record
            || record.Recurrences.Any(found => found.Number == order.Number))
            return;
        step.Raise(new RecurrenceProposed(record.No, new FoundRecurrence(order.Number, order.ReceivedOn)));
        AskSupervisor(step, record, "decideRecurrence");
        Notices.Tell(step, SupervisorOf(step, record), "recurrenceProposed",
            new Dictionary<string, string>(Facts(record, "followUp")) { ["other"] = order.Number }, action: true);
    }

    /// <exception cref="Refused">ACCOUNTABILITY_NOT_FOUND, ACCOUNTABILITY_NOT_PASSED, VERIFIER_NOT_INDEPENDENT; FIELD_INVALID: nothing of this number
    /// waits for an answer; REASON_REQUIRED where it is said not to be the same.</exception>
    private static void DecideRecurrence(StepContext step, DecideRecurrence order)
    {
        var record = PassedRecord(step, order.Record);
        if (record.Recurrences.FirstOrDefault(found => found.Number == order.Number && found.Same is null) is not { } proposed)
            throw Refusals.FieldInvalid("number", order.Number);
        if (!order.Same && order.Reason is not { IsBlank: false })
            throw Refusals.ReasonRequired();
        step.Raise(new RecurrenceDecided(record.No, proposed.Number, order.Same, step.Keep(order.Reason, TextKind.Reason), step.Actor.Id));
        if (step.Case.AccountabilityRecord(record.No)!.Recurrences.All(found => found.Same is not null))
            step.EndTasks(t => t.Kind == "decideRecurrence" && t.About == About(record), TaskStatus.Done, order.Same ? "same" : "other");
        if (order.Same && IsWithin90Days(record, proposed.ReceivedOn))
            Reopen(step, record, StillWatchedFrom(step, record));
    }

    /// <summary>A passed record is never changed: the correction is a new version that begins with what the old one says and is verified anew.</summary>
    /// <exception cref="Refused">ACCOUNTABILITY_NOT_FOUND, ACCOUNTABILITY_NOT_PASSED, ACCOUNTABILITY_ALREADY_CORRECTED, REASON_REQUIRED.</exception>
    private static void Correct(StepContext step, CorrectAccountability order)
    {
        var record = step.Case.AccountabilityRecord(order.Record) ?? throw Refusals.RecordNotThere(order.Record);
        if (!record.IsPassed)
            throw Refusals.AccountabilityNotPassed();
        if (record.CorrectedBy is { } newer)
            throw Refusals.AlreadyCorrected(newer);
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        var version = record with
        {
            No = step.Case.AccountabilityRecords.Count + 1, Corrects = record.No, Status = AccountabilityStatus.Open, OpenedAt = step.HappenedAt,
            OpenedBy = step.Actor.Id, Reason = step.KeepRequired(reason, TextKind.Reason), VerifiedBy = null, PassedAt = null, LastCheck = null,
            FollowUps = [], Note = null, WatchedFrom = StillWatchedFrom(step, record),
            Clock = Clocks.Start(step, ClockCode, step.HappenedAt, "accountabilityOpened").No,
        };
        step.Raise(new AccountabilityOpened(version));
        step.Raise(new AccountabilityCorrected(record.No, version.No));
        EndFollowUps(step, record);
        Appoint(step, version);
    }

    /// <summary>The lesson of a passed record for the case library, without a word by which a person of the case could be known.</summary>
    /// <exception cref="Refused">ACCOUNTABILITY_NOT_FOUND, ACCOUNTABILITY_NOT_PASSED; PETITIONER_DATA_IN_MATERIAL; FIELD_INVALID: no title, no text.</exception>
    private static void WriteCaseNote(StepContext step, WriteCaseNote order)
    {
        var record = step.Case.AccountabilityRecord(order.Record) ?? throw Refusals.RecordNotThere(order.Record);
        if (record is not { IsPassed: true, CorrectedBy: null })
            throw Refusals.AccountabilityNotPassed();
        if (order.Title is not { IsBlank: false } title || title.Value.Length > LongestTitle)
            throw Refusals.FieldInvalid("title");
        if (order.Text is not { IsBlank: false } text)
            throw Refusals.FieldInvalid("text");
        foreach (var (words, field) in new[] { (title, "title"), (text, "text") })
            if (PeopleOfCase.AreNamedIn(step, words.Value) || IsNamedBlamed(step, record, words.Value))
                throw Refusals.PetitionerDataInMaterial(field);
        step.Raise(new CaseNoteWritten(record.No, new CaseNote(
            step.KeepRequired(title, TextKind.Record), step.KeepRequired(text, TextKind.Record), step.HappenedAt, step.Actor.Id)));
    }

    /// <summary>The library teaches; it does not pillory. Who was held to account is named in the record alone.</summary>
    private static bool IsNamedBlamed(StepContext step, AccountabilityRecord record, string words) => record.Responsible
        .Select(party => step.Reference.Person(party.Person)?.Name ?? party.Person)
        .Any(name => name is not null && PeopleOfCase.IsIn(words, name));

    private static AccountabilityRecord PassedRecord(StepContext step, int no)
    {
        var record = step.Case.AccountabilityRecord(no) ?? throw Refusals.RecordNotThere(no);
        if (record.PassedAt is null || record.CorrectedBy is not null)
            throw Refusals.AccountabilityNotPassed();
        return IsIndependent(step, record) ? record : throw Refusals.VerifierNotIndependent();
    }
}
