using System.Runtime.CompilerServices;
using Petitions.Cases;
using Petitions.Engine.Definition;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>The definitions as they lie in the repository.</summary>
internal static class Shipped
{
    public static readonly string Folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../workflows"));

    public static readonly IReadOnlyList<string> Names =
        Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal).ToList();

    public static string Json(string name) => File.ReadAllText(Path.Combine(Folder, name + ".json"));

    private static readonly WorkflowLibrary Whole = Read(null);

    /// <summary>All of them published; a test may put another drawing in the place of one, by name.</summary>
    public static WorkflowLibrary Library(IReadOnlyDictionary<string, string>? changed = null) => changed is null ? Whole : Read(changed);

    private static WorkflowLibrary Read(IReadOnlyDictionary<string, string>? changed) => new(Names.Select(name =>
    {
        var json = changed?.GetValueOrDefault(name) ?? Json(name);
        var definition = DefinitionReader.Read(json);
        return new DefinitionVersion(definition.Id, definition.DefinitionId, definition.Version, true, true, json);
    }));

    private static string Here([CallerFilePath] string path = "") => path;
}
