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

    public static WorkflowLibrary Library() => new(Names.Select(name =>
    {
        var definition = DefinitionReader.Read(Json(name));
        return new DefinitionVersion(definition.Id, definition.DefinitionId, definition.Version, true, true, Json(name));
    }));

    private static string Here([CallerFilePath] string path = "") => path;
}
