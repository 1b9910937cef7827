namespace Petitions.Cases;

/// <summary>What somebody is drawing: at most one draft for each process, begun from its newest version.</summary>
public sealed record DefinitionDraft
{
    public required string DefinitionId { get; init; }
    public required string VersionId { get; init; }
    public required int Version { get; init; }
    public required string Name { get; init; }
    public required string Json { get; init; }

    /// <summary>The version it was begun from; null for a new process.</summary>
    public string? Base { get; init; }

    /// <summary>Moves with every save.</summary>
    public int Revision { get; init; }

    /// <summary>From this revision on all saves are by <see cref="SavedBy"/>.</summary>
    public int OwnSince { get; init; }

    /// <summary>Everybody who has changed it; none of them may publish it.</summary>
    public required IReadOnlyList<string> Editors { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset SavedAt { get; init; }
    public required string SavedBy { get; init; }
    public DateTimeOffset? SubmittedAt { get; init; }
    public string? SubmittedBy { get; init; }

    /// <summary>Why it is to be published, in the submitter's words.</summary>
    public string? Note { get; init; }

    public bool IsSubmitted => SubmittedBy is not null;

    /// <summary>What a designer holds who has read it as it is now.</summary>
    public DraftMark Mark => new(VersionId, Revision);
}

/// <summary>What a designer has before the eyes: which version and, of a draft, after how many saves. Travels inside the definition.</summary>
public sealed record DraftMark(string VersionId, int Revision)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{VersionId}#{Revision}");

    /// <summary>Null for what is no mark.</summary>
    public static DraftMark? Read(string? text) =>
        text?.LastIndexOf('#') is > 0 and var at && int.TryParse(text.AsSpan(at + 1), out var revision) ? new(text[..at], revision) : null;
}

/// <summary>Who may change a draft, hand it in and publish it (handbook §12: the author is not the publisher).</summary>
public static class DraftRules
{
    /// <summary>A save must be drawn on what is stored now, or on what the same person stored since.</summary>
    /// <param name="newest">Id of the newest version beside the draft; null for a new process.</param>
    /// <param name="seen">Null where the sender does not say: then only the own drawing may be replaced.</param>
    /// <exception cref="Refused">DEFINITION_SUBMITTED, DEFINITION_CHANGED.</exception>
    public static void RequireCurrent(DefinitionDraft? draft, string? newest, DraftMark? seen, string by)
    {
        if (draft is { IsSubmitted: true })
            throw Refusals.DefinitionSubmitted();
        if (draft is null && newest is not null && seen?.VersionId != newest)
            throw Refusals.DefinitionChanged("somebody");
        if (draft is not null && draft.Mark != seen && !IsOwn(draft, seen, by))
            throw Refusals.DefinitionChanged(draft.SavedBy);
    }

    private static bool IsOwn(DefinitionDraft draft, DraftMark? seen, string by) =>
        draft.SavedBy == by
        && (seen is null || (seen.VersionId == draft.VersionId || (seen.VersionId == draft.Base && seen.Revision == 0)) && draft.OwnSince <= seen.Revision + 1);

    /// <exception cref="Refused">REASON_REQUIRED, DEFINITION_SUBMITTED.</exception>
    public static void RequireMayHandIn(DefinitionDraft draft, string note)
    {
        if (draft.IsSubmitted)
            throw Refusals.DefinitionSubmitted();
        RequireNote(note);
    }

    /// <exception cref="Refused">DRAFT_NOT_SUBMITTED, AUTHOR_MAY_NOT_APPROVE, REASON_REQUIRED.</exception>
    public static void RequireMayDecide(DefinitionDraft draft, string by, string note)
    {
        if (!draft.IsSubmitted)
            throw Refusals.DraftNotSubmitted();
        if (draft.Editors.Contains(by) || draft.SubmittedBy == by)
            throw Refusals.AuthorMayNotApprove();
        RequireNote(note);
    }

    public static void RequireNote(string note)
    {
        if (string.IsNullOrWhiteSpace(note))
            throw Refusals.ReasonRequired("note");
        if (note.Length > 500)
            throw Refusals.FieldInvalid("note", "tooLong");
    }
}
