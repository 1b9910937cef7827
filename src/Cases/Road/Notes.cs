namespace Petitions.Cases;

/// <summary>Something that was said or written to the case and moves nothing by itself.</summary>
/// <param name="Kind">comment, supplement, reportBack, firstContact, hearing, harm, callBack, replyToSender, dispute.</param>
public sealed record Note(int No, string Kind, string By, DateTimeOffset At, int? Text)
{
    internal static Note Of(StepContext step, string kind, int? text) =>
        new(step.Case.NextId(), kind, step.Actor.Id, step.HappenedAt, text);
}

public sealed record NoteAdded(Note Note) : CaseEvent
{
    public override bool ChangesFacts => Note.Kind != "comment";

    protected internal override void ApplyTo(Case c) => c.Notes.Add(Note);
}

/// <param name="FileId">The file lies in the storage; its name and content do not enter the case.</param>
public sealed record Attachment(int No, string FileId, string Kind, int? Description, string By, DateTimeOffset At);

public sealed record FileAttached(Attachment Attachment) : CaseEvent
{
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => c.Attachments.Add(Attachment);
}

/// <summary>A hearing on a major case (article 31); both days are included.</summary>
public sealed record HearingRecorded(DateOnly From, DateOnly To, int? Record) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Hearings.Add(this);
}

/// <summary>Harm followed while the case was open; accountability looks at it (TR1, TR5, TR7).</summary>
public sealed record HarmRecorded(Harm Harm, int What) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Harms.Add(Harm);
}

public sealed partial class Case
{
    public List<Note> Notes { get; set; } = [];
    public List<Attachment> Attachments { get; set; } = [];
    public List<HearingRecorded> Hearings { get; set; } = [];
}

/// <summary>What people add to a case. None of it moves a deadline (handbook §4.8).</summary>
public static class Notes
{
    private static readonly string[] Staff =
    [
        Roles.Intake, Roles.Triage, Roles.Handler, Roles.Section, Roles.Building, Roles.Mediator, Roles.UnitHead, Roles.EstateHead,
        Roles.CommunityHead, Roles.Leader, Roles.Duty, Roles.Supervisor, Roles.Discipline, Roles.Reviewer, Roles.Reexaminer, Roles.Police, Roles.Town,
    ];

    internal static void Rules(RuleBook book)
    {
        book.On<Comment>("comment", VerbKind.Ambient, "4.8", Staff, null, Comment);
        book.On<Attach>("attach", VerbKind.Ambient, "4.8", [.. Staff, Roles.Petitioner, Roles.Representative], null, Attach);
        book.On<RecordHearing>("recordHearing", VerbKind.Ambient, "T15",
            [Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Reviewer, Roles.Reexaminer], CaseStates.Open, RecordHearing);
        book.On<RecordHarm>("recordHarm", VerbKind.Ambient, "6.1", Staff, null, RecordHarm);
    }

    private static void Comment(StepContext step, Comment order)
    {
        if (order.Text.IsBlank)
            throw Refusals.FieldInvalid("text");
        step.Raise(new NoteAdded(Note.Of(step, "comment", step.Keep(order.Text, TextKind.Statement))));
    }

    private static void Attach(StepContext step, Attach order)
    {
        if (string.IsNullOrWhiteSpace(order.FileId))
            throw Refusals.FieldInvalid("fileId");
        // Given twice it is attached once: the same bytes have the same id.
        if (step.Case.Attachments.Exists(a => a.FileId == order.FileId && Guid.TryParse(order.FileId, out _)))
            return;
        step.Raise(new FileAttached(new Attachment(
            step.Case.NextId(), order.FileId, order.Kind, step.Keep(order.Description, TextKind.Statement), step.Actor.Id, step.HappenedAt)));
    }

    private static void RecordHearing(StepContext step, RecordHearing order)
    {
        if (order.To < order.From)
            throw Refusals.FieldInvalid("to");
        Reviews.NoteHearing(step, order);
        step.Raise(new HearingRecorded(order.From, order.To, step.Keep(order.Record, TextKind.Record)));
        Documents.Issue(step, "hearing-record", step.Case.OpenReview?.Body ?? step.Case.HandlingUnit);
    }

    private static void RecordHarm(StepContext step, RecordHarm order)
    {
        if (order.What is null || order.What.IsBlank)
            throw Refusals.FieldInvalid("what");
        if (order.On > Local.DateOf(step.Now) || order.On < Local.DateOf(step.Case.ReceivedAt))
            throw Refusals.FieldInvalid("on");
        step.Raise(new HarmRecorded(
            new Harm(step.Case.NextId(), order.On, order.Hurt, order.GroupEvent, order.Crime), step.KeepRequired(order.What, TextKind.Statement)));
    }
}
