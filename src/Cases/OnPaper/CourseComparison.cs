namespace Petitions.Cases;

/// <summary>One thing that differs between two courses of a case.</summary>
/// <param name="Aspect">What of it differs; null where the whole thing came or went.</param>
/// <param name="Times">How often; several only for what came or went more than once.</param>
public sealed record CourseDifference(
    CourseKind Kind, ChangeKind Change, string Of, string Subject, string? TitleZh, string? TitleEn, string? Aspect, int Times, CourseFact? Was, CourseFact? Is)
{
    /// <summary>Without what may not be shown: kinds that a drawing computed and the names of its clocks as well as titles.</summary>
    internal CourseDifference Showing(Predicate<string> may) => this with
    {
        TitleZh = Rehearsed.Shown(TitleZh, may), TitleEn = Rehearsed.Shown(TitleEn, may),
        Subject = Kind is CourseKind.Task or CourseKind.Document ? Rehearsed.Shown(Subject, may) ?? "" : Subject,
        Of = Clocks.DrawnName(Of) is { } name && !may(name) ? "" : Of,
    };
}

/// <summary>Lays two courses beside each other: the n-th of a kind beside the n-th.</summary>
public static class CourseComparison
{
    /// <param name="byDay">Moments of the same local day are the same: a record has the seconds of the sweep that wrote it.</param>
    public static IReadOnlyList<CourseDifference> Of(Course before, Course after, bool byDay)
    {
        var (was, isNow) = (before.Items.ToLookup(i => i.Identity), after.Items.ToLookup(i => i.Identity));
        var identities = before.Items.Concat(after.Items).Select(i => i.Identity).Distinct();
        return [.. identities.SelectMany(id => Of([.. was[id]], [.. isNow[id]], byDay))];
    }

    private static IEnumerable<CourseDifference> Of(List<CourseItem> before, List<CourseItem> after, bool byDay)
    {
        for (var i = 0; i < Math.Min(before.Count, after.Count); i++)
            foreach (var difference in Changed(before[i], after[i], byDay))
                yield return difference;
        if (after.Count > before.Count)
            yield return Whole(ChangeKind.Added, after[before.Count], after.Count - before.Count);
        if (before.Count > after.Count)
            yield return Whole(ChangeKind.Removed, before[after.Count], before.Count - after.Count);
    }

    private static CourseDifference Whole(ChangeKind change, CourseItem item, int times)
    {
        var fact = item.Facts.FirstOrDefault();
        return new(item.Kind, change, item.Of, item.Subject, item.TitleZh, item.TitleEn, null, times,
            change == ChangeKind.Removed ? fact : null, change == ChangeKind.Added ? fact : null);
    }

    private static IEnumerable<CourseDifference> Changed(CourseItem before, CourseItem after, bool byDay) =>
        before.Facts.Zip(after.Facts).Where(f => !IsSame(f.First, f.Second, byDay))
            .Select(f => new CourseDifference(after.Kind, ChangeKind.Changed, after.Of, after.Subject, after.TitleZh, after.TitleEn, f.First.Aspect, 1, f.First, f.Second));

    private static bool IsSame(CourseFact before, CourseFact after, bool byDay) => before.Word == after.Word && (byDay, before.At, after.At) switch
    {
        (true, { } was, { } isNow) => Local.DateOf(was) == Local.DateOf(isNow),
        _ => before.At == after.At,
    };
}
