using System.Text.Json;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Api;

/// <param name="Counts">Incidents once, petitions and people many times.</param>
public sealed record IncidentList(IncidentCounts Counts, IReadOnlyList<Incident> Incidents);

public sealed record PetitionOfIncident(string? Petition, string? Reason = null);

/// <summary>One incident, many petitions.</summary>
public static class IncidentApi
{
    public static void MapIncidentApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/incidents").RequireAuthorization(Wires.Clients).WithTags("incidents");
        group.MapGet("", async (HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var found = await desk.ListAsync(await visitors.ActorAsync(http), token);
            return Results.Json(new IncidentList(IncidentDesk.Count(found), found), CommandJson.Options);
        }).Produces<IncidentList>();
        group.MapPost("", async (HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.OpenAsync(await Bodies.ReadAsync<NewIncident>(http, token), await visitors.ActorAsync(http), token), CommandJson.Options, statusCode: 201))
            .Accepts<NewIncident>("application/json").Produces<IncidentView>(201).Produces<Problem>(400, "application/problem+json");
        group.MapGet("/{number}", async (string number, HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.ViewAsync(number, await visitors.ActorAsync(http), token), CommandJson.Options)).Produces<IncidentView>().Produces<Problem>(404, "application/problem+json");
        group.MapPost("/{number}/petitions", async (string number, HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var actor = await visitors.ActorAsync(http);
            var order = await Bodies.ReadAsync<PetitionOfIncident>(http, token);
            await desk.PutInAsync(number, order.Petition ?? throw Refusals.FieldInvalid("petition", "required"), actor, token);
            return Results.Json(await desk.ViewAsync(number, actor, token), CommandJson.Options);
        }).Accepts<PetitionOfIncident>("application/json").Produces<IncidentView>().Produces<Problem>(409, "application/problem+json");
        group.MapPost("/{number}/petitions/{petition}/take-out", async (string number, string petition, HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var actor = await visitors.ActorAsync(http);
            await desk.TakeOutAsync(number, petition, (await Bodies.ReadAsync<PetitionOfIncident>(http, token)).Reason, actor, token);
            return Results.Json(await desk.ViewAsync(number, actor, token), CommandJson.Options);
        }).Accepts<PetitionOfIncident>("application/json").Produces<IncidentView>().Produces<Problem>(409, "application/problem+json");
        group.MapPost("/{number}/record", async (string number, HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var order = await Bodies.ReadAsync<PetitionOfIncident>(http, token);
            var petition = order.Petition ?? throw Refusals.FieldInvalid("petition", "required");
            return Results.Json(await desk.ShareRecordAsync(number, petition, await visitors.ActorAsync(http), token), CommandJson.Options);
        }).Accepts<PetitionOfIncident>("application/json").Produces<IncidentView>().Produces<Problem>(409, "application/problem+json");
        group.MapPost("/{number}/answers", async (string number, HttpContext http, IncidentDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.AnswerAsync(number, await Bodies.ReadAsync<NewIncidentAnswer>(http, token), await visitors.ActorAsync(http), token), CommandJson.Options, statusCode: 201))
            .Accepts<NewIncidentAnswer>("application/json").Produces<IncidentView>(201).Produces<Problem>(422, "application/problem+json");
    }
}

/// <summary>Bodies that are no command to a case.</summary>
internal static class Bodies
{
    /// <exception cref="Refused">FIELD_INVALID at the member that cannot be read.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, CancellationToken token) where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, CommandJson.Options, token) ?? throw Refusals.FieldInvalid("", "object");
        }
        catch (JsonException e)
        {
            throw Refusals.FieldInvalid((e.Path ?? "$").TrimStart('$').TrimStart('.'), "unreadable");
        }
    }
}
