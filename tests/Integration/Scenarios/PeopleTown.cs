using System.Globalization;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>A served town for a scenario about people: a clock that is turned by hand, petitioners who bring their query code.</summary>
public sealed class PeopleTown : IAsyncLifetime
{
    public ServedTown Town { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    /// <summary>Turns the clock to a local moment, <c>2026-01-26 14:10</c>.</summary>
    public void At(string local) => Town.Clock.HoldAt(new(DateTime.Parse(local, CultureInfo.InvariantCulture), Petitions.Cases.Local.Offset));

    /// <summary>Registers and returns number and query code.</summary>
    public async Task<(string Number, string Code)> RegisterAsync(string who, object entry)
    {
        var answer = await Town.OpenAsync(who, entry);
        Assert.True(answer.Status == 201, answer.Body.ToJsonString());
        return (answer.Body["number"]!.GetValue<string>(), answer.Body["queryCode"]!.GetValue<string>());
    }

    /// <summary>An order of the petitioner, with number and query code.</summary>
    public Task<Answer> PetitionerAsync((string Number, string Code) petition, string verb, object? body = null) =>
        Town.SendAsync(HttpMethod.Post, $"/api/my/{petition.Number}/{verb}", null, body ?? new { }, ("X-Query-Code", petition.Code));

    /// <summary>The case as a member of the staff sees it.</summary>
    public async Task<System.Text.Json.Nodes.JsonObject> CaseAsync(string who, string number) =>
        (await Town.GetAsync(who, $"/api/cases/{number}")).Body["case"]!.AsObject();
}
