using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Api;

/// <summary>Calendars and times as data: hand in, look at, decide.</summary>
public static class ReferenceApi
{
    public static void MapReferenceApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/reference-changes").RequireAuthorization(Wires.Clients).WithTags("reference");
        group.MapGet("", async (HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(new { changes = await desk.ListAsync(await visitors.ActorAsync(http), token) }, CommandJson.Options));
        group.MapPost("", async (HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var change = await desk.ProposeAsync(await Bodies.ReadAsync<ChangeUpload>(http, token), await visitors.ActorAsync(http), token);
            return Results.Json(change, CommandJson.Options, statusCode: StatusCodes.Status201Created);
        }).Accepts<ChangeUpload>("application/json").Produces<ReferenceChange>(201).Produces<Problem>(422, "application/problem+json");
        group.MapGet("/{id:int}", async (int id, HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.ViewAsync(id, await visitors.ActorAsync(http), token), CommandJson.Options)).Produces<ChangeView>();
        group.MapPost("/{id:int}/approve", async (int id, HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var actor = await visitors.ActorAsync(http);
            await desk.ApproveAsync(id, await Bodies.ReadAsync<ChangeDecision>(http, token), actor, token);
            return Results.Json(await desk.ViewAsync(id, actor, token), CommandJson.Options);
        }).Accepts<ChangeDecision>("application/json").Produces<ChangeView>().Produces<Problem>(409, "application/problem+json");
        group.MapPost("/{id:int}/send-back", async (int id, HttpContext http, ReferenceDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var actor = await visitors.ActorAsync(http);
            await desk.SendBackAsync(id, await Bodies.ReadAsync<ChangeDecision>(http, token), actor, token);
            return Results.Json(await desk.ViewAsync(id, actor, token), CommandJson.Options);
        }).Accepts<ChangeDecision>("application/json").Produces<ChangeView>();
    }
}
