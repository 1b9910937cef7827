using Petitions.Cases;

namespace Petitions.Server.Studio.Replay;

/// <summary>What somebody asked to be tried: a drawing, on the cases closed in a period, beside what.</summary>
/// <param name="From">First local day of the closing.</param>
/// <param name="To">Last local day.</param>
public sealed record RehearsalWish(string Which, RehearsalBase Against, DateOnly From, DateOnly To);

/// <summary>A recorded decision that has no place: what and when; who gave it plays no part.</summary>
public sealed record LostLine(string Verb, DateTimeOffset At, string? Refusal);

/// <summary>One case of the table.</summary>
/// <param name="MayOpen">The visitor may read the file itself.</param>
public sealed record RehearsedLine(
    string Number, string Category, bool MayOpen, IReadOnlyList<CourseDifference> Differences, IReadOnlyList<CourseDifference> Departures, IReadOnlyList<LostLine> Lost,
    IReadOnlyList<OpenWait> Waits, DateTimeOffset? CutAt, string? Stopped, int? DaysBefore, int? DaysAfter)
{
    /// <summary>Of each list; the sums know all.</summary>
    public const int MostItems = 20;

    public const string TooSlow = "tooSlow", Unreadable = "unreadable", Defect = "defect";

    public bool IsSame => Differences.Count == 0 && Lost.Count == 0 && Waits.Count == 0 && Stopped is null;

    /// <summary>How much of the page it takes.</summary>
    public int Items => 1 + Differences.Count + Departures.Count + Lost.Count + Waits.Count;

    /// <summary>Nothing to say of it.</summary>
    public bool IsSilent => IsSame && Departures.Count == 0;

    public static RehearsedLine Of(string number, string category, bool mayOpen, Rehearsed found) => new(
        number, category, mayOpen, [.. found.Differences.Take(MostItems)], [.. found.Departures.Take(MostItems)],
        [.. found.Lost.Take(MostItems).Select(l => new LostLine(l.Order.Verb, l.Order.At, l.Refusal))], [.. found.Waits.Take(MostItems)], found.CutAt, found.Stopped,
        found.DaysBefore, found.DaysAfter);

    public static RehearsedLine NotPlayed(string number, string category, string why) => new(number, category, false, [], [], [], [], null, why, null, null);
}

/// <summary>Sums over all compared cases; never over units or people.</summary>
public sealed record RehearsalTotals
{
    public int Compared { get; init; }
    public int Different { get; init; }
    public int NotPlayed { get; init; }
    public int Cut { get; init; }
    public int Departing { get; init; }
    public int Longer { get; init; }
    public int Shorter { get; init; }
    public int Lost { get; init; }
    public int Waits { get; init; }

    /// <summary>How many of each: kind and change, as <c>Step.Added</c>.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    public RehearsalTotals And(RehearsedLine line, Rehearsed? found)
    {
        var counts = new Dictionary<string, int>(Counts);
        foreach (var difference in found?.Differences ?? [])
        {
            var key = $"{difference.Kind}.{difference.Change}";
            counts[key] = counts.GetValueOrDefault(key) + difference.Times;
        }
        var (was, isNow) = (line.DaysBefore, line.DaysAfter);
        return new()
        {
            Compared = Compared + (line.Stopped is null ? 1 : 0), NotPlayed = NotPlayed + (line.Stopped is null ? 0 : 1),
            Different = Different + (line.Stopped is null && !line.IsSame ? 1 : 0), Cut = Cut + (line.CutAt is null ? 0 : 1),
            Departing = Departing + (line.Departures.Count > 0 ? 1 : 0), Longer = Longer + (isNow > was ? 1 : 0), Shorter = Shorter + (isNow < was ? 1 : 0),
            Lost = Lost + (found?.Lost.Count ?? 0), Waits = Waits + (found?.Waits.Count ?? 0), Counts = counts,
        };
    }
}

/// <summary>How far a rehearsal has come; the page carries it, and each call goes on for some seconds.</summary>
/// <param name="Until">The present moment of the first call: time goes on up to it in all cases.</param>
/// <param name="Total">Closed cases of the period, as far as the visitor is to know of them.</param>
/// <param name="LeftOut">Protected cases that the visitor may not see.</param>
/// <param name="After">Where it goes on; null at the end.</param>
/// <param name="Untold">Different cases beyond those that are kept as lines.</param>
public sealed record RehearsalState(
    RehearsalWish Wish, string Mark, DateTimeOffset Until, int Total, int LeftOut, string? After, bool IsOver, RehearsalTotals Totals,
    IReadOnlyList<RehearsedLine> Lines, int Untold)
{
    /// <summary>Cases of one rehearsal.</summary>
    public const int MostCases = 1000;

    /// <summary>Lines that are kept and shown.</summary>
    public const int MostLines = 150;

    /// <summary>Items of all lines together: the page carries them from call to call (<see cref="Trial.PageStates.Largest"/>).</summary>
    public const int MostItems = 3000;

    public int Looked => Totals.Compared + Totals.NotPlayed + LeftOut;

    /// <summary>Closed cases that were not looked at because there are too many.</summary>
    public int Beyond => IsOver ? Math.Max(0, Total - Looked) : 0;

    public RehearsalState And(RehearsedLine line, Rehearsed? found)
    {
        var next = this with { Totals = Totals.And(line, found) };
        if (line.IsSilent)
            return next;
        return Lines.Count < MostLines && Lines.Sum(l => l.Items) + line.Items <= MostItems ? next with { Lines = [.. Lines, line] } : next with { Untold = Untold + 1 };
    }
}
