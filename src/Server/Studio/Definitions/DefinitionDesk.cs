using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Engine.Definition;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>A stored version and what the check before publication says of it.</summary>
public sealed record CheckedDefinition(StoredDefinition Stored, IReadOnlyList<DefinitionFinding> Findings);

/// <summary>What designers and publishers do with definitions: who may, and what must hold.</summary>
public sealed class DefinitionDesk(DefinitionDrafts drafts, DefinitionList list, LibrarySource library, TimeProvider time)
{
    private const int LongestName = 120;

    /// <summary>Keeps a drawing as the draft of its process; one without an id is a new process.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE, FIELD_INVALID, DEFINITION_UNREADABLE, DEFINITION_EMPTIED, DEFINITION_SUBMITTED, DEFINITION_CHANGED.</exception>
    public async Task<CheckedDefinition> SaveAsync(JsonObject model, Actor actor, CancellationToken token)
    {
        actor.MustDesign();
        var definitionId = DefinitionDocument.Text(model["definitionId"]) is { Length: > 0 } given ? RequireId(given) : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var name = DefinitionDocument.Text(model["name"])?.Trim() is { Length: > 0 } named ? named : definitionId;
        if (name.Length > LongestName)
            throw Refusals.FieldInvalid("name", "tooLong");
        if (model["root"] is not JsonObject)
            throw Refusals.FieldInvalid("root", "required");
        var versions = (await library.CurrentAsync(token)).Workflows.Versions;
        var draft = await drafts.SaveAsync(definitionId, DefinitionDocument.MarkOf(model), name, actor.Id, time.GetUtcNow(),
            place => DefinitionDocument.Draw(model, definitionId, place, versions), token);
        return await CheckedAsync(Stored(draft), token);
    }

    /// <summary>Checks as the publication would; refuses with everything found where there are errors.</summary>
    /// <exception cref="Refused">DEFINITION_REFUSED.</exception>
    public async Task RequireSoundAsync(string json, CancellationToken token)
    {
        var current = await library.CurrentAsync(token);
        DefinitionGate.Require(json, current.Workflows.Versions, current.Reference);
    }

    public async Task<CheckedDefinition> CheckedAsync(StoredDefinition stored, CancellationToken token)
    {
        var current = await library.CurrentAsync(token);
        return new(stored, DefinitionGate.Findings(stored.Json, current.Workflows.Versions, current.Reference));
    }

    /// <exception cref="Refused">NOT_FOUND.</exception>
    public async Task<DefinitionReview> ReviewAsync(string definitionId, CancellationToken token)
    {
        var draft = await drafts.FindAsync(definitionId, token);
        var published = await list.FindAsync(definitionId, "Published", token);
        var latest = await list.FindAsync(definitionId, "Latest", token) ?? throw Refusals.NotThere();
        var before = published ?? (draft is { Base: { } begun } ? await list.FindAsync(begun, token) : null);
        var name = draft?.Name ?? DefinitionDocument.Text(StudioBody.Parse(latest.Json)?["name"]) ?? definitionId;
        return new(definitionId, name, draft, published, draft is null ? null : DefinitionComparison.Of(before?.Json, draft.Json),
            draft is null ? [] : (await CheckedAsync(latest, token)).Findings, await drafts.HistoryAsync(definitionId, token));
    }

