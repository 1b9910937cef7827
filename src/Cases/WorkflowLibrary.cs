namespace Petitions.Cases;

/// <summary>A stored version of a definition, verbatim.</summary>
public sealed record DefinitionVersion(string VersionId, string DefinitionId, int Version, bool IsPublished, bool IsLatest, string Json);

/// <summary>The definitions a step may run: published ones to start, older versions for cases that began on them. Immutable; built once per change.</summary>
public sealed class WorkflowLibrary(IEnumerable<DefinitionVersion> versions)
{
    public static readonly WorkflowLibrary Empty = new([]);

    private readonly Dictionary<string, DefinitionVersion> _byVersionId = versions.ToDictionary(v => v.VersionId);

    public IReadOnlyCollection<DefinitionVersion> Versions => _byVersionId.Values;
}
