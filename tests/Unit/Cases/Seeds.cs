using Petitions.Cases;

namespace Petitions.Tests.Unit.Cases;

/// <summary>The reference data that ships with the product, read once for all tests.</summary>
public static class Seeds
{
    public static readonly string Folder = Path.Combine(Root(), "seeds");

    /// <summary>The definitions that ship with the product.</summary>
    public static readonly string Workflows = Path.Combine(Root(), "workflows");

    public static readonly string Tests = Path.Combine(Root(), "tests");

    public static readonly Reference Reference = ReferenceReader.Read(Documents());

    /// <summary>A fresh copy of all documents, for a test that spoils one.</summary>
    public static Dictionary<string, string> Documents() =>
        new[] { "organisation", "people", "categories", "calendar-2026", "ladder", "accountability-schemes" }
            .ToDictionary(name => name, name => File.ReadAllText(Path.Combine(Folder, $"{name}.json")));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Petitions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Petitions.sln above the tests");
        return folder.FullName;
    }
}
