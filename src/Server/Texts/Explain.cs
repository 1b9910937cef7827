using Petitions.Cases;

namespace Petitions.Server;

/// <summary>"Why this date": the explain record of a clock (handbook §4.5) as sentences.</summary>
public static class Explain
{
    /// <summary>One sentence per fact: start, amount, what was skipped and what counted, roll, extensions, suspensions, the result.</summary>
    public static IReadOnlyList<string> Why(Clock clock, Say say)
    {
        var e = clock.Explanation;
        var t = say.Texts;
        var lines = new List<string>
        {
            t.Say("explain.start", Event(e.StartEvent, t), say.Moment(e.StartedAt)),
            t.Say("explain.amount." + e.Unit, e.Amount),
        };
        if (clock.NotComputable)
            return [.. lines, t["explain.notComputable"]];
        var skipped = e.SkippedDays.Where(s => !s.Reason.StartsWith("start", StringComparison.OrdinalIgnoreCase)).ToList();
        if (skipped.Count > 0)
            lines.Add(t.Say("explain.skipped", skipped.Count, Days(skipped, say)));
        if (e.MakeUpDaysCounted.Count > 0)
            lines.Add(t.Say("explain.makeUp", string.Join(t["list.separator"], e.MakeUpDaysCounted.Select(say.ShortDay))));
        if (e.RolledFrom is { } rolled && clock.EffectiveDue is { } to)
            lines.Add(t.Say("explain.rolled", say.Day(rolled), Reason(e.RollReason ?? "", t), say.Day(to)));
        lines.AddRange(clock.Extensions.Select(x => t.Say("explain.extension", x.Days, say.Day(x.OldDue), say.Day(x.NewDue), say.Person(x.ApprovedBy))));
        lines.AddRange(clock.Suspensions.Select(s => t.Say("explain.suspension", Reason(s.Reason, t), say.Day(s.From),
            s.To is { } until ? say.Day(until) : t["explain.stillSuspended"])));
        if (clock.DueAt is { } due)
            lines.Add(t.Say("explain.result", say.Due(due)));
        if (e.CalendarVersion.Length > 0 && e.Unit == ClockUnit.WorkingDay)
            lines.Add(t.Say("explain.calendar", e.CalendarVersion));
        if (say.Reference.Clocks.TryGetValue(e.Code, out var definition) && definition.Basis.Length > 0)
            lines.Add(t.Say("explain.basis", definition.Basis));
        return lines;
    }

    private static string Event(string name, Texts t) => t.Or("event." + name, t.Or("explain.event." + name, name));

    private static string Reason(string code, Texts t) => t.Or("explain.reason." + code, code);

    /// <summary>Neighbouring days with one reason are said as a span: 2月15日至2月23日 (春节).</summary>
    private static string Days(IReadOnlyList<SkippedDay> days, Say say)
    {
        var spans = new List<(DateOnly From, DateOnly To, string Reason)>();
        foreach (var day in days)
            if (spans.Count > 0 && spans[^1].To.AddDays(1) == day.Day && spans[^1].Reason == day.Reason)
                spans[^1] = spans[^1] with { To = day.Day };
            else
                spans.Add((day.Day, day.Day, day.Reason));
        return string.Join(say.Texts["list.separator"], spans.Select(s => say.Texts.Say(
            s.From == s.To ? "explain.oneDay" : "explain.days", say.ShortDay(s.From), say.ShortDay(s.To), Reason(s.Reason, say.Texts))));
    }
}
