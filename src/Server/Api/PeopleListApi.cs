using System.Text;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Uploading;

namespace Petitions.Server.Api;

/// <param name="People">To be sent on as <c>people</c> of a registration.</param>
public sealed record ReadPeople(IReadOnlyList<NamedPerson> People);

/// <summary>Reads the list of a joint petition and says what is wrong with it; nothing is kept.</summary>
public static class PeopleListApi
{
    public static void MapPeopleLists(this IEndpointRouteBuilder api) =>
        api.MapPost("/people-lists", async (HttpContext http, CancellationToken token) =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            return Results.Json(new ReadPeople(PeopleList.Read(await reader.ReadToEndAsync(token))), CommandJson.Options);
        }).RequireAuthorization(Wires.Clients).WithTags("cases").Accepts<string>("text/csv").Produces<ReadPeople>().Produces<Problem>(422, "application/problem+json");
}
