using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Cases;
using Petitions.Storage;
using Petitions.Tests.Integration.Server;
using static Petitions.Tests.Integration.Scenarios.Matter;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>What units are measured by, and what nobody can draw their way around.</summary>
public sealed class OversightScenarioTests(ScenarioTown town) : IClassFixture<ScenarioTown>
{
    private const string Auditor = "R-AUDITOR";

    [Fact]
    [Trait("Scenario", "25")]
    public async Task A_contract_refuses_any_use_of_a_right_as_a_metric_and_day_61_opens_the_accountability_record_by_itself()
    {
        await town.PassToAsync("2026-01-05 09:00");
        foreach (var right in new[] { "M-06", "M-07", "M-14", "petitions", "repeats", "visits", "collectiveVisits", "reviews", "reexaminations", "accusations" })
        {
            var refused = await DrawAsync(("M-02", 98, 60), (right, 0, 40));
            Assert.Equal((422, "METRIC_FORBIDDEN", "lines[1].metric"), (refused.Status, refused.Code, refused.Field));
            Assert.Contains("权利", (string)refused.Body["sentences"]!["zh"]!);
        }
        Assert.Equal(0, await town.Served.Rows.ScalarAsync<long>("select count(*) from contracts"));
        var drawn = await DrawAsync(("M-02", 98, 60), ("M-13", 0, 40));
        Assert.Equal((201, 1, "waiting"), (drawn.Status, (int)drawn.Body["version"]!, (string?)drawn.Body["state"]));
        Assert.Equal(403, (await SignAsync(CommunityHead, 1)).Status);
        Assert.Equal("inForce", (string?)(await SignAsync(Head, 1)).Body["state"]);

        var parking = await town.SampleAsync("NQ-2026-0041", "2026-05-02 05:59");
        Assert.Equal("2026-05-01", await parking.DueAsync("CLK-HANDLE60"));
        Assert.Empty((await parking.SeenAsync())["accountability"]!.AsArray());
        await town.PassToAsync("2026-05-02 06:01");
        Assert.Contains("TR1", (await parking.SeenAsync())["accountability"]!.AsArray().Single()!.ToJsonString());
        Assert.Equal(("2026-05-02", "2026-06-01"), (Day((string)(await parking.ClockAsync("CLK-3NLG"))["startedAt"]!), await parking.DueAsync("CLK-3NLG")));
        Assert.Equal("CLOSED", await (await town.SampleAsync("NQ-2026-0041")).StateAsync());
    }

