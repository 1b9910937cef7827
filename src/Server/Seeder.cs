namespace Petitions.Server;

/// <summary>Brings the reference data of <c>seeds/</c> and the definitions of <c>workflows/</c> into the database; the same files again change nothing.</summary>
public static class Seeder
{
    private static readonly string[] Documents = ["organisation", "people", "categories", "ladder", "accountability-schemes"];

    /// <summary>
    /// A changed file becomes a new version beside the old one. A changed definition is published; one that lies in the database
    /// already is left as its designers have it.
    /// </summary>
    public static async Task SeedAsync(Ground ground, CancellationToken token)
    {
        var now = ground.Clock.GetUtcNow();
        foreach (var file in ReferenceFiles(ground.Settings.SeedsFolder))
            await ground.Library.PublishReferenceAsync(Path.GetFileName(file), await File.ReadAllTextAsync(file, token), "SYSTEM", now, token);
        foreach (var file in Directory.EnumerateFiles(ground.Settings.WorkflowsFolder, "*.json").Order(StringComparer.Ordinal))
        {
            var json = await File.ReadAllTextAsync(file, token);
            var known = (await ground.Library.CurrentAsync(token)).Workflows.Versions.Select(v => v.VersionId).ToHashSet();
            var version = await ground.Definitions.ImportAsync(json, "SYSTEM", now, publish: false, token);
            if (!known.Contains(version.VersionId))
                await ground.Definitions.PublishAsync(version.VersionId, token);
        }
    }

    private static IEnumerable<string> ReferenceFiles(string folder) =>
        Documents.Select(d => Path.Combine(folder, d + ".json")).Concat(Directory.EnumerateFiles(folder, "calendar-*.json").Order(StringComparer.Ordinal));
}
