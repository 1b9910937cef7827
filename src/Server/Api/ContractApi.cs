using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Api;

public sealed record ContractList(IReadOnlyList<Contract> Contracts);

/// <summary>Responsibility contracts: drawn up, countersigned, kept version by version.</summary>
public static class ContractApi
{
    public static void MapContractApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/contracts").RequireAuthorization(Wires.Clients).WithTags("contracts");
        group.MapGet("", async (HttpContext http, ContractDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(new ContractList(await desk.ListAsync(await visitors.ActorAsync(http), token)), CommandJson.Options)).Produces<ContractList>();
        group.MapPost("", async (HttpContext http, ContractDesk desk, Visitors visitors, CancellationToken token) =>
            Results.Json(await desk.DrawAsync(await Bodies.ReadAsync<NewContract>(http, token), await visitors.ActorAsync(http), token), CommandJson.Options, statusCode: 201))
            .Accepts<NewContract>("application/json").Produces<Contract>(201).Produces<Problem>(422, "application/problem+json");
        group.MapPost("/{unit}/{year:int}/{version:int}/countersign",
            async (string unit, int year, int version, HttpContext http, ContractDesk desk, Visitors visitors, CancellationToken token) =>
                Results.Json(await desk.SignAsync(unit, year, version, await visitors.ActorAsync(http), token), CommandJson.Options))
            .Produces<Contract>().Produces<Problem>(409, "application/problem+json");
    }
}
