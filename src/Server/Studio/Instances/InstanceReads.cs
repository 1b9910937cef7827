using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Studio.Definitions;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Instances;

/// <summary>Instances as Studio reads them. What is personal is masked for whoever may not read the file of the case.</summary>
public static class InstanceReads
{
    private const int MostLines = 1000;

    public static void MapInstanceReads(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/workflow-instances");
        group.MapPost("", ListAsync);
        group.MapGet("/{id}", async (string id, HttpContext http, InstanceDesk desk, CancellationToken token) =>
            WholeOf(await OpenAsync(http, desk, id, token), TextsOf(http)));
        group.MapGet("/{id}/execution-state", async (string id, HttpContext http, InstanceDesk desk, CancellationToken token) =>
        {
            var line = (await OpenAsync(http, desk, id, token, stateOnly: true)).Line;
            return StudioApi.Answer(new { status = line.Status, subStatus = line.SubStatus, updatedAt = line.UpdatedAt });
        });
        group.MapGet("/{id}/variables", async (string id, HttpContext http, InstanceDesk desk, CancellationToken token) =>
        {
            var seen = await OpenAsync(http, desk, id, token);
            return StudioApi.List([.. seen.Inside.Variables.Select(v => new { id = v.Id, name = v.Name, value = seen.Mask.Show(v.Json) })]);
        });
        group.MapMethods("/{id}/journal", ["GET", "POST"], JournalAsync);
    }

    /// <summary>The badges, and what each activity was given and gave.</summary>
    public static void MapExecutions(this IEndpointRouteBuilder api)
    {
        api.MapPost("/activity-executions/report", ReportAsync);
        api.MapGet("/activity-execution-summaries/list", async (HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token) =>
        {
            var (seen, lines) = await LinesAsync(http, desk, book, token);
            return StudioApi.List(ExecutionSummary.Of(seen.Line.Id, lines).ToList());
        });
        api.MapGet("/activity-executions/list", async (HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token) =>
        {
            var (seen, lines) = await LinesAsync(http, desk, book, token);
            return StudioApi.List(ExecutionItem.Of(seen.Line.Id, lines, seen.Mask).ToList());
        });
        api.MapGet("/activity-executions/by-id", async (string? id, HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token) =>
            StudioApi.Answer(await ExecutionAsync(http, desk, book, id ?? "", token)));
        api.MapGet("/activity-executions/{id}/call-stack", async (string id, HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token) =>
        {
            var chain = new List<ExecutionItem> { await ExecutionAsync(http, desk, book, id, token) };
            while (chain[^1].SchedulingActivityExecutionId is { } around && chain.Count < 50)
                chain.Add(await ExecutionAsync(http, desk, book, around, token));
            chain.Reverse();
            return StudioApi.Answer(new { activityExecutionId = id, items = chain, totalCount = chain.Count });
        });
    }

    internal static Texts TextsOf(HttpContext http) => Texts.Of(Visitors.LanguageOf(http));

