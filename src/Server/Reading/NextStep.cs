using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <param name="To">A role or an office, as a code.</param>
public sealed record Raised(DateOnly On, string To);

/// <summary>The next date that a petitioner may be told.</summary>
public static class NextStep
{
    /// <summary>The last day of the duty that ends first; null if nothing is awaited from us.</summary>
    public static DateOnly? DayOf(Case c) => c.Clocks.Where(k => k is { IsRunning: true, Kind: ClockKind.Statutory or ClockKind.Policy or ClockKind.External, DueAt: not null })
        .Min(k => k.DueAt) is { } due ? Local.DateOf(due.AddTicks(-1)) : null;

    /// <summary>
    /// To whom the matter was raised, oldest first (E10). Of accusations, tips and violence at home the page says nothing: it may be read over a shoulder.
    /// </summary>
    public static IReadOnlyList<Raised> RaisedOf(Case c) => c.Flags.Sealed || c.Flags.Confidential || c.Flags.Restricted ? []
        : [.. c.Ladder.Where(e => e is { FiredAt: not null, Kind: "action", TargetRole: not null } && (e.Rung > 0 || e.Step == "byHand"))
            .OrderBy(e => e.FiredAt).Select(e => new Raised(Local.DateOf(e.FiredAt!.Value), e.TargetRole!))];

    /// <summary>What was found of an anonymous accusation: its author can be told in no other way.</summary>
    public static string? OutcomeOf(Case c) => c.Flags is { Sealed: true, Anonymous: true } && c.Accusation.ConcludedAt is not null ? c.EndingResult : null;
}
