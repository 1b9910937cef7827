using Petitions.Server.Access;

namespace Petitions.Server.Api;

/// <summary>A unit is succeeded by another: order it for all its cases, look at the hand-over list, say what stays, call it off.</summary>
public static class SuccessionApi
{
    public static void MapSuccessionApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/successions").RequireAuthorization(Wires.Clients).WithTags("successions");
        group.MapGet("", async (HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(new { orders = await desk.ListAsync(await visitors.ActorAsync(http), token) }, CommandJson.Options));
        group.MapGet("/{id:int}", (int id, HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token) =>
            ShowAsync(id, 200, http, desk, visitors, token)).Produces<UnitOrderView>();
        group.MapPost("", async (HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var id = await desk.OrderAsync(await Bodies.ReadAsync<UnitOrderDraft>(http, token), await visitors.ActorAsync(http), token);
            return await ShowAsync(id, StatusCodes.Status201Created, http, desk, visitors, token);
        }).Accepts<UnitOrderDraft>("application/json").Produces<UnitOrderView>(201).Produces<Problem>(422, "application/problem+json");
        group.MapPost("/{id:int}/stays", async (int id, HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token) =>
        {
            await desk.KeepAsync(id, await Bodies.ReadAsync<ArrearsDraft>(http, token), await visitors.ActorAsync(http), token);
            return await ShowAsync(id, 200, http, desk, visitors, token);
        }).Accepts<ArrearsDraft>("application/json").Produces<UnitOrderView>().Produces<Problem>(409, "application/problem+json");
        group.MapPost("/{id:int}/cancel", async (int id, HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token) =>
        {
            await desk.CancelAsync(id, await Bodies.ReadAsync<UnitOrderEnd>(http, token), await visitors.ActorAsync(http), token);
            return await ShowAsync(id, 200, http, desk, visitors, token);
        }).Accepts<UnitOrderEnd>("application/json").Produces<UnitOrderView>().Produces<Problem>(409, "application/problem+json");
    }

    private static async Task<IResult> ShowAsync(int id, int status, HttpContext http, SuccessionDesk desk, Visitors visitors, CancellationToken token) =>
        Results.Json(await desk.ViewAsync(id, await visitors.ActorAsync(http), token), CommandJson.Options, statusCode: status);
}
