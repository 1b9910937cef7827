using System.Runtime.CompilerServices;

namespace Petitions.Tests.Unit.Engine.Definition;

/// <summary>All definitions at hand: those that ship, those of our own cases, and an open corpus where one lies beside the repository.</summary>
internal static class EveryDefinition
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../../.."));

    public static IReadOnlyList<string> Files { get; } =
    [
        .. new[] { "workflows", "tests/Conformance/cases", "../shared/conformance/elsa" }.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json"))
            .Where(file => !file.EndsWith(".case.json", StringComparison.Ordinal) && Path.GetFileName(file) != "manifest.json").Order(StringComparer.Ordinal),
    ];

    private static string Here([CallerFilePath] string path = "") => path;
}