    /// <summary>Begins a draft with the drawing of an older version.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, DEFINITION_SUBMITTED.</exception>
    public async Task<CheckedDefinition> RevertAsync(string definitionId, int version, Actor actor, CancellationToken token)
    {
        actor.MustDesign();
        var old = await list.FindAsync(definitionId, version.ToString(System.Globalization.CultureInfo.InvariantCulture), token) ?? throw Refusals.NotThere();
        var latest = await list.FindAsync(definitionId, "Latest", token) ?? throw Refusals.NotThere();
        var model = StudioBody.Parse(old.Json)!;
        (model["id"], model["definitionId"]) = (latest.VersionId, definitionId);
        model["customProperties"] ??= new JsonObject();
        model["customProperties"]![DefinitionDocument.MarkMember] = new DraftMark(latest.VersionId, latest.Revision).ToString();
        return await SaveAsync(model, actor, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, DEFINITION_SUBMITTED, REASON_REQUIRED, NOTHING_CHANGED, DEFINITION_REFUSED.</exception>
    public async Task SubmitAsync(string definitionId, string note, Actor actor, CancellationToken token)
    {
        actor.MustDesign();
        DraftRules.RequireNote(note);
        if (await ReviewAsync(definitionId, token) is { Draft: not null, Comparison.IsEmpty: true })
            throw Refusals.NothingChanged();
        await drafts.SubmitAsync(definitionId, actor.Id, note, time.GetUtcNow(), token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, DRAFT_NOT_SUBMITTED.</exception>
    public Task TakeBackAsync(string definitionId, Actor actor, CancellationToken token) =>
        drafts.ReturnAsync(definitionId, false, actor.MustDesign().Id, "", time.GetUtcNow(), token);

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, DRAFT_NOT_SUBMITTED, AUTHOR_MAY_NOT_APPROVE, REASON_REQUIRED.</exception>
    public Task SendBackAsync(string definitionId, string note, Actor actor, CancellationToken token) =>
        drafts.ReturnAsync(definitionId, true, actor.MustPublish().Id, note, time.GetUtcNow(), token);

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, DRAFT_NOT_SUBMITTED, AUTHOR_MAY_NOT_APPROVE, REASON_REQUIRED, CHANGE_OVERTAKEN, DEFINITION_REFUSED.</exception>
    public Task PublishAsync(string definitionId, string note, Actor actor, CancellationToken token) =>
        drafts.PublishAsync(definitionId, actor.MustPublish().Id, note, time.GetUtcNow(), token);

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, DEFINITION_IN_USE.</exception>
    public Task RetractAsync(string definitionId, string note, Actor actor, CancellationToken token)
    {
        actor.MustPublish();
        DraftRules.RequireNote(note);
        return drafts.RetractAsync(definitionId, actor.Id, note, time.GetUtcNow(), token);
    }

    /// <summary>Brings a definition of elsewhere in as the draft of its process; a draft of somebody else is not replaced.</summary>
    /// <exception cref="Refused">As <see cref="SaveAsync"/>.</exception>
    public async Task<CheckedDefinition> ImportAsync(JsonObject model, Actor actor, CancellationToken token)
    {
        actor.MustDesign();
        model.Remove("id");
        if (DefinitionDocument.Text(model["definitionId"]) is { Length: > 0 } definitionId && await list.FindAsync(definitionId, "Latest", token) is { IsDraft: false } latest)
            model["id"] = latest.VersionId;
        (model["customProperties"] as JsonObject)?.Remove(DefinitionDocument.MarkMember);
        return await SaveAsync(model, actor, token);
    }

    /// <summary>Throws a draft away; what has been published stays for ever.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, DEFINITION_SUBMITTED, DEFINITION_IN_USE for what is no draft.</exception>
    public async Task DiscardAsync(StoredDefinition stored, Actor actor, CancellationToken token)
    {
        actor.MustDesign();
        if (!stored.IsDraft)
            throw Refusals.DefinitionInUse(DefinitionDocument.Text(StudioBody.Parse(stored.Json)?["name"]) ?? stored.DefinitionId);
        await drafts.DiscardAsync(stored.DefinitionId, actor.Id, time.GetUtcNow(), token);
    }

    private static StoredDefinition Stored(DefinitionDraft draft) => new()
    {
        VersionId = draft.VersionId, DefinitionId = draft.DefinitionId, Version = draft.Version, IsLatest = true, CreatedAt = draft.CreatedAt,
        Revision = draft.Revision, State = "draft", Json = draft.Json,
    };

    private static string RequireId(string id) =>
        id.Length <= 100 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? id : throw Refusals.FieldInvalid("definitionId", "unreadable");
}
