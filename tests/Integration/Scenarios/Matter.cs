using System.Text.Json.Nodes;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Provoked;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>One petition of a scenario: what people order, and what can be read of it.</summary>
public sealed class Matter(ScenarioTown town, string number, string queryCode)
{
    public static readonly object Signed = new { way = "signed", proof = "本人签收" };

    /// <summary>Desks that see between them whatever is not sealed.</summary>
    private static readonly string[] Readers = ["STF-011", "STF-083", "STF-055", "STF-001", "STF-084"];

    public string Number => number;
    public string QueryCode => queryCode;

    public Task<Answer> GiveAsync(string who, string verb, object? body = null, params (string Name, string Value)[] headers) => who == People.Petitioner
        ? town.Served.SendAsync(HttpMethod.Post, $"/api/my/{number}/{verb}", null, body ?? new { }, [.. headers, ("X-Query-Code", queryCode)])
        : town.Served.GiveAsync(who, number, verb, body, headers);

    /// <summary>An order that must succeed.</summary>
    public async Task<Answer> DoneAsync(string who, string verb, object? body = null)
    {
        var answer = await GiveAsync(who, verb, body);
        Assert.True(answer.Status == 200, $"{who} {verb}: {answer.Status} {answer.Plain()}");
        return answer;
    }

    /// <summary>An order that must be refused with the code, and leave every row of every case as it was.</summary>
    public async Task<Answer> RefusedAsync(string code, string who, string verb, object? body = null, int status = 422, params (string Name, string Value)[] headers)
    {
        var before = await town.Served.PictureAsync();
        var answer = await GiveAsync(who, verb, body, headers);
        Assert.True((answer.Status, answer.Code) == (status, code), $"{who} {verb}: {answer.Status} {answer.Plain()}");
        Assert.Equal(before, await town.Served.PictureAsync());
        return answer;
    }

    /// <summary>The case as the desk that has it reads it, or as somebody else does.</summary>
    public async Task<JsonNode> SeenAsync(string? who = null)
    {
        foreach (var reader in who is null ? Readers : [who])
            if (await town.Served.GetAsync(reader, $"/api/cases/{number}") is { Status: 200 } seen)
                return seen.Body["case"]!;
        throw new InvalidOperationException($"{who ?? "Nobody"} may not read {number}.");
    }

    /// <summary>What the petitioner reads with the code.</summary>
    public Task<Answer> LookUpAsync() => town.Served.SendAsync(HttpMethod.Get, $"/api/my/{number}", null, null, ("X-Query-Code", queryCode));

    public async Task<string> StateAsync() => await RowAsync<string>("state");

    public Task<T> RowAsync<T>(string column) => town.Served.Rows.ScalarAsync<T>($"select {column} from cases where number = '{number}'");

    /// <summary>The newest clock of this code, of a unit where one is named.</summary>
    public async Task<JsonNode> ClockAsync(string code, string? unit = null)
    {
        var clocks = (await SeenAsync())["clocks"]!.AsArray().Select(c => c!["clock"]!);
        return clocks.Last(c => (string)c["code"]! == code && (unit is null || (string?)c["unit"] == unit));
    }

    /// <summary>The day on which a clock ends, roll and extension counted.</summary>
    public async Task<string?> DueAsync(string code, string? unit = null) => (string?)(await ClockAsync(code, unit))["effectiveDue"];

    /// <summary>In words, in Chinese.</summary>
    public async Task<string> WhyAsync(string code, string reader)
    {
        var clock = await ClockAsync(code);
        var told = await town.Served.GetAsync(reader, $"/api/cases/{number}/clocks/{clock["no"]}/explain");
        return string.Join('\n', told.Body["zh"]!.AsArray().Select(s => (string)s!));
    }

    /// <summary>Every clock, rung and timer of the petition, as its rows stand.</summary>
    public async Task<string> TimesAsync()
    {
        var rows = new List<string>();
        foreach (var table in new[] { "clocks", "ladder", "timers" })
            rows.AddRange(await town.Served.Rows.ListAsync<string>(
                $"select '{table} ' || t::text from {table} t join cases c using (root, case_id) where c.number = '{number}' order by t.no"));
        return string.Join('\n', rows);
    }

    /// <summary>One value of a table's rows of this petition.</summary>
    public Task<List<T>> ListAsync<T>(string column, string table, string where = "true") => town.Served.Rows.ListAsync<T>(
        $"select {column} from {table} t join cases c using (root, case_id) where c.number = '{number}' and {where}");

    /// <summary>The rungs that have rung, as <c>1 2026-04-27 R-NQ-ZH</c>.</summary>
    public Task<List<string>> RungsAsync() => ListAsync<string>(
        "t.rung || ' ' || to_char(t.fired_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') || ' ' || t.target_role", "ladder",
        "t.fired_at is not null and t.step like 'rung%'");
}
