using Petitions.Cases;

namespace Petitions.Server;

/// <summary>"Why this date": the explain record of a clock (handbook §4.5) as sentences, in the order in which one would count with a finger.</summary>
public static class Explain
{
    /// <summary>One sentence per fact: start, amount, what was counted and what was skipped, roll, local law, extensions, suspensions, the result, its grounds.</summary>
    public static IReadOnlyList<string> Why(Clock clock, Say say)
    {
        var (e, t) = (clock.Explanation, say.Texts);
        List<string> lines = [t.Say("explain.start", Event(e.StartEvent, t), say.Moment(e.StartedAt)), t.Say("explain.amount." + e.Unit, e.Amount)];
        if (clock.NotComputable)
            return [.. lines, t["explain.notComputable"], .. Grounds(clock, say)];
        lines.AddRange(Counted(clock, say));
        lines.AddRange(Roll(clock, say));
        if (e.RulePack is { } pack)
            lines.Add(t.Say("explain.rulePack", Pack(pack, say), e.GeneralDue is { } general ? say.Day(general) : t["page.notComputable"]));
        lines.AddRange(clock.Extensions.Select(x => t.Say("explain.extension", x.Days, say.Day(x.OldDue), say.Day(x.NewDue), say.Person(x.ApprovedBy))));
        lines.AddRange(clock.Suspensions.Select(s => Suspension(s, clock, say)));
        if (clock.Kept is { } kept)
            lines.Add(t.Say("explain.kept", string.Join(t["list.separator"], kept.CalendarVersion.Split(", ").Select(v => Calendar(v, t))), say.Day(kept.WouldBe)));
        if (clock.DueAt is { } due)
            lines.Add(t.Say("explain.result", say.Due(due)));
        return [.. lines, .. Grounds(clock, say)];
    }

    private static IEnumerable<string> Counted(Clock clock, Say say)
    {
        var (e, t, counted) = (clock.Explanation, say.Texts, clock.CountedDays());
        if (counted.Count == 0)
            yield break;
        yield return t.Say("explain.from", say.Day(counted[0]));
        var skipped = e.SkippedDays.Where(s => s.Reason != DayReasons.StartDay && (e.RolledFrom is not { } rolled || s.Day < rolled)).ToList();
        if (skipped.Count > 0)
            yield return t.Say("explain.skipped", skipped.Count, Days(skipped, say));
        if (e.MakeUpDaysCounted.Count > 0)
            yield return t.Say("explain.makeUp", string.Join(t["list.separator"], e.MakeUpDaysCounted.Select(say.ShortDay)));
        yield return t.Say("explain.counted", counted.Count, Days([.. counted.Select(d => new SkippedDay(d, ""))], say));
    }

    /// <summary>Whether the last day moved on because it is a rest day, and why not.</summary>
    private static IEnumerable<string> Roll(Clock clock, Say say)
    {
        var (e, t) = (clock.Explanation, say.Texts);
        if (e.RollReason == DayReasons.Unknown && clock.Due is { } raw)
            yield return t.Say("explain.rollUnknown", say.Day(raw));
        else if (e.RolledFrom is { } rolled && clock.EffectiveDue is { } to)
            yield return t.Say("explain.rolled", say.Day(rolled), Reason(e.RollReason ?? "", t), say.Day(to));
        else if (e.Unit == ClockUnit.CalendarDay && clock.Due is { } last && last == clock.EffectiveDue && say.Reference.Calendar.Covers(last) && !say.Reference.Calendar.IsWorkingDay(last))
            yield return t.Say("explain.notRolled", say.Day(last), Reason(say.Reference.Calendar.HolidayName(last) ?? DayReasons.WeeklyRest, t));
    }

    private static string Suspension(ClockSuspension s, Clock clock, Say say)
    {
        var t = say.Texts;
        if (s.To is not { } until)
            return t.Say("explain.suspended", Reason(s.Reason, t), say.Moment(s.From), say.Person(s.By));
        var (from, to) = (Local.DateOf(s.From), Local.DateOf(until));
        var consumed = clock.Explanation.Unit switch
        {
            ClockUnit.WorkingDay => t.Say("explain.workingDays", say.Reference.Calendar.WorkingDaysBetween(from, to) ?? 0),
            ClockUnit.CalendarDay or ClockUnit.Date => t.Say("span.days", to.DayNumber - from.DayNumber),
            _ => t.Say("span.minutes", (int)(until - s.From).TotalMinutes),
        };
        return t.Say("explain.suspension", Reason(s.Reason, t), say.Moment(s.From), say.Due(until), consumed, say.Person(s.By));
    }

    private static IEnumerable<string> Grounds(Clock clock, Say say)
    {
        var (e, t) = (clock.Explanation, say.Texts);
        if (e.CalendarVersion.Length > 0 && (e.Unit == ClockUnit.WorkingDay || e.RolledFrom is not null))
            yield return t.Say("explain.calendar", string.Join(t["list.separator"], e.CalendarVersion.Split(", ").Select(v => Calendar(v, t))));
        var basis = say.Reference.RulePacks.FirstOrDefault(p => p.Code == e.RulePack)?.Basis
            ?? t.Or("explain.law." + e.Code, "");
        if (basis.Length > 0)
            yield return t.Say("explain.basis", basis);
    }

    private static string Pack(string code, Say say) => say.Reference.RulePacks.FirstOrDefault(p => p.Code == code) is not { } pack ? code
        : say.Texts.Language == Language.Chinese ? pack.Zh : pack.En;

    /// <summary><c>cn-national-2026 1.0.0</c> by its year and version; a calendar of one's own by its name.</summary>
    private static string Calendar(string version, Texts t) => version.Split(' ') is [var id, var v] && id.StartsWith("cn-national-", StringComparison.Ordinal)
        ? t.Say("explain.calendarName", id[^4..], v) : version;

    private static string Event(string name, Texts t) => t.Or("event." + name, t.Or("explain.event." + name, name));

    private static string Reason(string code, Texts t) => t.Or("explain.reason." + code, code);

    /// <summary>Neighbouring days with one reason are said as a span: 2月15日至2月23日（春节）.</summary>
    private static string Days(IReadOnlyList<SkippedDay> days, Say say)
    {
        var spans = new List<(DateOnly From, DateOnly To, string Reason)>();
        foreach (var day in days)
            if (spans.Count > 0 && spans[^1].To.AddDays(1) == day.Day && spans[^1].Reason == day.Reason)
                spans[^1] = spans[^1] with { To = day.Day };
            else
                spans.Add((day.Day, day.Day, day.Reason));
        return string.Join(say.Texts["list.separator"], spans.Select(s => say.Texts.Say(
            (s.Reason.Length == 0, s.From == s.To) switch
            {
                (true, true) => "explain.plainDay", (true, false) => "explain.plainDays", (false, true) => "explain.oneDay", _ => "explain.days",
            }, say.ShortDay(s.From), say.ShortDay(s.To), Reason(s.Reason, say.Texts))));
    }
}
