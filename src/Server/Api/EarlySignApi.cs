using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Api;

/// <summary>Early signs: written down, read, shown to whom they concern.</summary>
public static class EarlySignApi
{
    public static void MapEarlySignApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/early-signs").RequireAuthorization(Wires.Clients).WithTags("early signs");
        group.MapGet("", async (HttpContext http, EarlySignDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(new { earlySigns = await desk.ListAsync(await visitors.ActorAsync(http), token) }, CommandJson.Options));
        group.MapPost("", async (HttpContext http, EarlySignDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.RecordAsync(await Bodies.ReadAsync<NewEarlySign>(http, token), await visitors.ActorAsync(http), token), CommandJson.Options, statusCode: 201))
            .Accepts<NewEarlySign>("application/json").Produces<RecordedEarlySign>(201).Produces<Problem>(422, "application/problem+json");
        api.MapGet("/my/early-sign", async (HttpContext http, EarlySignDesk desk, CancellationToken token) =>
            Results.Json(await desk.OfCodeAsync(http, http.Request.Headers["X-Query-Code"].ToString(), token), CommandJson.Options))
            .WithTags("my").Produces<EarlySign>().Produces<Problem>(404, "application/problem+json");
    }
}
