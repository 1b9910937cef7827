using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Studio.Definitions;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Instances;

/// <summary>
/// What Studio would do with instances. Cancelling needs a reason, which Studio does not ask for: our page does. Nothing is deleted or brought in
/// from elsewhere, because the history of a petition is kept as it was.
/// </summary>
public static class InstanceWrites
{
    /// <summary>One request writes no larger file.</summary>
    private const int MostExported = 100;

    private static readonly DateTimeOffset Fixed = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void MapInstanceWrites(this IEndpointRouteBuilder api)
    {
        var shown = api.MapGroup("").WithMetadata(new ShownByStudio());
        shown.MapPost("/cancel/workflow-instances/{id}", async (string id, HttpContext http, InstanceDesk desk, CancellationToken token) =>
            await CancelAsync([id], DefinitionDocument.Text((await StudioBody.ReadAsync(http))["reason"]), http, desk, token));
        shown.MapPost("/bulk-actions/cancel/workflow-instances", async (HttpContext http, InstanceDesk desk, CancellationToken token) =>
        {
            var body = await StudioBody.ReadAsync(http);
            return await CancelAsync(DefinitionTravel.Ids(body, "ids"), DefinitionDocument.Text(body["reason"]), http, desk, token);
        });
        shown.MapDelete("/workflow-instances/{id}", async (string id, HttpContext http, InstanceDesk desk, CancellationToken token) =>
        {
            await InstanceReads.OpenAsync(http, desk, id, token, stateOnly: true);
            throw Refusals.InstanceKept();
        });
        shown.MapPost("/bulk-actions/delete/workflow-instances/by-id", void () => throw Refusals.InstanceKept());
        shown.MapPost("/bulk-actions/import/workflow-instances", void () => throw Refusals.InstanceNotFromElsewhere());
        api.MapGet("/workflow-instances/{id}/export", async (string id, HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token) =>
            Results.File(await ExportAsync(id, http, desk, book, token), "application/json", NameOf(id)));
        api.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync);
    }

    /// <summary>With a reason it is done; without one our page asks for it, for one instance at a time.</summary>
    private static async Task<IResult> CancelAsync(IReadOnlyList<string> ids, string? reason, HttpContext http, InstanceDesk desk, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        var opened = new List<InstanceSeen>();
        foreach (var id in ids.Distinct())
            opened.Add(await InstanceReads.OpenAsync(http, desk, id, token));
        foreach (var seen in opened)
        {
            if (!seen.MayMend)
                throw Refusals.NotYourRole("cancelWorkflow");
            if (seen is { IsRunning: false, Line.Parked: false })
                throw Refusals.WorkflowNotParked(seen.Line.No);
        }
        if (string.IsNullOrWhiteSpace(reason))
            return opened.Count == 1 ? Asked(http, opened[0]) : throw Refusals.ReasonRequired();
        foreach (var seen in opened)
            await desk.MendAsync(seen, "cancelWorkflow", null, reason, actor, DeskTerms.None, token);
        return StudioApi.Answer(new { cancelled = opened.Count, count = opened.Count });
    }

    private static IResult Asked(HttpContext http, InstanceSeen seen)
    {
        var next = $"{InstancePages.PageOf(seen.Line.Id)}?ask=cancel#mend";
        http.Response.Headers[DefinitionWrites.NextHeader] = next;
        return StudioApi.Answer(new { cancelled = 0, count = 0, next });
    }

    private static string NameOf(string id) => $"workflow-instance-{id}.json";

    private static async Task<IResult> ExportManyAsync(HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token)
    {
        var ids = DefinitionTravel.Ids(await StudioBody.ReadAsync(http), "ids").Distinct().ToList();
        if (ids.Count > MostExported)
            throw Refusals.FieldInvalid("ids", "tooLong");
        using var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var id in ids)
            {
                var entry = zip.CreateEntry(NameOf(id));
                entry.LastWriteTime = Fixed;
                await using var content = await entry.OpenAsync(token);
                await content.WriteAsync(await ExportAsync(id, http, desk, book, token), token);
            }
        return Results.File(bytes.ToArray(), "application/zip", "workflow-instances.zip");
    }

    /// <summary>A file leaves the house: it holds the course of the process and never what was said in the case, whoever takes it.</summary>
    private static async Task<byte[]> ExportAsync(string id, HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token)
    {
        var seen = await InstanceReads.OpenAsync(http, desk, id, token);
        var texts = InstanceReads.TextsOf(http);
        var mask = new InstanceMask(false, seen.Inside.Json, texts);
        var (lines, _) = await book.JournalAsync(seen.Line, JournalFilter.None, 0, 10_000, token);
        var state = JsonSerializer.SerializeToNode(StateItem.Of(seen, mask, texts), StudioApi.Json)!.AsObject();
        return JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["workflowState"] = state, ["bookmarks"] = state["bookmarks"]!.DeepClone(),
            ["activityExecutionRecords"] = JsonSerializer.SerializeToNode(ExecutionItem.Of(id, lines, mask), StudioApi.Json),
            ["workflowExecutionLogRecords"] = JsonSerializer.SerializeToNode(lines.Select(l => JournalItem.Of(id, l, mask)), StudioApi.Json),
        }, new JsonSerializerOptions(StudioApi.Json) { WriteIndented = true });
    }
}
