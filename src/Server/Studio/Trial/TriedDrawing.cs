using Petitions.Cases;
using Petitions.Engine.Definition;
using Petitions.Server.Studio.Definitions;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Trial;

/// <summary>A drawing that is tried as if it were published, beside everything that is published.</summary>
/// <param name="Findings">What the check before publication says of it.</param>
/// <param name="Drawings">Which there are of this process: draft, published.</param>
public sealed record TriedDrawing(
    StoredDefinition Stored, string Name, IReadOnlyList<DefinitionFinding> Findings, Library Library, IReadOnlyList<string> Drawings)
{
    private WorkflowLibrary? _workflows;

    public const string Draft = "draft", Published = "published";

    public string Which => Stored.IsDraft || !Drawings.Contains(Published) ? Draft : Published;

    public string Mark => new DraftMark(Stored.VersionId, Stored.Revision).ToString();

    /// <summary>What cannot be read at all cannot be tried.</summary>
    public required bool IsReadable { get; init; }

    public DefinitionVersion Version => new(Stored.VersionId, Stored.DefinitionId, Stored.Version, true, true, Stored.Json);

    /// <summary>What would be published with it; read once.</summary>
    public WorkflowLibrary Workflows => _workflows ??= Library.Workflows.With(Version);
}

/// <summary>Finds what can be tried of a process.</summary>
public sealed class TriedDrawings(DefinitionList list, DefinitionDesk desk, LibrarySource library)
{
    /// <param name="which">draft or published; anything else, or what there is not: the newest.</param>
    /// <exception cref="Refused">NOT_FOUND.</exception>
    public async Task<TriedDrawing> FindAsync(string definitionId, string? which, CancellationToken token)
    {
        var latest = await list.FindAsync(definitionId, "Latest", token) ?? throw Refusals.NotThere();
        var published = await list.FindAsync(definitionId, "Published", token);
        var stored = which == TriedDrawing.Published && published is not null ? published : latest;
        List<string> drawings = latest.VersionId != published?.VersionId ? [TriedDrawing.Draft] : [];
        if (published is not null)
            drawings.Add(TriedDrawing.Published);
        var name = DefinitionDocument.Text(StudioBody.Parse(stored.Json)?["name"]) ?? definitionId;
        var findings = (await desk.CheckedAsync(stored, token)).Findings;
        var current = await library.CurrentAsync(token);
        return new(stored, name, findings, current, drawings) { IsReadable = IsReadable(stored.Json, current) };
    }

    private static bool IsReadable(string json, Library library)
    {
        try
        {
            DefinitionGate.Graph(json, library.Workflows.Versions);
            return true;
        }
        catch (DefinitionUnreadable)
        {
            return false;
        }
    }
}
