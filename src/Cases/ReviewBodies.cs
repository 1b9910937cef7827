namespace Petitions.Cases;

/// <summary>What the petitioner may still ask for against an opinion: at which level, of whom, until when.</summary>
/// <param name="Body">The body that decides; null where no higher one is known.</param>
/// <param name="Waived">The window had passed and was opened again.</param>
public sealed record Remedy(string Level, int Opinion, string IssuingBody, string? Body, Clock? Window, bool Waived)
{
    /// <summary>After the roll; null while the calendar does not reach it.</summary>
    public DateOnly? LastDay => Window?.EffectiveDue;

    /// <summary>May be used by what was sent at this moment.</summary>
    public bool IsOpenAt(DateTimeOffset sentAt) => Body is not null && (Waived || Window is { } window && (window.DueAt is not { } end || sentAt <= end));
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
    public static Remedy? Next(Case c, Reference reference) =>
        c.Opinion?.Issued.Select(o => Next(c, reference, o)).FirstOrDefault(r => r is not null);

    /// <summary>The same for one of several opinions.</summary>
    public static Remedy? Next(Case c, Reference reference, IssuedOpinion opinion)
    {
        if (c.Nature != Natures.Claim || c.AnsweredAt is null)
            return null;
        var review = c.Reviews.LastOrDefault(r => r.Opinion == opinion.Document && r.Level == ReviewFile.Review);
        if (review is { ServedAt: null } || c.Reviews.Any(r => r.Opinion == opinion.Document && r.Level == ReviewFile.Reexam))
            return null;
        var level = review is null ? ReviewFile.Review : ReviewFile.Reexam;
        return new(level, opinion.Document, opinion.Body, For(level, opinion.Body, reference), Window(c, level, opinion.Body),
            c.WaivedWindows.Any(w => w.Level == level && w.Opinion == opinion.Document));
    }

    private static Clock? Window(Case c, string level, string body) => c.Clocks.LastOrDefault(
        k => k.Code == (level == ReviewFile.Review ? Reviews.AskClock : Reviews.ReexamAskClock) && (k.Unit is null || k.Unit == body));
}
