using System.Globalization;
using System.Text.Json.Nodes;
using Petitions.Server;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Provoked;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>
/// A served town for the scenarios of one class. Its clock is turned, and what falls due on the way happens at its own moment, the check of 06:00
/// among it. Petitions of the samples are carried over HTTP by the people who handled them, as far as a scenario needs.
/// </summary>
public sealed class ScenarioTown : IAsyncLifetime
{
    private const string Registrar = "STF-008";
    private static readonly TimeSpan DailyCheck = TimeSpan.FromHours(6);
    private readonly Dictionary<string, Matter> _samples = [];

    public ServedTown Served { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Served = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => Served.DisposeAsync();

    /// <summary>A moment of Beijing, as <c>2026-02-25 10:00</c>.</summary>
    public static DateTimeOffset At(string moment) =>
        new(DateTime.ParseExact(moment, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

    /// <summary>Time passes until the moment; people come before timers, so what is due at the very moment waits. Another petition may begin earlier.</summary>
    public async Task PassToAsync(DateTimeOffset moment)
    {
        while (await NextAsync(Served.Clock.GetUtcNow(), moment) is { } due)
        {
            Served.Clock.HoldAt(due);
            await Served.RunDueAsync();
            if (due.ToOffset(TimeSpan.FromHours(8)).TimeOfDay == DailyCheck)
                await Served.WorkAsync("threeNotLetGo");
        }
        Served.Clock.HoldAt(moment);
    }

    public Task PassToAsync(string moment) => PassToAsync(At(moment));

    /// <summary>Registers a petition at the moment.</summary>
    public async Task<Matter> OpenAsync(string moment, object entry, string who = Registrar)
    {
        await PassToAsync(moment);
        return await OpenedAsync(who, entry);
    }

    /// <summary>A sample petition with every step before the moment, or to its end; each call is a petition of its own.</summary>
    public async Task<Matter> SampleAsync(string id, string? until = null)
    {
        var end = until is null ? DateTimeOffset.MaxValue : At(until);
        foreach (var step in Steps(id))
        {
            var at = DateTimeOffset.Parse((string)step["at"]!, CultureInfo.InvariantCulture);
            if (at >= end)
                break;
            await PassToAsync(at);
            await PlayAsync(id, step);
        }
        if (until is not null)
            await PassToAsync(end);
        return _samples[id];
    }

    private async Task PlayAsync(string id, JsonNode step)
    {
        var (by, verb, body) = ((string)step["by"]!, (string)step["give"]!, step["with"]?.DeepClone() ?? new JsonObject());
        if (verb == "register")
        {
            _samples[id] = await OpenedAsync(by == "web" ? Registrar : by, body);
            return;
        }
        var answer = await _samples[id].GiveAsync(by == "petitioner" ? People.Petitioner : by, verb, await FilledAsync(_samples[id], body));
        Assert.True(answer.Code == (string?)step["expectRefusal"] && answer.Status < 500, $"{id} {by} {verb}: {answer.Status} {answer.Plain()}");
    }

    private async Task<Matter> OpenedAsync(string who, object entry)
    {
        var receipt = await Served.SendAsync(HttpMethod.Post, "/api/cases", who, entry);
        Assert.True(receipt.Status == 201, receipt.Plain());
        return new Matter(this, (string)receipt.Body["number"]!, (string)receipt.Body["queryCode"]!);
    }

    /// <summary>The samples name records, documents, entries of the ladder and other petitions by what they are.</summary>
    private async Task<JsonNode> FilledAsync(Matter matter, JsonNode body)
    {
        var json = body.ToJsonString();
        foreach (var (id, known) in _samples)
            json = json.Replace($"\"$number:{id}\"", $"\"{known.Number}\"", StringComparison.Ordinal);
        if (!json.Contains("\"$", StringComparison.Ordinal))
            return JsonNode.Parse(json)!;
        var seen = await matter.SeenAsync();
        Fill("$record", seen["accountability"]!.AsArray().LastOrDefault()?["record"]);
        Fill("$order", seen["supervisionOrders"]!.AsArray().LastOrDefault());
        foreach (var entry in seen["ladder"]!.AsArray().Where(e => e!["firedAt"] is not null).Reverse())
            Fill($"$entry:{entry!["step"]}", entry);
        foreach (var document in seen["documents"]!.AsArray().Reverse())
            Fill($"$document:{document!["kind"]}", document);
        return JsonNode.Parse(json)!;

        void Fill(string name, JsonNode? numbered) => json = json.Replace($"\"{name}\"", numbered?["no"]?.ToJsonString() ?? $"\"{name}\"", StringComparison.Ordinal);
    }

    private async Task<DateTimeOffset?> NextAsync(DateTimeOffset after, DateTimeOffset before)
    {
        var timer = await Served.Rows.ScalarAsync<DateTime>(
            $"""
            select coalesce(least((select min(next_at) from timers where parked_at is null and next_at > '{after:O}'),
                (select min(next_at) from outbox where kind = 'command' and delivered_at is null and next_at > '{after:O}')), '9999-01-01Z')
            """);
        var day = after.ToOffset(TimeSpan.FromHours(8));
        var check = new DateTimeOffset(day.Date, day.Offset) + DailyCheck;
        check = check > after ? check : check.AddDays(1);
        var next = timer < check.UtcDateTime ? new DateTimeOffset(timer, TimeSpan.Zero) : check;
        return next < before ? next : null;
    }

    private static IEnumerable<JsonNode> Steps(string id)
    {
        var petitions = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "seeds", Demo.Samples)))!["petitions"]!.AsArray();
        return petitions.Single(p => (string)p!["id"]! == id)!["steps"]!.AsArray().Select(s => s!);
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Petitions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Petitions.sln above the tests");
        return folder.FullName;
    }
}
