namespace Petitions.Cases;

/// <summary>A paper that was made wrongly: it stays listed with its number, and another one took its place (handbook §15).</summary>
/// <param name="Reason">Kept text.</param>
/// <param name="Instead">Number in the case of the one that took its place.</param>
public sealed record Voiding(int Reason, string By, DateTimeOffset At, int Instead);

public sealed record DocumentVoided(int No, string Kind, Voiding Voiding) : CaseEvent
{
    public override string Rule => "15";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Documents.FindIndex(d => d.No == No);
        c.Documents[i] = c.Documents[i] with { Voided = Voiding };
    }
}

/// <summary>
/// Only what has reached nobody is voided: a service stands, and with it every day that it started or stopped. What decides a matter is no
/// slip of the pen but is sent back, reopened or reviewed, so opinions, agreements and what is served with them are not among these kinds.
/// </summary>
public static class VoidedDocuments
{
    public static readonly IReadOnlySet<string> Kinds = new HashSet<string>
    {
        "receipt", "acceptance-notice", "non-acceptance-notice", "same-matter-answer", "diversion-notice", "supplement-request", "transfer-slip", "transfer-notice", "return-slip",
        "procedure-change-notice", "extension-notice", "split-notice", "reopen-notice", "recusal-decision", "report-back", "withdrawal-record", "closing-sheet",
    };

    private static readonly string[] Voiders =
        [Roles.Intake, Roles.Triage, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Town, Roles.Discipline];

    internal static void Rules(RuleBook book) => book.On<VoidDocument>("voidDocument", VerbKind.Ambient, "15", Voiders, null, Void);

    public static bool MayBe(CaseDocument document) => document is { Served: false, Voided: null } && Kinds.Contains(document.Kind);

    /// <exception cref="Refused">FIELD_INVALID (document): not there, served, void already or of a kind that decides; REASON_REQUIRED; NOT_YOUR_ROLE outside
    /// the unit that made it.</exception>
    private static void Void(StepContext step, VoidDocument order)
    {
        if (step.Case.Documents.FirstOrDefault(d => d.No == order.Document) is not { } document || !MayBe(document))
            throw Refusals.FieldInvalid("document", order.Document);
        if (document.IssuedBy is { } unit)
            Standing.Require(step.Actor.Unit == unit || Standing.CoversUnit(step, unit), "voidDocument");
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        var instead = Documents.Issue(step, document.Kind, document.IssuedBy);
        step.Raise(new DocumentVoided(document.No, document.Kind, new Voiding(step.KeepRequired(reason, TextKind.Reason), step.Actor.Id, step.HappenedAt, instead.No)));
    }

    /// <summary>The papers in whose place this one stands; whoever waits for the service of one of them has it now.</summary>
    internal static IReadOnlyList<int> InsteadOf(Case c, int no)
    {
        var found = new List<int>();
        for (var at = c.Documents.FirstOrDefault(d => d.Voided?.Instead == no); at is not null; at = c.Documents.FirstOrDefault(d => d.Voided?.Instead == found[^1]))
            found.Add(at.No);
        return found;
    }
}
