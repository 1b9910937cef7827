namespace Petitions.Cases;

/// <summary>What the petitioner may still ask for against an opinion: at which level, of whom, until when.</summary>
/// <param name="Body">The body that decides; null where no higher one is known.</param>
/// <param name="Waived">The window had passed and was opened again.</param>
/// <param name="HeldUntil">Last day of a window during which another opinion of the case was being reviewed: the days that were left then count from its end.</param>
/// <param name="Held">Another opinion of the case is being reviewed, and the window was open when that began.</param>
public sealed record Remedy(
    string Level, int Opinion, string IssuingBody, string? Body, Clock? Window, bool Waived, DateOnly? HeldUntil = null, bool Held = false)
{
    /// <summary>After the roll; null while the calendar does not reach it, and while another review holds the window.</summary>
    public DateOnly? LastDay => Held ? null : HeldUntil ?? Window?.EffectiveDue;

    /// <summary>May be used by what was sent at this moment.</summary>
    public bool IsOpenAt(DateTimeOffset sentAt) => Body is not null && (Waived || Held
        || (HeldUntil is { } held ? sentAt < Local.EndOf(held) : Window is { } window && window.IsInTime(sentAt)));
}

/// <summary>Which body reviews which (articles 35, 36; handbook SOD-1): the next higher one, and for the last word the one above it.</summary>
public static class ReviewBodies
{
    public static string? For(string level, string issuingBody, Reference reference) =>
        level == ReviewFile.Review ? reference.Unit(issuingBody)?.ReviewBy
            : reference.Unit(issuingBody)?.ReexamBy ?? reference.Unit(reference.Unit(issuingBody)?.ReviewBy)?.ReviewBy;

    /// <summary>Units of the body whose people hold the role; its petition office, or the body itself, where nobody does.</summary>
    public static IReadOnlyList<string> DesksOf(string body, string level, Reference reference)
    {
        var staffed = reference.Holders(RoleOf(level)).Where(p => reference.BodyOf(p.Unit)?.Code == body).Select(p => p.Unit).Distinct()
            .Order(StringComparer.Ordinal).ToList();
        return staffed.Count > 0 ? staffed
            : [reference.Units.Values.FirstOrDefault(u => u.Kind == "petition-office" && u.Parent == body)?.Code ?? body];
    }

    public static string RoleOf(string level) => level == ReviewFile.Review ? Roles.Reviewer : Roles.Reexaminer;

    /// <summary>The remedy that is next; null where there is none (no opinion on a claim was served, or the road has ended).</summary>
    public static Remedy? Next(Case c, Reference reference) => All(c, reference).FirstOrDefault();

    /// <summary>The next remedy of each opinion that has one; several bodies answer in one case where requests went over to a successor.</summary>
    public static IReadOnlyList<Remedy> All(Case c, Reference reference) =>
        c.Opinion?.Issued.Select(o => Next(c, reference, o)).OfType<Remedy>().ToList() ?? [];

    /// <summary>The same for one of several opinions.</summary>
    public static Remedy? Next(Case c, Reference reference, IssuedOpinion opinion)
    {
        if (c.Nature != Natures.Claim || c.AnsweredAt is null)
            return null;
        var review = c.Reviews.LastOrDefault(r => r.Opinion == opinion.Document && r.Level == ReviewFile.Review);
        if (review is { ServedAt: null } || c.Reviews.Any(r => r.Opinion == opinion.Document && r.Level == ReviewFile.Reexam))
            return null;
        var level = review is null ? ReviewFile.Review : ReviewFile.Reexam;
        var window = Window(c, level, opinion.Body);
        var (until, held) = Hold(c, opinion.Document, window, reference);
        return new(level, opinion.Document, opinion.Body, For(level, opinion.Body, reference), window,
            c.WaivedWindows.Any(w => w.Level == level && w.Opinion == opinion.Document), until, held);
    }

    /// <summary>One review at a time, and no right is lost by it: what was left of the window when the other review began is left when it ends.</summary>
    private static (DateOnly? Until, bool Held) Hold(Case c, int opinion, Clock? window, Reference reference)
    {
        if (window?.EffectiveDue is not { } end)
            return (null, false);
        DateOnly? until = null;
        foreach (var other in c.Reviews.Where(r => r.Opinion != opinion && r.ReceivedAt >= window.StartedAt).OrderBy(r => r.ReceivedAt))
        {
            var begun = Local.DateOf(other.ReceivedAt);
            if (begun > (until ?? end))
                break;
            if (other.ServedAt is not { } served)
                return (null, true);
            var last = Local.DateOf(served).AddDays((until ?? end).DayNumber - begun.DayNumber);
            until = reference.Calendar.TryRollForward(last) ?? last;
        }
        return (until, false);
    }

    private static Clock? Window(Case c, string level, string body) => c.Clocks.LastOrDefault(
        k => k.Code == (level == ReviewFile.Review ? Reviews.AskClock : Reviews.ReexamAskClock) && (k.Unit is null || k.Unit == body));
}