    [Fact]
    [Trait("Scenario", "26")]
    public async Task The_linter_refuses_a_drawing_without_the_60_days_and_when_the_workflow_is_parked_on_day_60_the_answer_is_served_behind_the_glass()
    {
        var definitions = town.Served.Services.GetRequiredService<Definitions>();
        var shipped = await File.ReadAllTextAsync(Path.Combine(ScenarioTown.Root(), "workflows", "petition.json"), TestContext.Current.CancellationToken);
        var refused = await Assert.ThrowsAsync<Refused>(() =>
            definitions.ImportAsync(Waiting(shipped, "60.00:00:00"), "STF-061", town.Served.Clock.GetUtcNow(), publish: true, TestContext.Current.CancellationToken));
        Assert.Equal("DEFINITION_REFUSED", refused.Code);
        Assert.Contains(refused.Findings, f => f is { IsError: true, Rule: "W5", Node: "delay" });
        Assert.Equal(1, await town.Served.Rows.ScalarAsync<long>("select count(*) from definitions where definition_id = 'petition'"));

        var parking = await town.SampleAsync("NQ-2026-0041", "2026-05-01 09:00");
        Assert.Equal("2026-05-01", await parking.DueAsync("CLK-HANDLE60"));
        object Glass(string? second) => new
        {
            secondPerson = second, reason = "流程停滞，今日是第六十日", issuingBody = "COM", proof = Signed,
            opinion = new { results = new[] { new { part = 1, result = "supported", facts = "重复扣费六个月属实", basis = "物业服务收费规定" } } },
        };
        await parking.RefusedAsync("BREAK_GLASS_NOT_NEEDED", Head, "breakGlass", Glass(Supervisor));
        await LoseDrawingAsync(parking);
        await parking.DoneAsync(Handler, "submitOpinion", new { results = new[] { new { part = 1, result = "supported", facts = "重复扣费六个月属实", basis = "物业服务收费规定" } } });
        Assert.Contains(true, await parking.ListAsync<bool>("t.parked", "workflow_instances"));
        await town.PassToAsync("2026-05-01 23:50");
        await parking.RefusedAsync("SECOND_PERSON_REQUIRED", Head, "breakGlass", Glass(Head));
        Assert.Equal("ANSWERED", (await parking.DoneAsync(Head, "breakGlass", Glass(Supervisor))).State);
        await town.PassToAsync("2026-05-02 07:00");
        var clock = await parking.ClockAsync("CLK-HANDLE60");
        Assert.Equal(("met", false), ((string?)clock["status"], (bool)clock["wasMissed"]!));
        Assert.Empty((await parking.SeenAsync())["accountability"]!.AsArray());
        Assert.Equal("2026-06-01", await parking.DueAsync("CLK-REV-ASK30"));
        var told = await parking.ListAsync<string>("t.person", "notices", "(t.template || t.arguments::text) like '%glassBroken%'");
        Assert.Contains(Supervisor, told);
        Assert.Contains(told, person => Reference().Person(person)!.Roles.Contains(Auditor));
    }

    private Reference Reference() => town.Served.Services.GetRequiredService<LibrarySource>().CurrentAsync(TestContext.Current.CancellationToken).GetAwaiter().GetResult().Reference;

    private Task<Answer> DrawAsync(params (string Metric, decimal Target, int Weight)[] lines) => town.Served.SendAsync(HttpMethod.Post, "/api/contracts", CommunityHead, new
    {
        unit = "COM-WY", year = 2026, lines = lines.Select(l => new { metric = l.Metric, target = l.Target, weight = l.Weight }),
    });

    private Task<Answer> SignAsync(string who, int version) =>
        town.Served.SendAsync(HttpMethod.Post, $"/api/contracts/COM-WY/2026/{version}/countersign", who, new { });

    private static string Day(string moment) => DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)
        .ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The drawing with a stay between acceptance and handling.</summary>
    private static string Waiting(string json, string span)
    {
        var definition = JsonNode.Parse(json)!;
        var root = definition["root"]!;
        var accepted = root["connections"]!.AsArray().First(c => (string?)c!["source"]!["port"] == "Accepted")!;
        root["activities"]!.AsArray().Add(new JsonObject
        {
            ["id"] = "delay", ["nodeId"] = "delay", ["type"] = "Elsa.Delay", ["version"] = 1, ["name"] = "delay",
            ["timeSpan"] = new JsonObject { ["typeName"] = "TimeSpan", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = span } },
        });
        var target = accepted["target"]!.DeepClone();
        accepted["target"] = new JsonObject { ["activity"] = "delay", ["port"] = "In" };
        root["connections"]!.AsArray().Add(new JsonObject { ["source"] = new JsonObject { ["activity"] = "delay", ["port"] = "Done" }, ["target"] = target });
        return definition.ToJsonString();
    }

    /// <summary>What befalls a case whose definition was lost with a disk: nothing can run it any more.</summary>
    private async Task LoseDrawingAsync(Matter matter)
    {
        await using var connection = await town.Served.Rows.AsOwnerAsync();
        await using var lose = connection.CreateCommand();
        lose.CommandText = $"update workflow_instances w set definition_version_id = 'lost' from cases c where c.root = w.root and c.case_id = w.case_id and c.number = '{matter.Number}'";
        Assert.True(await lose.ExecuteNonQueryAsync() > 0);
    }
}
