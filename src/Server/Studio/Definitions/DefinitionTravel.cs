using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>Definitions in and out: files of Elsa 3.8. What comes in becomes a draft; what does not run here is named in its findings.</summary>
public static class DefinitionTravel
{
    private static readonly DateTimeOffset Fixed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapDefinitionTravel(this IEndpointRouteBuilder api)
    {
        api.MapGet("/workflow-definitions/{definitionId}/export", async (string definitionId, string? versionOptions, DefinitionList list, CancellationToken token) =>
        {
            var stored = await list.FindAsync(definitionId, versionOptions ?? "Latest", token) ?? throw Refusals.NotThere();
            return Results.File(Encoding.UTF8.GetBytes(Export(stored)), "application/json", NameOf(stored));
        });
        api.MapPost("/bulk-actions/export/workflow-definitions", async (HttpContext http, DefinitionList list, CancellationToken token) =>
            Results.File(Zipped(await list.ManyAsync(Ids(await StudioBody.ReadAsync(http), "ids"), token)), "application/zip", "workflow-definitions.zip"));
        api.MapPost("/workflow-definitions/import", async (HttpContext http, DefinitionDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var done = await desk.ImportAsync(await StudioBody.ReadAsync(http), await visitors.ActorAsync(http), token);
            return StudioApi.Answer(DefinitionDocument.Show(done.Stored, true, done.Findings));
        }).WithMetadata(new ShownByStudio());
        api.MapPost("/workflow-definitions/import-files", ImportFilesAsync).WithMetadata(new ShownByStudio());
    }

    internal static IReadOnlyList<string> Ids(JsonObject body, string member) => body[member] is JsonArray ids ? [.. ids.Select(DefinitionDocument.Text).OfType<string>()] : [];

    /// <summary>Letter by letter as it is kept; only the flags are those of today.</summary>
    private static string Export(StoredDefinition stored)
    {
        var document = StudioBody.Parse(stored.Json)!;
        if (Flag(document["isLatest"]) == stored.IsLatest && Flag(document["isPublished"]) == stored.IsPublished && document["materializerName"] is null)
            return stored.Json;
        (document["isLatest"], document["isPublished"]) = (stored.IsLatest, stored.IsPublished);
        document.Remove("materializerName");
        return document.ToJsonString(new(StudioApi.Json) { WriteIndented = true });
    }

    private static bool Flag(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    private static string NameOf(StoredDefinition stored) => $"workflow-definition-{stored.DefinitionId}-v{stored.Version}.json";

    private static byte[] Zipped(IEnumerable<StoredDefinition> definitions)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var stored in definitions)
            {
                var entry = zip.CreateEntry(NameOf(stored));
                entry.LastWriteTime = Fixed;
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(Export(stored)));
            }
        return bytes.ToArray();
    }

    private static async Task<IResult> ImportFilesAsync(HttpContext http, DefinitionDesk desk, Visitors visitors, CancellationToken token)
    {
        var actor = (await visitors.ActorAsync(http)).MustDesign();
        var findings = new List<Api.SaidFinding>();
        var count = 0;
        foreach (var file in (await http.Request.ReadFormAsync(token)).Files)
            foreach (var (name, text) in await TextsOfAsync(file, token))
            {
                var done = await desk.ImportAsync(Read(text, name), actor, token);
                findings.AddRange(done.Findings.Select(f => Api.SaidFinding.Of(name, f)));
                count++;
            }
        return StudioApi.Answer(new { count, findings });
    }

    private static JsonObject Read(string text, string name)
    {
        try
        {
            return StudioBody.Parse(text.TrimStart('\uFEFF')) ?? throw Refusals.FieldInvalid(name, "object");
        }
        catch (System.Text.Json.JsonException)
        {
            throw Refusals.FieldInvalid(name, "unreadable");
        }
    }

    private static async Task<IReadOnlyList<(string Name, string Text)>> TextsOfAsync(IFormFile file, CancellationToken token)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, token);
        if (!file.FileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return [(file.FileName, Encoding.UTF8.GetString(bytes.ToArray()))];
        try
        {
            using var zip = new ZipArchive(bytes, ZipArchiveMode.Read);
            var texts = new List<(string, string)>();
            foreach (var entry in zip.Entries.Where(e => e.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Take(200))
                texts.Add((entry.FullName, await ReadAsync(entry, file.FileName, token)));
            return texts;
        }
        catch (InvalidDataException)
        {
            throw Refusals.FieldInvalid(file.FileName, "unreadable");
        }
    }

    /// <summary>No drawing is larger; a small file may unfold to a very large one.</summary>
    private const int Largest = 5_000_000;

    private static async Task<string> ReadAsync(ZipArchiveEntry entry, string file, CancellationToken token)
    {
        using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
        var text = new char[Largest];
        var length = await reader.ReadBlockAsync(text.AsMemory(), token);
        return length < Largest ? new string(text, 0, length) : throw Refusals.FieldInvalid(file, "tooLong");
    }
}
