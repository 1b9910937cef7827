using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Server.Studio.Moving;

/// <param name="Note">Why the running cases shall go on by the newer version; needed.</param>
/// <param name="Stays">Numbers of cases that shall stay on theirs.</param>
public sealed record MoveDraft(string? DefinitionId, string? Note, IReadOnlyList<string>? Stays = null);

public sealed record MoveDecision(string? Note);

/// <summary>A workflow that could be moved, or why it cannot, as of now.</summary>
public sealed record MoveCandidate(string Number, int FromVersion, MoveOutlook Outlook);

/// <summary>What moving the running cases of a process to its published version would do.</summary>
/// <param name="ToVersion">Number of the published version; 0 where none is published.</param>
/// <param name="Movable">How many could be moved, those without a number among them.</param>
/// <param name="Staying">How many could not.</param>
/// <param name="Cases">Those that the reader may know of.</param>
/// <param name="Hidden">Further cases that are not open; 0 while they are fewer than three, so that nobody can guess.</param>
/// <param name="HasOlder">There is an older version, on which something may run.</param>
/// <param name="More">There are more than were looked at; each is judged when it is moved.</param>
/// <param name="Open">An order that is under way already.</param>
public sealed record MoveLookout(
    string DefinitionId, string Name, int ToVersion, bool HasOlder, int Movable, int Staying, IReadOnlyList<MoveCandidate> Cases, int Hidden, bool More,
    WorkflowMoveOrder? Open, IReadOnlyList<WorkflowMoveOrder> Orders);

/// <param name="Stands">Names of the steps at which it stands since.</param>
public sealed record MoveOutcome(string? Number, int FromVersion, string Outcome, string? Why, string? Step, IReadOnlyList<string> Stands);

/// <param name="Lookout">What would be moved as of now; null once it has been decided.</param>
/// <param name="List">What became of each that the reader may know of.</param>
/// <param name="Counts">How many have each outcome.</param>
public sealed record MoveView(
    WorkflowMoveOrder Order, string Name, int ToVersion, MoveLookout? Lookout, IReadOnlyList<MoveOutcome> List, IReadOnlyDictionary<string, int> Counts, int Hidden)
{
    public bool MayDecide(Actor actor) => Order.State == "proposed" && Order.Author != actor.Id && actor.HasAny(StudioPeople.Publishers);

    public bool MayTakeBack(Actor actor) => Order.State is "approved" or "carried" && Order.Author != actor.Id && actor.HasAny(StudioPeople.Publishers);
}

/// <summary>
/// Where running cases are moved to the published version of their process: looked at, proposed by a designer, approved by another supervisor, taken back
/// (law 7 of the house).
/// </summary>
public sealed class MoveDesk(WorkflowMoveOrders orders, WorkflowMoveApply apply, LibrarySource library)
{
    private const int FewestHidden = 3;

    /// <summary>Nobody reads further, and nobody waits longer than a few seconds for the page.</summary>
    private const int MostLookedAt = 1000;

