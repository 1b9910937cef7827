namespace Petitions.Cases;

/// <summary>What changed data do to running clocks (handbook §4.6): never silently, never shortening what the law gave.</summary>
public static partial class Clocks
{
    /// <summary>
    /// Brings every running clock and the steps of its ladder into line with the reference data of this step. Running it twice changes nothing.
    /// A statutory deadline or a right that would become shorter, and any clock whose new end would be over already, keeps its date and says so;
    /// what has run out stays as it is.
    /// </summary>
    /// <param name="tell">Whether the owner, and the petitioners where a right moved, are told.</param>
    public static void Recompute(StepContext step, bool tell)
    {
        foreach (var clock in step.Case.Clocks.Where(c => c.IsRunning && FollowsCalendar(c)).ToList())
            RecomputeOne(step, clock, tell);
        step.React();
        Ladder.Replan(step);
    }

    private static bool FollowsCalendar(Clock clock) => clock.Explanation.Unit is ClockUnit.CalendarDay or ClockUnit.WorkingDay or ClockUnit.Date;

    private static void RecomputeOne(StepContext step, Clock clock, bool tell)
    {
        var counted = Recount(step.Reference, step.Reference.Calendar, step.Case, clock);
        var (day, at) = End(step.Reference, step.Reference.Calendar, step.Case, clock);
        if (at is null || counted.Explanation.RollReason == DayReasons.Unknown)
            return;
        if (clock.NotComputable || clock.AwaitsRoll)
        {
            step.Raise(new ClockComputed(clock.No, clock.Code, counted.Day!.Value, counted.Explanation));
            Move(step, clock.No, "calendarPublished");
            if (tell && day != clock.EffectiveDue)
                TellOfDate(step, clock, "clockComputed", day!.Value);
            return;
        }
        if (at == clock.DueAt || clock.DueAt <= step.Now)
            return;
        if (at < clock.DueAt && (clock.Kind is ClockKind.Statutory or ClockKind.Right || at <= step.Now))
        {
            if (clock.Kept?.WouldBe != day)
                step.Raise(new ClockShorteningRefused(clock.No, clock.Code, new(day!.Value, step.Reference.Calendar.Version, step.Now)));
            return;
        }
        step.Raise(new ClockComputed(clock.No, clock.Code, counted.Day!.Value, counted.Explanation));
        Move(step, clock.No, "amended");
        if (tell)
            TellOfDate(step, clock, "clockMoved", day!.Value);
    }

    private static void TellOfDate(StepContext step, Clock clock, string template, DateOnly due)
    {
        var facts = new Dictionary<string, string>
        {
            ["clock"] = clock.Code, ["old"] = Say(clock.EffectiveDue), ["due"] = Say(due),
        };
        var (role, person, unit) = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now)).Owner();
        Notices.Tell(step, person ?? $"{role}@{unit}", template, facts);
        if (clock.Kind == ClockKind.Right)
            foreach (var petitioner in step.Case.People.Where(p => p.Role is "petitioner" or "representative" && !p.Withdrawn))
                Notices.Tell(step, $"P:{petitioner.No}", template, facts);
    }

    private static string Say(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    private static DueDate Recount(Reference reference, WorkCalendar calendar, Case? c, Clock clock) =>
        Count(reference, calendar, c is null ? clock.Unit : PlaceOf(c, clock.Unit), new Counting(
            clock.Code, clock.Explanation.StartEvent, clock.StartedAt, AmountOf(reference, c, clock), clock.Explanation.Unit,
            clock.Explanation.Unit == ClockUnit.Date ? clock.Due : null, IsGiven(clock)));

    /// <summary>Hours, minutes and set days are never those of the definition alone.</summary>
    private static bool IsGiven(Clock clock) => clock.OwnAmount || !FollowsCalendar(clock) || clock.Explanation.Unit == ClockUnit.Date;

    /// <summary>The amount of the definition as it stands now; for a target that of the category, for an amount that was given that one.</summary>
    private static int AmountOf(Reference reference, Case? c, Clock clock)
    {
        if (clock.Code == InternalTarget && c is not null && reference.Categories.GetValueOrDefault(c.Category)?.InternalTargetWorkdays is { } days and > 0)
            return days;
        return clock.Code == InternalTarget || IsGiven(clock) ? clock.Explanation.Amount : DefinitionOf(reference, clock.Code).Amount;
    }
}
