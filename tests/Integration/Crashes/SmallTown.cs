using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Crashes;

/// <summary>
/// Seeds with five of the sample petitions, so that a replay takes seconds: a simple one, one that climbs the ladder, one that misses its dates and is
/// held back, one that is mediated, and one that is split (the only one whose replay sends an order from case to case).
/// </summary>
internal sealed class SmallTown : IDisposable
{
    private static readonly string[] Petitions = ["NQ-2026-0001", "NQ-2026-0023", "NQ-2026-0030", "NQ-2026-0041", "NQ-2026-0044"];

    private readonly TestFolder _folder = new();

    /// <param name="alive">With the cases that are in hand today, too.</param>
    public SmallTown(bool alive = false)
    {
        Directory.CreateDirectory(Seeds);
        var root = Root();
        Workflows = Path.Combine(root, "workflows");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "seeds"), "*.json"))
            File.Copy(file, Path.Combine(Seeds, Path.GetFileName(file)));
        Keep("demo-cases.json", Petitions);
        // Live cases count from the moment of the start: two runs would never be equal.
        if (!alive)
            Keep("live-cases.json", []);
    }

    public string Seeds => Path.Combine(_folder.Path, "seeds");

    public string Workflows { get; }

    /// <summary>A fresh data folder.</summary>
    public string NewData(string name) => Directory.CreateDirectory(Path.Combine(_folder.Path, name)).FullName;

    public void Dispose() => _folder.Dispose();

    private void Keep(string name, string[] ids)
    {
        var path = Path.Combine(Seeds, name);
        var all = JsonNode.Parse(File.ReadAllText(path))!["petitions"]!.AsArray();
        var kept = all.Where(p => ids.Contains((string?)p!["id"])).Select(p => p!.DeepClone()).ToArray();
        Assert.Equal(ids.Length, kept.Length);
        File.WriteAllText(path, new JsonObject { ["petitions"] = new JsonArray(kept) }.ToJsonString());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Petitions.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