    internal static async Task<InstanceSeen> OpenAsync(HttpContext http, InstanceDesk desk, string id, CancellationToken token, bool stateOnly = false) =>
        await desk.OpenAsync(id, await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http), TextsOf(http), token, stateOnly);

    private static IResult WholeOf(InstanceSeen seen, Texts texts)
    {
        var whole = System.Text.Json.JsonSerializer.SerializeToNode(InstanceItem.Of(seen.Line, seen.Number, texts), StudioApi.Json)!.AsObject();
        whole["workflowState"] = System.Text.Json.JsonSerializer.SerializeToNode(StateItem.Of(seen, seen.Mask, texts), StudioApi.Json);
        return StudioApi.Answer(whole);
    }

    private static async Task<IResult> ListAsync(HttpContext http, InstanceList list, Visitors visitors, CancellationToken token)
    {
        var body = await StudioBody.ReadAsync(http);
        var actor = await visitors.ActorAsync(http);
        // Nothing here belongs to the system: who asks for that finds nothing.
        var (rows, total) = Flag(body["isSystem"]) == true ? ([], 0) : await list.ReadAsync(actor, InstanceDesk.Oversees(actor), FilterOf(body), token);
        return StudioApi.Answer(new { items = rows.Select(r => InstanceItem.Of(r, TextsOf(http))), totalCount = total, links = Array.Empty<object>() });
    }

    private static InstanceFilter FilterOf(JsonObject body) => new()
    {
        Search = DefinitionDocument.Text(body["searchTerm"]) ?? "", DefinitionIds = Both(body, "definitionId", "definitionIds"), Ids = DefinitionTravel.Ids(body, "ids"),
        Number = DefinitionDocument.Text(body["correlationId"]) is { Length: > 0 } number ? number : null, Version = Whole(body["version"]),
        HasIncidents = Flag(body["hasIncidents"]), Statuses = Both(body, "status", "statuses"), SubStatuses = Both(body, "subStatus", "subStatuses"),
        Moments = [.. (body["timestampFilters"] as JsonArray ?? []).OfType<JsonObject>().Select(MomentOf)], OrderBy = DefinitionDocument.Text(body["orderBy"]),
        Descending = !"Ascending".Equals(DefinitionDocument.Text(body["orderDirection"]), StringComparison.OrdinalIgnoreCase),
        Page = Whole(body["page"]) ?? 0, PageSize = Whole(body["pageSize"]) is > 0 and { } size ? size : 10,
    };

    private static string[] Both(JsonObject body, string one, string many) =>
        [.. DefinitionTravel.Ids(body, many).Append(DefinitionDocument.Text(body[one]) ?? "").Where(v => v.Length > 0).Distinct()];

    private static MomentFilter MomentOf(JsonObject filter) =>
        DateTimeOffset.TryParse(DefinitionDocument.Text(filter["timestamp"]), System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment)
            ? new(DefinitionDocument.Text(filter["column"]) ?? "", DefinitionDocument.Text(filter["operator"]) ?? "", moment)
            : throw Refusals.FieldInvalid("timestampFilters", "unreadable");

    private static bool? Flag(JsonNode? node) => node?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.False => false,
        _ => bool.TryParse(DefinitionDocument.Text(node), out var said) ? said : null,
    };

    private static int? Whole(JsonNode? node) =>
        int.TryParse(node?.ToString(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async Task<IResult> JournalAsync(string id, int? skip, int? take, HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token)
    {
        var filter = HttpMethods.IsPost(http.Request.Method) ? (await StudioBody.ReadAsync(http))["filter"] as JsonObject : null;
        var seen = await OpenAsync(http, desk, id, token);
        var (rows, total) = await book.JournalAsync(seen.Line, filter is null ? JournalFilter.None : new(
            DefinitionTravel.Ids(filter, "activityIds"), DefinitionTravel.Ids(filter, "activityNodeIds"), DefinitionTravel.Ids(filter, "excludedActivityTypes"),
            DefinitionTravel.Ids(filter, "eventNames")), Math.Max(skip ?? 0, 0), Math.Clamp(take ?? MostLines, 0, MostLines), token);
        return StudioApi.Answer(new { items = rows.Select(r => JournalItem.Of(seen.Line.Id, r, seen.Mask)), totalCount = total });
    }

    private static async Task<IResult> ReportAsync(HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token)
    {
        var body = await StudioBody.ReadAsync(http);
        var nodes = DefinitionTravel.Ids(body, "activityNodeIds");
        var seen = await OpenAsync(http, desk, DefinitionDocument.Text(body["workflowInstanceId"]) ?? "", token, stateOnly: true);
        var counts = (await book.CountsAsync(seen.Line, nodes, token)).ToDictionary(c => c.NodeId);
        return StudioApi.Answer(new { stats = nodes.Select(n => counts.TryGetValue(n, out var count) ? NodeStat.Of(count) : NodeStat.Never(n)) });
    }

    private static async Task<(InstanceSeen Seen, IReadOnlyList<JournalLine> Lines)> LinesAsync(HttpContext http, InstanceDesk desk, InstanceBook book, CancellationToken token)
    {
        var seen = await OpenAsync(http, desk, http.Request.Query["WorkflowInstanceId"].ToString(), token);
        string[] nodes = [.. http.Request.Query["ActivityNodeId"].OfType<string>().Where(n => n.Length > 0)];
        return (seen, (await book.JournalAsync(seen.Line, JournalFilter.None with { NodeIds = nodes }, 0, MostLines, token)).Rows);
    }

    /// <summary>The name of an execution begins with the name of its instance.</summary>
    private static async Task<ExecutionItem> ExecutionAsync(HttpContext http, InstanceDesk desk, InstanceBook book, string id, CancellationToken token)
    {
        var dot = id.LastIndexOf('.');
        var seen = await OpenAsync(http, desk, dot < 0 ? "" : id[..dot], token);
        return ExecutionItem.Of(seen.Line.Id, await book.ExecutionAsync(seen.Line, id, token), seen.Mask).FirstOrDefault() ?? throw Refusals.NotThere();
    }
}
