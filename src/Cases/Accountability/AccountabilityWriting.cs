namespace Petitions.Cases;

// Filling the clauses (handbook §6.2). Each order replaces what stood there before; the audit keeps the earlier version.
public static partial class Accountability
{
    private const int AttendancePercent = 90;

    private static readonly string[] CauseKinds = ["direct", "root"];

    private static readonly string[] ResponsibleKinds = ["direct", "leading", "supervisory"];

    private static readonly string[] Deciders = [Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Leader];

    /// <summary>Measures that may be named; each needs the document of its decision.</summary>
    public static readonly IReadOnlyList<string> Measures =
    [
        "talk", "criticism", "selfCriticism", "noticeOfCriticism", "admonition", "postAdjusted", "assessmentDeduction", "referredToDiscipline",
        "referredToJustice",
    ];

    /// <summary>Forms of education; a talk alone is enough only on the small sheet (§6.9).</summary>
    public static readonly IReadOnlyList<string> EducationForms = ["meeting", "training", "drill", "circular", "talk"];

    /// <summary>C1. The list may grow over several days (direct cause first), but each cause given must be whole.</summary>
    /// <exception cref="Refused">CLAUSE_INCOMPLETE, ACTIVITY_BEFORE_EVENT, FIELD_INVALID, ACCOUNTABILITY_NOT_FOUND,
    /// ACCOUNTABILITY_ALREADY_PASSED.</exception>
    private static void RecordCauses(StepContext step, RecordCauses order)
    {
        var record = Writable(step, order.Record, "recordCauses");
        if (order.Causes is not { Count: > 0 } causes)
            throw Refusals.ClauseIncomplete("C1", "causes");
        if (order.AnalysedOn is not { } analysedOn)
            throw Refusals.ClauseIncomplete("C1", "analysedOn");
        RequireAfter(step, record, analysedOn, "analysedOn");
        if (record.Responsible.Any(party => party.Person == step.Actor.Id))
            throw Refusals.ClauseIncomplete("C1", "causes.author");
        var found = causes.Select((cause, i) => Found(step, record, cause, $"causes[{i}]")).ToList();
        step.Raise(new CausesRecorded(record.No, new CauseAnalysis(found, analysedOn, step.Actor.Id)));
    }

    private static FoundCause Found(StepContext step, AccountabilityRecord record, Cause cause, string field)
    {
        if (!CauseKinds.Contains(cause.Kind))
            throw Refusals.FieldInvalid($"{field}.kind", cause.Kind);
        if (cause.Kind == "root" && !step.Reference.Schemes[record.Scheme].RootCauses.Contains(cause.Code))
            throw Refusals.ClauseIncomplete("C1", $"{field}.code");
        if (cause.Description is not { IsBlank: false } description)
            throw Refusals.ClauseIncomplete("C1", $"{field}.description");
        if (cause.Evidence is not { Count: > 0 } evidence || evidence.Any(string.IsNullOrWhiteSpace))
            throw Refusals.ClauseIncomplete("C1", $"{field}.evidence");
        return new(cause.Kind, cause.Code, step.KeepRequired(description, TextKind.Record), evidence.ToList());
    }

    /// <summary>C2: who is responsible and what was decided, by somebody else, on paper.</summary>
    /// <exception cref="Refused">CLAUSE_INCOMPLETE, MEASURE_DOCUMENT_REQUIRED, DECIDER_IS_SUBJECT,
    /// PETITIONER_NOT_ACCOUNTABLE, ACTIVITY_BEFORE_EVENT, FIELD_INVALID.</exception>
    private static void RecordResponsible(StepContext step, RecordResponsible order)
    {
        var record = Writable(step, order.Record, "recordResponsible");
        if (order.Responsible is not { Count: > 0 } parties)
            throw Refusals.ClauseIncomplete("C2", "responsible");
        var named = parties.Select((party, i) => Named(step, record, party, $"responsible[{i}]")).ToList();
        step.Raise(new ResponsibleRecorded(record.No, named, step.Actor.Id));
    }