    private static readonly string[] People = [.. StudioPeople.Designers, .. StudioPeople.Publishers];

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND.</exception>
    public async Task<MoveLookout> LookAsync(string definitionId, Actor actor, CancellationToken token)
    {
        var (versions, current) = await VersionsAsync(definitionId, actor, token);
        var made = (await orders.ListAsync(definitionId, token)).ConvertAll(o => o with { Stays = [] });
        var open = made.Find(o => o.State is "proposed" or "approved" or "undoing");
        if (versions.FirstOrDefault(v => v.IsPublished) is not { } published)
            return new(definitionId, NameOf(versions), 0, false, 0, 0, [], 0, false, open, made);
        var (found, more) = await apply.PreviewAsync(definitionId, published.VersionId, actor, MostLookedAt, token);
        var (known, locked) = (found.Where(f => !f.Locked || f.Number is not null).ToList(), found.Where(f => f.Locked && f.Number is null).ToList());
        var counted = locked.Count >= FewestHidden ? found : known;
        return new(definitionId, NameOf(versions), published.Version, versions.Count > 1, counted.Count(f => f.Outlook.Why is null), counted.Count(f => f.Outlook.Why is not null),
            [.. known.Where(f => f.Number is not null).Select(f => new MoveCandidate(f.Number!, NumberOf(current, f.Outlook.From), f.Outlook))
                .OrderBy(c => c.Outlook.Why is not null).ThenBy(c => c.Number, StringComparer.Ordinal)],
            counted.Count - known.Count(f => f.Number is not null), more, open, made);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, FIELD_INVALID, MOVE_WITHOUT_CASES, MOVE_UNDER_WAY.</exception>
    public async Task<int> ProposeAsync(MoveDraft draft, Actor actor, CancellationToken token)
    {
        actor.MustDesign();
        DraftRules.RequireNote(draft.Note ?? "");
        var (versions, _) = await VersionsAsync(draft.DefinitionId ?? "", actor, token);
        var published = versions.FirstOrDefault(v => v.IsPublished) ?? throw Refusals.NotThere();
        var stays = (draft.Stays ?? []).Distinct().ToList();
        if (stays.Contains(null!))
            throw Refusals.FieldInvalid("stays", "required");
        if (stays.Count > 0 && stays.Except((await LookAsync(published.DefinitionId, actor, token)).Cases.Select(c => c.Number)).FirstOrDefault() is { } unknown)
            throw Refusals.FieldInvalid("stays", unknown);
        // Whether anything runs there may be a secret of the sealed line; that there is no older version is none.
        if (versions.Count == 1)
            throw Refusals.MoveWithoutCases();
        return await orders.ProposeAsync(published.DefinitionId, published, stays, draft.Note!.Trim(), actor.Id, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND.</exception>
    public async Task<MoveView> ViewAsync(int id, Actor actor, CancellationToken token)
    {
        if (!actor.HasAny(People))
            throw Refusals.NotYourRole("studio");
        var order = await orders.FindAsync(id, token) ?? throw Refusals.NotThere();
        var (versions, current) = await VersionsAsync(order.DefinitionId, actor, token);
        var to = versions.First(v => v.VersionId == order.ToVersion);
        var lines = await orders.LinesAsync(id, actor, token);
        var lookout = order.State == "proposed" ? await LookAsync(order.DefinitionId, actor, token) : null;
        var seen = lines.Select(l => l.Number).Concat(lookout?.Cases.Select(c => c.Number) ?? []).ToHashSet();
        order = order with { Stays = [.. order.Stays.Where(seen.Contains)] };
        var (known, locked) = (lines.Where(l => !l.Locked || l.Number is not null).ToList(), lines.Count(l => l.Locked && l.Number is null));
        var counted = locked >= FewestHidden ? lines : known;
        return new(order, NameOf(versions), to.Version, lookout,
            [.. known.Where(l => l.Number is not null).Select(l => new MoveOutcome(l.Number, NumberOf(current, l.FromVersion), l.Outcome, l.Why, l.Step, Stands(l, order, current)))],
            counted.GroupBy(l => l.Outcome).ToDictionary(g => g.Key, g => g.Count()), counted.Count - known.Count(l => l.Number is not null));
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, AUTHOR_MAY_NOT_APPROVE, CHANGE_ALREADY_DECIDED, CHANGE_OVERTAKEN.</exception>
    public async Task ApproveAsync(int id, MoveDecision decision, Actor actor, CancellationToken token) =>
        await orders.ApproveAsync(id, actor.MustPublish().Id, Note(decision), token);

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, AUTHOR_MAY_NOT_APPROVE, CHANGE_ALREADY_DECIDED.</exception>
    public async Task SendBackAsync(int id, MoveDecision decision, Actor actor, CancellationToken token) =>
        await orders.SendBackAsync(id, actor.MustPublish().Id, Note(decision), token);

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, AUTHOR_MAY_NOT_APPROVE, MOVE_NOT_CARRIED, MOVE_UNDER_WAY.</exception>
    public async Task TakeBackAsync(int id, MoveDecision decision, Actor actor, CancellationToken token) =>
        await orders.UndoAsync(id, actor.MustPublish().Id, Note(decision), token);

    /// <summary>True where cases may still run on an older version; whether any does is not said, they may be sealed.</summary>
    public async Task<bool> HasOlderAsync(string definitionId, CancellationToken token)
    {
        var versions = (await library.CurrentAsync(token)).Workflows.Versions.Where(v => v.DefinitionId == definitionId).ToList();
        return versions.Count > 1 && versions.Exists(v => v.IsPublished);
    }

    private async Task<(List<DefinitionVersion> Versions, WorkflowLibrary Library)> VersionsAsync(string definitionId, Actor actor, CancellationToken token)
    {
        if (!actor.HasAny(People))
            throw Refusals.NotYourRole("studio");
        var current = (await library.CurrentAsync(token)).Workflows;
        var versions = current.Versions.Where(v => v.DefinitionId == definitionId).OrderByDescending(v => v.Version).ToList();
        return versions.Count > 0 ? (versions, current) : throw Refusals.NotThere();
    }

    private static string Note(MoveDecision decision)
    {
        DraftRules.RequireNote(decision.Note ?? "");
        return decision.Note!.Trim();
    }

    private static IReadOnlyList<string> Stands(WorkflowMoveLine line, WorkflowMoveOrder order, WorkflowLibrary library) =>
        [.. line.Stands.Select(node => WorkflowMoves.NameOf(library, line.Outcome is "moved" or "remains" ? order.ToVersion : line.FromVersion, node)).Distinct()];

    private static int NumberOf(WorkflowLibrary library, string versionId) => library.Versions.FirstOrDefault(v => v.VersionId == versionId)?.Version ?? 0;

    private static string NameOf(List<DefinitionVersion> versions) =>
        Definitions.DefinitionDocument.Text(StudioBody.Parse(versions[0].Json)?["name"]) is { Length: > 0 } name ? name : versions[0].DefinitionId;
}
