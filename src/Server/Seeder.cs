using System.Text.Json;
using Petitions.Engine.Definition;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>Brings the reference data of <c>seeds/</c> and the definitions of <c>workflows/</c> into the database; the same files again change nothing.</summary>
public static class Seeder
{
    private static readonly string[] Documents = ["organisation", "people", "categories", "ladder", "accountability-schemes", "rule-packs", "duty-rota"];

    /// <summary>All files in one commit (see <see cref="Shipment"/>); says which definitions were left as their designers have them.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read as what it should be; the message names it.</exception>
    public static async Task<IReadOnlyList<string>> SeedAsync(Ground ground, CancellationToken token) =>
        await new Shipment(ground.Database, ground.Library).TakeInAsync(
            await ReadAsync(ReferenceFiles(ground.Settings.SeedsFolder), json => JsonDocument.Parse(json).Dispose(), token),
            await ReadAsync(Directory.EnumerateFiles(ground.Settings.WorkflowsFolder, "*.json").Order(StringComparer.Ordinal), json => DefinitionReader.Read(json), token),
            ground.Clock.GetUtcNow(), token);

    /// <summary>The reference data as the files hold it, for whoever works without a database.</summary>
    public static Reference Reference(string folder) =>
        ReferenceReader.Read(ReferenceFiles(folder).ToDictionary(f => Path.GetFileNameWithoutExtension(f), File.ReadAllText));

    private static async Task<List<ShippedFile>> ReadAsync(IEnumerable<string> files, Action<string> check, CancellationToken token)
    {
        var read = new List<ShippedFile>();
        foreach (var path in files)
        {
            var file = new ShippedFile(Path.GetFileName(path), await File.ReadAllTextAsync(path, token));
            try
            {
                check(file.Json);
            }
            catch (Exception e) when (e is JsonException or DefinitionUnreadable)
            {
                throw new InvalidDataException($"{file.Name}: {e.Message}", e);
            }
            read.Add(file);
        }
        return read;
    }

    private static IEnumerable<string> ReferenceFiles(string folder) =>
        Documents.Select(d => Path.Combine(folder, d + ".json")).Concat(Directory.EnumerateFiles(folder, "calendar-*.json").Order(StringComparer.Ordinal));
}