    private static ResponsibleParty Named(StepContext step, AccountabilityRecord record, Responsible typed, string field)
    {
        var party = typed with { Person = StaffOf(step, typed.Person, typed.Unit), DecidedBy = StaffOf(step, typed.DecidedBy, null) };
        if (string.IsNullOrWhiteSpace(party.Person) && step.Reference.Unit(party.Unit) is null)
            throw Refusals.ClauseIncomplete("C2", $"{field}.person");
        if (PeopleOfCase.IsPetitionerOrParty(step, party.Person))
            throw Refusals.PetitionerNotAccountable($"{field}.person");
        if (!ResponsibleKinds.Contains(party.Kind))
            throw Refusals.FieldInvalid($"{field}.kind", party.Kind);
        if (party.Measure is not { } measure || !Measures.Contains(measure))
            throw Refusals.ClauseIncomplete("C2", $"{field}.measure");
        if (string.IsNullOrWhiteSpace(party.DecidedBy))
            throw Refusals.ClauseIncomplete("C2", $"{field}.decidedBy");
        if (party.DecidedBy == party.Person || string.IsNullOrWhiteSpace(party.Person) && party.DecidedBy == party.Unit)
            throw Refusals.DeciderIsSubject($"{field}.decidedBy");
        if (string.IsNullOrWhiteSpace(party.Document))
            throw Refusals.MeasureDocumentRequired($"{field}.document");
        if (party.InForceOn is not { } inForceOn)
            throw Refusals.ClauseIncomplete("C2", $"{field}.inForceOn");
        if (inForceOn < record.EventOn)
            throw Refusals.ActivityBeforeEvent($"{field}.inForceOn");
        return new(party.Person, party.Unit, party.Kind, measure, party.DecidedBy, party.Document, inForceOn);
    }

    /// <summary>A name typed by hand is the one member of the staff who bears it, so that writing the name gets round no rule.</summary>
    private static string? StaffOf(StepContext step, string? typed, string? unit)
    {
        if (string.IsNullOrWhiteSpace(typed) || step.Reference.Person(typed) is not null)
            return typed;
        var same = step.Reference.People.Values
            .Where(p => PeopleOfCase.IsSameName(p.Name, typed) && (string.IsNullOrWhiteSpace(unit) || p.Unit == unit)).Take(2).ToList();
        return same.Count == 1 ? same[0].Id : typed;
    }

    /// <summary>C2 the other way: nobody at fault, with reasons, approved by whoever decides one level above the unit that it is about.</summary>
    /// <exception cref="Refused">CLAUSE_INCOMPLETE, ACCOUNTABILITY_NOT_FOUND, ACCOUNTABILITY_ALREADY_PASSED.</exception>
    private static void RecordNobodyAtFault(StepContext step, RecordNobodyAtFault order)
    {
        var record = Writable(step, order.Record, "recordNobodyAtFault");
        if (order.Reasons is not { IsBlank: false } reasons)
            throw Refusals.ClauseIncomplete("C2", "reasons");
        if (step.Reference.Person(order.ApprovedBy) is not { } approver || !DecidesAbove(step, approver, record.Unit ?? step.Case.HandlingUnit))
            throw Refusals.ClauseIncomplete("C2", "approvedBy");
        var finding = new NobodyAtFault(step.KeepRequired(reasons, TextKind.Reason), approver.Id);
        step.Raise(new NobodyAtFaultRecorded(record.No, finding, step.Actor.Id));
    }

    /// <summary>
    /// Heads and leaders above the unit, inside the sealed line its officers. Where no head is known above it (the group's petition office over the
    /// enterprise), whoever sits there speaks for it: what a body without accounts decides is entered by the desk that deals with it.
    /// </summary>
    private static bool DecidesAbove(StepContext step, Person approver, string looked)
    {
        if (!SitsAbove(step, approver.Unit, looked))
            return false;
        string[] deciding = step.Case.Flags.Sealed ? [Roles.Discipline] : Deciders;
        return deciding.Any(approver.Roles.Contains)
            || !step.Reference.People.Values.Any(p => deciding.Any(p.Roles.Contains) && SitsAbove(step, p.Unit, looked));
    }

