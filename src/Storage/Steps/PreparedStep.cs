using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>A command with everything that stays the same however often it is decided.</summary>
internal sealed record Order(Command Command, Actor Actor, int? IfMatch, string? IdempotencyKey)
{
    public string Verb => RuleBook.Handbook.For(Command).Verb;

    public bool IsRight => RuleBook.Handbook.For(Command).Kind == VerbKind.Right;

    /// <inheritdoc cref="StepInput.RightBlockedBy"/>
    public string? RightBlockedBy { get; init; }
}

/// <summary>A decided step, ready to be written.</summary>
internal sealed record PreparedStep(
    FoundCase Before, Order Order, StepResult Result, DateTimeOffset Now, bool IsNew, bool NeedsNumber, string? QueryCode,
    IReadOnlyList<(AuditEntry Entry, byte[] Previous, byte[] Hash)> Audit)
{
    public Case Case => Result.Case;

    /// <summary>Of everybody who was named in this step beside the one who has the code of the case.</summary>
    public IReadOnlyList<PersonCode> PersonCodes { get; init; } = [];

    /// <summary>Decides in memory.</summary>
    /// <exception cref="Refused">The rules say no; nothing is to be written.</exception>
    public static PreparedStep Decide(FoundCase found, Order order, IReadOnlyDictionary<string, CaseGlance> others, Library library, DateTimeOffset now)
    {
        var isNew = found.Case.RowVersion == 0;
        HashSet<int> known = found.Case.Number is null ? [] : [.. found.Case.People.Select(p => p.No)];
        int? first = found.Case.Number is null ? null : Parties.FirstOf(found.Case);
        var result = CaseStep.Run(new StepInput(found.Loaded, order.Command, order.Actor, now, library.Reference, library.Workflows, order.IfMatch, others)
        {
            RightBlockedBy = order.RightBlockedBy,
        });
        var numbered = result.Case.Number is null && result.Case.State != CaseState.Draft;
        var kept = result.Recorded is { } recorded ? order with { Command = recorded } : order;
        var audit = AuditChain.Append(result.Case, kept.Verb, result.Events);
        return new(found, kept, result, now, isNew, numbered, numbered ? QueryCodes.New() : null, audit)
        {
            PersonCodes = result.Case.State == CaseState.Draft || order.Actor.IsSystem ? [] : CodesOf(result.Case, known, first ?? Parties.FirstOf(result.Case)),
        };
    }

    private static List<PersonCode> CodesOf(Case c, HashSet<int> known, int first) =>
        [.. c.People.Where(p => Parties.Asks(p) && p.Name is not null && p.No != first && !known.Contains(p.No)).Select(p => new PersonCode(p.No, QueryCodes.New()))];

    public StepReceipt Receipt() =>
        new(Case.Key, Case.Number ?? "", Case.State, Case.FactVersion, QueryCode, [.. Result.Events.Select(e => e.Event.Name)], []) { PersonCodes = PersonCodes };
}
