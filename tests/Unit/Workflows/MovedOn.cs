using Petitions.Cases;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>Brings a case into another state by a way that is no verb of the process under test: a later chapter, another body's decision.</summary>
internal sealed record MoveOn(CaseState State) : Command
{
    /// <summary>The whole handbook and this verb beside it.</summary>
    public static readonly RuleBook Book = Handbook();

    private static RuleBook Handbook()
    {
        var book = RuleBook.Build();
        book.On<MoveOn>("moveOn", VerbKind.System, "test", [], null, (step, order) => step.Raise(new MovedOn(order.State)));
        return book;
    }
}

internal sealed record MovedOn(CaseState State) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.State = State;
}