    private static bool SitsAbove(StepContext step, string unit, string looked)
    {
        var (area, checkedArea) = (step.Reference.AreaOf(unit), step.Reference.AreaOf(looked));
        return area != checkedArea && step.Reference.IsWithin(checkedArea, area)
            || checkedArea != looked && area == checkedArea && unit == checkedArea;
    }

    /// <summary>C3: an activity after the event, at least 90 % of those expected, make-up sessions included.</summary>
    /// <exception cref="Refused">CLAUSE_INCOMPLETE, ACTIVITY_BEFORE_EVENT, ATTENDANCE_BELOW_THRESHOLD, PETITIONER_DATA_IN_MATERIAL,
    /// FIELD_INVALID.</exception>
    private static void RecordEducation(StepContext step, RecordEducation order)
    {
        var record = Writable(step, order.Record, "recordEducation");
        if (order.HeldOn is not { } heldOn)
            throw Refusals.ClauseIncomplete("C3", "heldOn");
        RequireAfter(step, record, heldOn, "heldOn");
        if (!EducationForms.Contains(order.Form))
            throw Refusals.FieldInvalid("form", order.Form);
        if (order.Form == "talk" && record.Sheet != AccountabilityRecord.SmallSheet)
            throw Refusals.ClauseIncomplete("C3", "form");
        if (order.Audience is not { Count: > 0 } audience || audience.Any(string.IsNullOrWhiteSpace))
            throw Refusals.ClauseIncomplete("C3", "audience");
        RequireAttendance(order);
        // A talk leaves no handout: its record is the material.
        if (order.Material is not { IsBlank: false } && (order.Form == "talk" || string.IsNullOrWhiteSpace(order.File)))
            throw Refusals.ClauseIncomplete("C3", "material");
        if (PeopleOfCase.AreNamedIn(step, order.Material?.Value))
            throw Refusals.PetitionerDataInMaterial("material");
        if (audience.Any(listed => PeopleOfCase.AreNamedIn(step, listed)))
            throw Refusals.PetitionerDataInMaterial("audience");
        var activity = new EducationActivity(
            heldOn, order.Form, audience.ToList(), order.Expected, order.Attended, step.Keep(order.Material, TextKind.Record), order.File);
        step.Raise(new EducationRecorded(record.No, activity, step.Actor.Id));
    }

    private static void RequireAttendance(RecordEducation order)
    {
        if (order.Expected < 1)
            throw Refusals.ClauseIncomplete("C3", "expected");
        if (order.Attended < 0 || order.Attended > order.Expected)
            throw Refusals.FieldInvalid("attended", order.Attended);
        if (order.Attended * 100 < order.Expected * AttendancePercent)
            throw Refusals.AttendanceBelowThreshold(order.Attended * 100 / order.Expected);
    }

    /// <summary>C4 (schemes safety-4 and prc-1975): one action for each root cause; its proof of effect may follow later.</summary>
    /// <exception cref="Refused">CLAUSE_INCOMPLETE, FIELD_INVALID for a root cause that C1 does not name.</exception>
    private static void RecordRectification(StepContext step, RecordRectification order)
    {
        var record = Writable(step, order.Record, "recordRectification");
        if (record.Causes?.Found.Any(found => found.Kind == "root" && found.Code == order.RootCause) != true)
            throw Refusals.FieldInvalid("rootCause", order.RootCause);
        if (order.Action is not { IsBlank: false } action)
            throw Refusals.ClauseIncomplete("C4", "action");
        if (string.IsNullOrWhiteSpace(order.Owner) || PeopleOfCase.IsPetitionerOrParty(step, order.Owner))
            throw Refusals.ClauseIncomplete("C4", "owner");
        if (order.By is not { } by)
            throw Refusals.ClauseIncomplete("C4", "by");
        var rectification = new Rectification(order.RootCause, step.KeepRequired(action, TextKind.Record), order.Owner, by, order.Proof);
        step.Raise(new RectificationRecorded(record.No, rectification, step.Actor.Id));
    }

    private static void RequireAfter(StepContext step, AccountabilityRecord record, DateOnly day, string field)
    {
        if (day < record.EventOn)
            throw Refusals.ActivityBeforeEvent(field);
        if (day > Local.DateOf(step.Now))
            throw Refusals.FieldInvalid(field, day);
    }
}
