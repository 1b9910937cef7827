namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>One order of somebody: staff id or <see cref="People.Petitioner"/>, verb, body. <c>register</c> and <c>drafts</c> open a case.</summary>
public sealed class Act(string who, string verb, Func<Stand, object>? body = null)
{
    public Act(string who, string verb, object body) : this(who, verb, _ => body)
    {
    }

    public string Who => who;
    public string Verb => verb;

    /// <summary>Given to the other case of the situation, not to its own.</summary>
    public bool ToOther { get; init; }

    /// <summary>The fact version that the person had on the screen.</summary>
    public int? IfMatch { get; init; }

    /// <summary>Calendar days that pass before it.</summary>
    public int Days { get; init; }

    public object BodyIn(Stand stand) => body?.Invoke(stand) ?? new { };

    public Act After(int days) => new(who, verb, body) { ToOther = ToOther, IfMatch = IfMatch, Days = days };
}

/// <summary>How far a petition has come: what was written down, and what people did since. Built once; a refusal leaves it as it was.</summary>
/// <param name="entry">What differs from the visit of <see cref="ServedTown"/>; null with <paramref name="at"/> empty: no petition at all.</param>
public sealed class Situation(object? entry, string at = People.Clerk, params Act[] acts)
{
    public object? Entry => entry;

    /// <summary>Who writes it down; empty where there is no petition yet.</summary>
    public string At => at;

    public IReadOnlyList<Act> Acts => acts;

    /// <summary>Another petition that was there before.</summary>
    public Situation? Other { get; init; }

    /// <summary>The morning on which it begins.</summary>
    public DateOnly Begins { get; init; } = new(2026, 3, 4);

    /// <summary>The timers that fall due meanwhile run, and so in a town of its own: nobody else becomes late.</summary>
    public bool TimeRuns { get; init; }

    /// <summary>What no order over HTTP can bring about now, written into the row of the case (<c>doc</c>) by the owner of the database.</summary>
    public string? Arranged { get; init; }

    public Situation Then(params Act[] more) => new(entry, at, [.. acts, .. more]) { Other = Other, Begins = Begins, TimeRuns = TimeRuns, Arranged = Arranged };
}

/// <summary>A situation that stands: number and query code, the moment at which it was reached, the other petition.</summary>
/// <param name="AskedUp">The last entry of the ladder, where somebody asked up.</param>
public sealed record Stand(string Number, string QueryCode, DateTimeOffset Moment, Stand? Other, int AskedUp = 0)
{
    public DateOnly Today => Petitions.Cases.Local.DateOf(Moment);

    /// <summary>A day before or after today, as it is written in orders.</summary>
    public string Day(int offset = 0) => Today.AddDays(offset).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An order that is refused. The field is null where the refusal is about none.</summary>
public sealed record Refusal(string Sentence, string Code, Situation In, Act Order, string? Field = null, int Status = 422);
