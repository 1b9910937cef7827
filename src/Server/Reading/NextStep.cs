using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <summary>The next date that a petitioner may be told.</summary>
public static class NextStep
{
    /// <summary>The last day of the duty that ends first; null if nothing is awaited from us.</summary>
    public static DateOnly? DayOf(Case c) => c.Clocks.Where(k => k is { IsRunning: true, Kind: ClockKind.Statutory or ClockKind.Policy or ClockKind.External, DueAt: not null })
        .Min(k => k.DueAt) is { } due ? Local.DateOf(due.AddTicks(-1)) : null;

    /// <summary>What was found of an anonymous accusation: its author can be told in no other way.</summary>
    public static string? OutcomeOf(Case c) => c.Flags is { Sealed: true, Anonymous: true } && c.Accusation.ConcludedAt is not null ? c.EndingResult : null;
}
