using System.Globalization;
using Npgsql;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Builds situations over HTTP, each once, and provokes refusals in them.</summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly Dictionary<Situation, Stand> _standing = [];
    private readonly HashSet<(ServedTown, string)> _signedIn = [];
    private ServedTown? _late;

    public ServedTown Town { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Town = await ServedTown.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        await Town.DisposeAsync();
        if (_late is not null)
            await _late.DisposeAsync();
    }

    /// <summary>The answer to the order, and every table as it was before and after.</summary>
    public async Task<(Answer Answer, string Before, string After)> ProvokeAsync(Refusal refusal)
    {
        var town = await TownOfAsync(refusal.In);
        var stand = await StandAsync(refusal.In);
        stand = stand with { Moment = stand.Moment.AddDays(refusal.Order.Days) };
        town.Clock.HoldAt(stand.Moment);
        // Signing in writes to the account; that is not the order's doing.
        if (refusal.Order.Who != People.Petitioner && _signedIn.Add((town, refusal.Order.Who)))
            await town.GetAsync(refusal.Order.Who, "/api/verbs");
        var before = await EveryTableAsync(town);
        var answer = await GiveAsync(town, stand, refusal.Order);
        return (answer, before, await EveryTableAsync(town));
    }

    /// <summary>Builds these in one town and leaves its clock behind the last of them.</summary>
    public async Task<IReadOnlyDictionary<Situation, Stand>> BuildAsync(IEnumerable<Situation> situations)
    {
        var built = new Dictionary<Situation, Stand>();
        foreach (var situation in situations)
            built[situation] = await StandAsync(situation);
        Town.Clock.HoldAt(_standing.Values.Max(s => s.Moment).AddMinutes(1));
        return built;
    }

    private async Task<ServedTown> TownOfAsync(Situation situation) => situation.TimeRuns ? _late ??= await ServedTown.OpenAsync() : Town;

    private async Task<Stand> StandAsync(Situation situation)
    {
        if (_standing.TryGetValue(situation, out var known))
            return known;
        var town = await TownOfAsync(situation);
        var other = situation.Other is { } before ? await StandAsync(before) : null;
        // Each in ten minutes of its own: the brake on query codes counts all that come from one address in ten minutes.
        var morning = new DateTimeOffset(situation.Begins, new TimeOnly(9, 0), Petitions.Cases.Local.Offset).AddMinutes(10 * _standing.Count);
        var stand = new Stand("", "", other?.Moment > morning ? other.Moment : morning, other);
        if (situation.At.Length > 0)
            stand = await OpenAsync(town, situation, stand);
        foreach (var act in situation.Acts)
        {
            stand = stand with { Moment = stand.Moment.AddDays(act.Days).AddMinutes(1) };
            town.Clock.HoldAt(stand.Moment);
            if (act.Days > 0 && situation.TimeRuns)
                await town.RunDueAsync();
            var done = await GiveAsync(town, stand, act);
            Assert.True(done.Status is 200 or 201, $"{act.Who} {act.Verb}: {done.Status} {done.Body.ToJsonString()}");
        }
        if (situation.Arranged is { } sql)
            await ArrangeAsync(town, stand.Number, sql);
        if (situation.Acts.LastOrDefault() is { Verb: "escalateByHand", Who: var who })
            stand = stand with { AskedUp = await AskedUpAsync(town, who, stand.Number) };
        return _standing[situation] = stand;
    }

    private static async Task<Stand> OpenAsync(ServedTown town, Situation situation, Stand stand)
    {
        town.Clock.HoldAt(stand.Moment);
        var receipt = await town.OpenAsync(situation.At, situation.Entry);
        Assert.True(receipt.Status == 201, receipt.Body.ToJsonString());
        return stand with { Number = receipt.Body["number"]!.GetValue<string>(), QueryCode = receipt.Body["queryCode"]!.GetValue<string>() };
    }

    private static Task<Answer> GiveAsync(ServedTown town, Stand stand, Act act)
    {
        var to = act.ToOther ? stand.Other! : stand;
        var body = act.BodyIn(stand);
        (string, string)[] headers = act.IfMatch is { } version ? [("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""))] : [];
        return act.Verb switch
        {
            "register" => town.OpenAsync(act.Who, body, headers),
            "drafts" => town.SendAsync(HttpMethod.Post, "/api/cases/drafts", act.Who, body),
            _ when act.Who == People.Petitioner =>
                town.SendAsync(HttpMethod.Post, $"/api/my/{to.Number}/{act.Verb}", null, body, ("X-Query-Code", to.QueryCode)),
            _ => town.GiveAsync(act.Who, to.Number, act.Verb, body, headers),
        };
    }

    private static async Task<int> AskedUpAsync(ServedTown town, string who, string number)
    {
        var seen = await town.GetAsync(who, $"/api/cases/{number}");
        return seen.Body["case"]!["ladder"]!.AsArray().Where(e => e!["step"]!.GetValue<string>() == "byHand").Max(e => e!["no"]!.GetValue<int>());
    }

    private static async Task ArrangeAsync(ServedTown town, string number, string sql)
    {
        await using var connection = await town.Rows.AsOwnerAsync();
        await using var command = new NpgsqlCommand($"update cases set {sql} where number = $1", connection) { Parameters = { new() { Value = number } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    /// <summary>
    /// Row count of every table and the place and writer of every row: a row that is written, even with the same words, changes it; the case's
    /// row version and its audit are among them. Only the door's own count of tries with a query code stays out: it counts refused ones too.
    /// </summary>
    private static async Task<string> EveryTableAsync(ServedTown town)
    {
        await using var connection = await town.Rows.AsOwnerAsync();
        await using var tables = new NpgsqlCommand(
            """
            select string_agg(format('select %L || '' '' || count(*) || '' '' || coalesce(md5(string_agg(ctid::text || xmin::text, '''' order by ctid)), '''') as line from %s',
                oid::regclass, oid::regclass), ' union all ')
            from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'query_attempts'
            """, connection);
        var each = (string)(await tables.ExecuteScalarAsync())!;
        await using var lines = new NpgsqlCommand($"select string_agg(line, E'\\n' order by line) from ({each}) every", connection);
        return (string)(await lines.ExecuteScalarAsync())!;
    }
}
