namespace Petitions.Cases;

/// <summary>Who is called first at night and on holidays, role by role (handbook §7: emergency minutes never pause).</summary>
/// <param name="ChangesAt">Local hour of every day, rest days included, at which the next one takes over.</param>
/// <param name="From">The day on which the first of <paramref name="Order"/> began.</param>
/// <param name="Instead">Days on which somebody else has it; the day is the one on which that duty begins.</param>
public sealed record DutyList(string Unit, string Role, TimeOnly ChangesAt, DateOnly From, IReadOnlyList<string> Order, IReadOnlyDictionary<DateOnly, string> Instead)
{
    /// <summary>The day whose duty a moment belongs to: before the change it is still yesterday's.</summary>
    public DateOnly DutyDayOf(DateTimeOffset moment) =>
        Local.TimeOf(moment) < ChangesAt ? Local.DateOf(moment).AddDays(-1) : Local.DateOf(moment);

    public string On(DateOnly dutyDay) => Instead.GetValueOrDefault(dutyDay)
        ?? Order[((dutyDay.DayNumber - From.DayNumber) % Order.Count + Order.Count) % Order.Count];

    public string At(DateTimeOffset moment) => On(DutyDayOf(moment));
}

/// <summary>All lists of the place; none where a place keeps no rota, then everybody of the role is called at once.</summary>
public sealed record DutyRota(IReadOnlyList<DutyList> Lists)
{
    public static readonly DutyRota None = new([]);

    /// <summary>Everybody who has the duty in that role at the moment, one for each unit that keeps a list.</summary>
    public IEnumerable<string> At(string role, DateTimeOffset moment) => Lists.Where(l => l.Role == role).Select(l => l.At(moment));
}
