using System.Globalization;
using Dapper;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>Something seen somewhere, as it is kept.</summary>
public sealed record EarlySign
{
    public required string Number { get; init; }

    /// <summary>The unit that saw it.</summary>
    public required string Unit { get; init; }
    public required string Place { get; init; }
    public required string Kind { get; init; }
    public required string Seen { get; init; }
    public required string Step { get; init; }
    public required string RecordedBy { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The early signs. What has expired is not read any more, and deleted once a day.</summary>
public sealed class EarlySignBook(Database database, LibrarySource library, TextKeys keys, TimeProvider time)
{
    private const string Columns = "number, unit, place, kind, seen, step, recorded_by, recorded_at, expires_at";

    /// <summary>Shortest and longest names that are looked for in a text.</summary>
    private const int ShortestName = 2, LongestName = 4;

    /// <returns>Number and the code with which the person whom it concerns may read it.</returns>
    public async Task<(string Number, string Code)> RecordAsync(string unit, string place, string kind, string seen, string step, string by, CancellationToken token)
    {
        var root = (await library.CurrentAsync(token)).Reference.RootOf(unit);
        var (now, code) = (time.GetUtcNow(), QueryCodes.New());
        await using var connection = await database.App.OpenConnectionAsync(token);
        var number = await connection.QuerySingleAsync<string>(new CommandDefinition(
            """
            with numbered as (
                insert into counters as n (root, unit, year, kind, last) values (@root, @unit, @year, 'earlySign', 1)
                on conflict (root, unit, year, kind) do update set last = n.last + 1
                returning n.unit || '-' || n.year || '-M' || lpad(n.last::text, greatest(3, length(n.last::text)), '0') as number)
            insert into early_signs (number, root, unit, place, kind, seen, step, recorded_by, recorded_at, expires_at, code_hash)
            select number, @root, @unit, @place, @kind, @seen, @step, @by, @now, @expires, @hash from numbered returning number
            """,
            new
            {
                root, unit, year = Local.DateOf(now).Year, place, kind, seen, step, by, now = now.UtcDateTime,
                expires = now.AddDays(EarlySigns.KeptDays).UtcDateTime, hash = QueryCodes.HashOf(keys, code),
            }, cancellationToken: token));
        return (number, code);
    }

    /// <summary>Of places and units that the person works for, newest first.</summary>
    public async Task<List<EarlySign>> ListAsync(Actor actor, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var scope = Access.ScopeOf(actor, reference);
        var units = reference.Units.Keys.Where(u => scope.Units.Contains(u) || scope.Areas.Any(a => reference.IsWithin(u, a))).Append(actor.Unit ?? "").ToArray();
        return await Rows.ReadAsync<EarlySign>(database,
            $"select {Columns} from early_signs where expires_at > @now and (unit = any(@units) or place = any(@units)) order by recorded_at desc limit 200",
            new { now = time.GetUtcNow(), units }, token);
    }

    /// <summary>All that is kept of one, for whoever holds its code; null for a wrong code or one that has expired.</summary>
    public async Task<EarlySign?> OfCodeAsync(string code, CancellationToken token) =>
        (await Rows.ReadAsync<EarlySign>(database, $"select {Columns} from early_signs where code_hash = @hash and expires_at > @now",
            new { hash = QueryCodes.HashOf(keys, code), now = time.GetUtcNow() }, token)).FirstOrDefault();

    /// <summary>
    /// True if the text holds the name of a petitioner or party in a case that the writer may read. Only in these: else the refusal would tell
    /// whether somebody has ever petitioned.
    /// </summary>
    public async Task<bool> NamesSomebodyAsync(string text, Actor actor, CancellationToken token)
    {
        var words = Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
        var hashes = Pieces(Folding.FoldName(text)).Select(piece => PersonalWords.HashOf(keys, TextKind.Name, piece)!).ToArray();
        return await Rows.OneAsync<bool>(database,
            """
            select exists (select from person_texts p join cases c on c.root = p.root and c.case_id = p.case_id
                where p.hash = any(@hashes) and p.kind = 'Name' and not c.sealed and not c.confidential and (@words::text[] is null or c.readers && @words))
            """, new { hashes, words }, token);
    }

    /// <returns>How many were deleted.</returns>
    public async Task<string> ForgetAsync(CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        var gone = await connection.ExecuteAsync(new CommandDefinition(
            "delete from early_signs where expires_at <= @now", new { now = time.GetUtcNow().UtcDateTime }, cancellationToken: token));
        return gone.ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Pieces(string text) =>
        Enumerable.Range(0, text.Length).SelectMany(at => Enumerable.Range(ShortestName, LongestName - ShortestName + 1)
            .Where(length => at + length <= text.Length).Select(length => text.Substring(at, length))).Distinct();
}
