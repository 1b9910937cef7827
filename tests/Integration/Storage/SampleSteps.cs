using System.Text;
using Petitions.Cases;
using Petitions.Storage;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Integration.Storage;

/// <summary>Decided steps made by hand, with rows for every table: what the writer must write whole or not at all, whatever rules say.</summary>
internal static class SampleSteps
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 1, 0, 0, TimeSpan.Zero);

    private static readonly Actor _clerk = new("S-CLERK", [Roles.Intake], "U-DESK");

    public static CaseKey NewKey() => new("ROOT", Guid.CreateVersion7(Now));

    /// <summary>A registration that fills every table.</summary>
    public static PreparedStep Registration(CaseKey key, string? idempotencyKey = null, DateTimeOffset? at = null)
    {
        var found = FoundCase.New(key);
        var c = found.Case;
        (c.State, c.ReceivedBy, c.Holder, c.HandlingUnit, c.RegisteredBy, c.ReceivedAt) = (CaseState.Registered, "U-DESK", "U-DESK", "U-DESK", "S-CLERK", Now);
        (c.Nature, c.Category, c.Urgency, c.Channel, c.Title, c.LastText) = (Natures.Claim, "CAT-HEAT", "normal", "counter", 1, 3);
        c.Clocks.Add(ClockOf(c.NextId(), Now.AddDays(15)));
        c.Ladder.Add(new LadderEntry { No = c.NextId(), Clock = 1, Cycle = 1, Step = "remind1", Rung = 0, DueAt = Now.AddDays(12), Kind = "info" });
        c.Timers.Add(new CaseTimer(c.NextId(), "nothing", "1", at ?? Now.AddDays(15)));
        c.Tasks.Add(new CaseTask { No = c.NextId(), Kind = "accept", Role = Roles.Triage, Unit = "U-DESK", OpenedAt = Now, Offers = ["accept"] });
        return Step(found, idempotencyKey, key, [new KeptText(1, TextKind.Title, "供暖不足", false), new KeptText(2, TextKind.Name, "王热工", false), new KeptText(3, TextKind.Phone, "+86 138 0000 0000", false)]);
    }

    /// <summary>A later step: changes a row of every kind, and takes some away.</summary>
    public static PreparedStep Change(FoundCase found, string? idempotencyKey = null)
    {
        var c = found.Case;
        c.Clocks[0] = c.Clocks[0] with { Status = ClockStatus.Met, StoppedAt = Now.AddDays(1) };
        c.Ladder[0] = c.Ladder[0] with { CancelledAt = Now.AddDays(1) };
        c.Tasks[0] = c.Tasks[0] with { Status = TaskStatus.Done, EndedAt = Now.AddDays(1) };
        c.Timers.Clear();
        return Step(found, idempotencyKey, c.Key, [new KeptText(++c.LastText, TextKind.Record, "已上门检查", false)]);
    }

    /// <summary>A step that keeps words and changes nothing else.</summary>
    public static PreparedStep Saying(FoundCase found, string words) =>
        Step(found, null, found.Case.Key, [new KeptText(++found.Case.LastText, TextKind.Record, words, false)]);

    private static PreparedStep Step(FoundCase found, string? idempotencyKey, CaseKey key, IReadOnlyList<KeptText> texts)
    {
        var c = found.Case;
        var isNew = c.RowVersion == 0;
        (c.RowVersion, c.FactVersion) = (c.RowVersion + 1, c.FactVersion + 1);
        var events = new[] { new RecordedEvent(new Noted(c.RowVersion), _clerk, Now, Now), new RecordedEvent(new Noted(-c.RowVersion), Actor.System, Now, Now),
            new RecordedEvent(new DocumentIssued(new CaseDocument(1000 + c.RowVersion, "receipt", "U-DESK", Now, [])), _clerk, Now, Now) };
        var result = new StepResult(
            c, events, texts, [new Notice("S-CLERK", "notice.sample", new Dictionary<string, string> { ["day"] = "2026-03-04" }, Now)],
            [new OutboxMessage("sms", $"sms-{c.RowVersion}", new() { ["to"] = "P:1" }, Now)], [InstanceOf(c.RowVersion)], [JournalOf(c.RowVersion)]);
        var order = new Order(new CancelWorkflow(1, "试验"), _clerk, null, idempotencyKey);
        var numbered = c.Number is null;
        return new(found, order, result, Now, isNew, numbered, numbered ? key.Id.ToString("N")[^10..] : null, AuditChain.Append(c, "sample", events))
        {
            PersonCodes = isNew ? [new PersonCode(2, "P" + key.Id.ToString("N")[^10..])] : [],
        };
    }

    private static Clock ClockOf(int no, DateTimeOffset due) => new()
    {
        No = no, Code = "CLK-NOTICE15", Kind = ClockKind.Statutory, StartedAt = Now, DueAt = due,
        Explanation = new DueExplanation("CLK-NOTICE15", "registered", Now, 15, ClockUnit.CalendarDay, "2026", [], [], null, null),
    };

    private static WorkflowInstance InstanceOf(int version) => new()
    {
        No = 1, DefinitionId = "petition", DefinitionVersionId = "petition-v1", Version = 1, Status = "Running", SubStatus = "Suspended", CreatedAt = Now,
        UpdatedAt = Now, State = Encoding.UTF8.GetBytes($$"""{"z":{{version}},"a":"“供暖”"}"""),
        Bookmarks = [new BookmarkRow(1, $"b{version}", "Elsa.Event", "key", null, "accept", "petition:accept")],
    };

    private static JournalRow JournalOf(int version) =>
        new(1, version, $"1.{version}", null, "accept", "petition:accept", "Petitions.Accept", 1, "受理", "Started", Now, null, """{"inputs":{"b":1,"a":2}}""");

    private sealed record Noted(int Version) : CaseEvent
    {
        protected override void ApplyTo(Case c)
        {
            // The sample case is made by hand; the audit needs the event alone.
        }
    }
}
