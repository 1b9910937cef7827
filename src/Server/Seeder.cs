using Petitions.Storage;

namespace Petitions.Server;

/// <summary>Brings the reference data of <c>seeds/</c> and the definitions of <c>workflows/</c> into the database; the same files again change nothing.</summary>
public static class Seeder
{
    private static readonly string[] Documents = ["organisation", "people", "categories", "ladder", "accountability-schemes"];

    /// <summary>All files in one commit (see <see cref="Shipment"/>); says which definitions were left as their designers have them.</summary>
    public static async Task<IReadOnlyList<string>> SeedAsync(Ground ground, CancellationToken token) =>
        await new Shipment(ground.Database, ground.Library).TakeInAsync(
            await ReadAsync(ReferenceFiles(ground.Settings.SeedsFolder), token),
            await ReadAsync(Directory.EnumerateFiles(ground.Settings.WorkflowsFolder, "*.json").Order(StringComparer.Ordinal), token),
            ground.Clock.GetUtcNow(), token);

    private static async Task<List<ShippedFile>> ReadAsync(IEnumerable<string> files, CancellationToken token)
    {
        var read = new List<ShippedFile>();
        foreach (var file in files)
            read.Add(new(Path.GetFileName(file), await File.ReadAllTextAsync(file, token)));
        return read;
    }

    private static IEnumerable<string> ReferenceFiles(string folder) =>
        Documents.Select(d => Path.Combine(folder, d + ".json")).Concat(Directory.EnumerateFiles(folder, "calendar-*.json").Order(StringComparer.Ordinal));
}
