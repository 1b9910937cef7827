using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>A change as it is handed in.</summary>
/// <param name="What">calendar, categories, ladder, rule-packs or duty-rota.</param>
/// <param name="Content">The document: our JSON, or for a calendar also iCal.</param>
/// <param name="Year">Of an iCal file that holds several; null else.</param>
/// <param name="Version">For an iCal file, which names none; numbered by itself if empty.</param>
public sealed record ChangeUpload(string What, string Content, string Note, int? Year = null, string? Version = null);

/// <param name="Note">The reason; needed.</param>
/// <param name="KeepShortened">True to publish although running deadlines of the law would become shorter: they keep their dates.</param>
public sealed record ChangeDecision(string Note, bool KeepShortened = false);

/// <param name="Number">Of a case that is neither sealed nor confidential.</param>
public sealed record AffectedCase(string Number, IReadOnlyList<ClockChange> Clocks, IReadOnlyList<RungChange> Rungs);

/// <param name="Cases">What would move; empty once it has been decided.</param>
/// <param name="Hidden">Further cases that are not open; 0 while they are fewer than three, so that nobody can guess.</param>
/// <param name="Shortened">Numbers of cases in which the law forbids the new date.</param>
public sealed record ChangeView(
    ReferenceChange Change, IReadOnlyList<ReferenceChangeEntry> History, IReadOnlyList<AffectedCase> Cases, int Hidden, IReadOnlyList<string> Shortened);

/// <summary>Where changes of calendars, clocks, ladder and rule packs are handed in, looked at and decided (handbook §4.6).</summary>
public sealed class ReferenceDesk(ReferenceChanges changes, ReferenceApply apply, LibrarySource library)
{
    public static readonly string[] Kinds = ["calendar", "categories", "ladder", "rule-packs", "duty-rota"];

    private const int LongestContent = 1_000_000, FewestHidden = 3, MostNamed = 20;

    /// <exception cref="Refused">NOT_YOUR_ROLE, REASON_REQUIRED, FIELD_INVALID, REFERENCE_INVALID, VERSION_EXISTS, STATUTORY_CLOCK_WEAKENED, RUNG_LATER_THAN_FLOOR.</exception>
    public async Task<ReferenceChange> ProposeAsync(ChangeUpload upload, Actor actor, CancellationToken token)
    {
        Require(actor, Rooms.Keepers);
        if (!Kinds.Contains(upload.What))
            throw Refusals.FieldInvalid("what", "word");
        if (string.IsNullOrWhiteSpace(upload.Content) || upload.Content.Length > LongestContent)
            throw Refusals.FieldInvalid("content", string.IsNullOrWhiteSpace(upload.Content) ? "required" : "tooLong");
        RequireNote(upload.Note);
        if (upload.What != "calendar")
            return await changes.ProposeAsync(upload.What, upload.Content, "json", [], upload.Note, actor.Id, token);
        var file = CalendarFile.Read(upload.Content, upload.Year, string.IsNullOrWhiteSpace(upload.Version) ? await NextVersionAsync(token) : upload.Version.Trim());
        return await changes.ProposeAsync(file.Document, file.Json, file.Source, file.Ignored, upload.Note, actor.Id, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND.</exception>
    public async Task<ChangeView> ViewAsync(int id, Actor actor, CancellationToken token)
    {
        Require(actor, Rooms.Deciders);
        var change = await changes.FindAsync(id, token) ?? throw Refusals.NotThere();
        var touched = change.State == "proposed" ? await apply.PreviewAsync(id, token) : [];
        var open = touched.Where(c => c is { Locked: false, Number: not null }).ToList();
        var hidden = touched.Count - open.Count;
        return new(change, await changes.HistoryAsync(id, token), [.. open.Select(c => new AffectedCase(c.Number!, c.Change.Clocks, c.Change.Rungs))],
            hidden >= FewestHidden ? hidden : 0, [.. open.Where(c => c.Change.IsLawShortened).Select(c => c.Number!)]);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public Task<List<ReferenceChange>> ListAsync(Actor actor, CancellationToken token)
    {
        Require(actor, Rooms.Deciders);
        return changes.ListAsync(token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, AUTHOR_MAY_NOT_APPROVE, CHANGE_ALREADY_DECIDED, CHANGE_OVERTAKEN,
    /// STATUTORY_SHORTENING with the cases by name unless their dates are kept.</exception>
    public async Task ApproveAsync(int id, ChangeDecision decision, Actor actor, CancellationToken token)
    {
        var view = await ViewAsync(id, actor, token);
        RequireNote(decision.Note);
        if (view.Change.State == "proposed" && view.Change.Author != actor.Id && !decision.KeepShortened && view.Shortened.Count > 0)
            throw Refusals.StatutoryShortening(Named(view));
        await changes.ApproveAsync(id, actor.Id, decision.Note, decision.KeepShortened, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, AUTHOR_MAY_NOT_APPROVE, CHANGE_ALREADY_DECIDED.</exception>
    public async Task SendBackAsync(int id, ChangeDecision decision, Actor actor, CancellationToken token)
    {
        Require(actor, Rooms.Deciders);
        RequireNote(decision.Note);
        await changes.SendBackAsync(id, actor.Id, decision.Note, token);
    }

    private static string Named(ChangeView view) => string.Join(", ", view.Cases
        .SelectMany(c => c.Clocks.Where(k => k.IsLawShortened).Select(k => $"{c.Number} {k.Code}")).Take(MostNamed));

    private static void RequireNote(string note)
    {
        if (string.IsNullOrWhiteSpace(note))
            throw Refusals.ReasonRequired("note");
        if (note.Length > 500)
            throw Refusals.FieldInvalid("note", "tooLong");
    }

    private static void Require(Actor actor, string[] roles)
    {
        if (!actor.HasAny(roles))
            throw Refusals.NotYourRole("reference");
    }

    /// <summary>A number that no published calendar and no change has had.</summary>
    private async Task<string> NextVersionAsync(CancellationToken token) =>
        $"1.{(await library.CurrentAsync(token)).Reference.Calendar.Years.Count}.{(await changes.ListAsync(token)).FirstOrDefault()?.Id ?? 0}";
}
