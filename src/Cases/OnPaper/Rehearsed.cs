namespace Petitions.Cases;

/// <summary>Against what a drawing is tried.</summary>
public enum RehearsalBase
{
    /// <summary>The versions on which each case ran.</summary>
    AsItRan,

    /// <summary>What is published now.</summary>
    Published,
}

/// <summary>What would be different about one case.</summary>
/// <param name="Differences">New course against the base; up to <paramref name="CutAt"/> where the new course does not come to the end.</param>
/// <param name="Departures">Where already the base does not come out as it is recorded: nothing of it is due to the drawing.</param>
/// <param name="Lost">Recorded decisions that the base takes and the new drawing does not.</param>
/// <param name="Waits">Steps that wait for something that the record does not hold.</param>
/// <param name="CutAt">From this moment on nothing is compared: the recorded decisions no longer fit the road.</param>
/// <param name="Stopped">The drawing, or already the base, does not come to rest, or meets a defect; null otherwise.</param>
public sealed record Rehearsed(
    IReadOnlyList<CourseDifference> Differences, IReadOnlyList<CourseDifference> Departures, IReadOnlyList<LostOrder> Lost, IReadOnlyList<OpenWait> Waits,
    DateTimeOffset? CutAt, string? Stopped, int? DaysBefore, int? DaysAfter)
{
    /// <summary>The new drawing, or already the base, kept workflows going for ever.</summary>
    public const string NoRest = "noRest";

    public bool IsSame => Differences.Count == 0 && Lost.Count == 0 && Waits.Count == 0 && Stopped is null;

    /// <summary>
    /// For whoever may not read the case: a drawing makes names of tasks, documents and clocks of whatever was said in the case, so only those are left
    /// that may be shown.
    /// </summary>
    public Rehearsed Showing(Predicate<string> may) => this with
    {
        Differences = [.. Differences.Select(d => d.Showing(may))], Departures = [.. Departures.Select(d => d.Showing(may))],
        Waits = [.. Waits.Select(w => w with { TitleZh = Shown(w.TitleZh, may), TitleEn = Shown(w.TitleEn, may), TaskKind = Shown(w.TaskKind, may) })],
    };

    internal static string? Shown(string? word, Predicate<string> may) => word is not null && may(word) ? word : null;

    /// <summary>Plays a case twice and lays the courses beside each other.</summary>
    /// <param name="now">What is published now.</param>
    /// <param name="tried">The drawing, as if it were published.</param>
    /// <param name="until">The present moment: time goes on up to it in both.</param>
    public static Rehearsed Of(
        RecordedCase recorded, Reference reference, WorkflowLibrary now, DefinitionVersion tried, RehearsalBase against, DateTimeOffset until, CancellationToken token)
    {
        var library = against == RehearsalBase.AsItRan ? recorded.LibraryOf(now) : now;
        return Of(recorded, reference, library, library.With(tried), until, token);
    }

    /// <param name="before">Library of the base.</param>
    /// <param name="after">The same with the drawing that is tried.</param>
    public static Rehearsed Of(
        RecordedCase recorded, Reference reference, WorkflowLibrary before, WorkflowLibrary after, DateTimeOffset until, CancellationToken token)
    {
        try
        {
            var was = PaperReplay.Run(recorded, reference, before, until, null, token);
            var isNow = PaperReplay.Run(recorded, reference, after, until, null, token);
            var departures = CourseComparison.Of(recorded.Course, Course.Of(was.Paper), true);
            var (lost, cut) = LostIn(was, isNow);
            if (cut is not null)
            {
                var moment = cut.Order.At;
                was = PaperReplay.Run(recorded, reference, before, moment, cut.Index, token);
                isNow = PaperReplay.Run(recorded, reference, after, moment, cut.Index, token);
            }
            var (old, course) = (Course.Of(was.Paper), Course.Of(isNow.Paper));
            return new(CourseComparison.Of(old, course, false), departures, lost, WaitsOf(was, isNow), cut?.Order.At, null, old.Days, course.Days);
        }
        catch (PaperTooLong)
        {
            return new([], [], [], [], null, NoRest, null, null);
        }
    }

    /// <summary>What the base took and the new drawing did not; and the first of the road's own decisions, if the case then ends elsewhere.</summary>
    private static (IReadOnlyList<LostOrder>, LostOrder?) LostIn(PaperReplay was, PaperReplay isNow)
    {
        var before = was.Lost.Select(l => l.Index).ToHashSet();
        var lost = isNow.Lost.Where(l => !before.Contains(l.Index) && !l.Order.IsMending).ToList();
        var first = lost.FirstOrDefault(l => RuleBook.Handbook.For(l.Order.Verb)?.Kind == VerbKind.Main);
        return (lost, first is not null && was.Paper.Case.State != isNow.Paper.Case.State ? first : null);
    }

    private static List<OpenWait> WaitsOf(PaperReplay was, PaperReplay isNow)
    {
        var known = was.Waits().Select(w => (w.DefinitionId, w.ActivityId)).ToHashSet();
        return [.. isNow.Assumed, .. isNow.Waits().Where(w => !known.Contains((w.DefinitionId, w.ActivityId)))];
    }
}
