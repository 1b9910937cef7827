using Petitions.Server.Access;
using Petitions.Server.Api;

namespace Petitions.Server.Studio.Moving;

/// <summary>Running cases go on by a newer version of their process: look, propose, approve or send back, take back.</summary>
public static class MoveApi
{
    public static void MapMoveApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/workflow-moves").RequireAuthorization(Wires.Clients).WithTags("workflow-moves");
        group.MapGet("/of/{definitionId}", async (string definitionId, HttpContext http, MoveDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.LookAsync(definitionId, await visitors.ActorAsync(http), token), CommandJson.Options)).Produces<MoveLookout>();
        group.MapGet("/{id:int}", (int id, HttpContext http, MoveDesk desk, Visitors visitors, CancellationToken token) =>
            ShowAsync(id, 200, http, desk, visitors, token)).Produces<MoveView>();
        group.MapPost("", async (HttpContext http, MoveDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var id = await desk.ProposeAsync(await Bodies.ReadAsync<MoveDraft>(http, token), await visitors.ActorAsync(http), token);
            return await ShowAsync(id, StatusCodes.Status201Created, http, desk, visitors, token);
        }).Accepts<MoveDraft>("application/json").Produces<MoveView>(201).Produces<Problem>(422, "application/problem+json");
        group.MapPost("/{id:int}/{decision:regex(^(approve|send-back|take-back)$)}", async (
            int id, string decision, HttpContext http, MoveDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var (note, actor) = (await Bodies.ReadAsync<MoveDecision>(http, token), await visitors.ActorAsync(http));
            await (decision switch
            {
                "approve" => desk.ApproveAsync(id, note, actor, token),
                "send-back" => desk.SendBackAsync(id, note, actor, token),
                _ => desk.TakeBackAsync(id, note, actor, token),
            });
            return await ShowAsync(id, 200, http, desk, visitors, token);
        }).Accepts<MoveDecision>("application/json").Produces<MoveView>().Produces<Problem>(409, "application/problem+json");
    }

    private static async Task<IResult> ShowAsync(int id, int status, HttpContext http, MoveDesk desk, Visitors visitors, CancellationToken token) =>
        Results.Json(await desk.ViewAsync(id, await visitors.ActorAsync(http), token), CommandJson.Options, statusCode: status);
}
