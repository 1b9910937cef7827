using System.Globalization;

namespace Petitions.Cases;

/// <summary>
/// Protection of an accuser (articles 18 and 46(6), category H4): contact within a working day, an interim measure decided, and after 30 and
/// 90 days the question whether anything has happened since; it is asked also after the case was closed.
/// </summary>
public static class Retaliation
{
    public const string ContactClock = "CLK-RET-CONTACT";

    /// <summary>Days after the first contact, and the clock that ends then.</summary>
    public static readonly IReadOnlyDictionary<int, string> Questions = new SortedDictionary<int, string> { [30] = "CLK-RET-ASK30", [90] = "CLK-RET-ASK90" };

    private static readonly CaseState[] AfterHandOver =
        [CaseState.Transferred, CaseState.Answered, CaseState.PendingAccountability, CaseState.Closed];

    internal static void Rules(RuleBook book)
    {
        book.OnSealed<RecordRetaliationContact>("recordRetaliationContact", [Roles.Discipline], AfterHandOver, Contact, [CaseState.Transferred]);
        book.OnSealed<DecideInterimMeasure>("decideInterimMeasure", [Roles.Discipline], AfterHandOver, Decide, [CaseState.Transferred]);
        book.OnSealed<RecordSince>("recordSince", [Roles.Discipline], AfterHandOver, AskSince);
        book.Fact("retaliation", (c, reference, _) => IsAbout(c, reference));
        book.Fact("contacted", (c, _, _) => c.Accusation.ContactedAt is not null);
        book.Fact("measureDecided", (c, _, _) => c.Accusation.MeasureAt is not null);
    }

    /// <summary>True where the category asks for an interim measure.</summary>
    public static bool IsAbout(Case c, Reference reference) => c.Flags.Sealed && reference.Categories.GetValueOrDefault(c.Category)?.InterimMeasure == true;

    private static void Contact(StepContext step, RecordRetaliationContact order)
    {
        Require(step, "recordRetaliationContact", c => c.Accusation.ContactedAt is null);
        step.Raise(new RetaliationContacted(step.Actor.Id, step.HappenedAt, step.Keep(order.Note, TextKind.Statement)));
        Clocks.Stop(step, ContactClock, step.HappenedAt, "recordRetaliationContact");
        foreach (var (days, code) in Questions)
        {
            var clock = Clocks.Start(step, code, step.HappenedAt, "firstContact");
            OpenTask(step, "askSince", "recordSince", About(days), clock.DueAt);
        }
    }

    /// <exception cref="Refused">REASON_REQUIRED: also "no measure" is decided with its reason.</exception>
    private static void Decide(StepContext step, DecideInterimMeasure order)
    {
        Require(step, "decideInterimMeasure", _ => true);
        if (order.Text is null or { IsBlank: true })
            throw Refusals.ReasonRequired("text");
        step.Raise(new InterimMeasureDecided(step.Actor.Id, step.HappenedAt, step.KeepRequired(order.Text, TextKind.Record)));
        step.EndTasks(t => t.Instance is null && t.Kind == "decideInterimMeasure", TaskStatus.Done, "decided");
    }

    /// <exception cref="Refused">FIELD_INVALID for another question than 30 or 90; WRONG_STATE before the contact and after the answer; REASON_REQUIRED for what happened.</exception>
    private static void AskSince(StepContext step, RecordSince order)
    {
        if (!Questions.TryGetValue(order.Days, out var code))
            throw Refusals.FieldInvalid("days", string.Join(", ", Questions.Keys));
        Require(step, "recordSince", c => c.RunningClock(code) is not null);
        if (order.Happened && order.Text is null or { IsBlank: true })
            throw Refusals.ReasonRequired("text");
        step.Raise(new AskedSince(order.Days, order.Happened, step.Keep(order.Text, TextKind.Statement), step.Actor.Id, step.HappenedAt));
        Clocks.Stop(step, code, step.HappenedAt, "recordSince");
        step.EndTasks(t => t.Instance is null && t.About == About(order.Days), TaskStatus.Done, order.Happened ? "happened" : "nothing");
        if (order.Happened)
            OpenTask(step, "decideInterimMeasure", "decideInterimMeasure", null, null);
    }

    private static void Require(StepContext step, string verb, Func<Case, bool> holds)
    {
        Sealed.RequireOfficer(step, verb);
        if (!IsAbout(step.Case, step.Reference) || !holds(step.Case))
            throw Refusals.WrongState(step.Case.State, verb);
    }

    private static void OpenTask(StepContext step, string kind, string verb, string? about, DateTimeOffset? due) => step.OpenTask(new CaseTask
    {
        No = step.Case.NextId(), Kind = kind, Role = Roles.Discipline, Unit = step.Case.HandlingUnit, Offers = [verb], OpenedAt = step.Now, DueAt = due, About = about,
    });

    private static string About(int days) => $"since:{days.ToString(CultureInfo.InvariantCulture)}";
}
