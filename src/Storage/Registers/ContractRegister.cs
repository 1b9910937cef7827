using System.Text.Json;
using Dapper;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>One version of a contract.</summary>
/// <param name="State">waiting (for the unit's signature), inForce, or replaced by a newer version.</param>
public sealed record Contract(
    string Unit, int Year, int Version, IReadOnlyList<ContractLine> Lines, string DrawnBy, DateTimeOffset DrawnAt, string? SignedBy, DateTimeOffset? SignedAt,
    string State);

/// <summary>The contracts of all units and years; nothing in it is changed but the empty place of the second signature.</summary>
public sealed class ContractRegister(Database database, TimeProvider time)
{
    private const string Rows =
        """
        select unit, year, version, lines::text as lines, drawn_by, drawn_at, signed_by, signed_at,
            case when signed_by is null and version = max(version) over of_unit then 'waiting'
                when signed_by is not null and version = max(version) filter (where signed_by is not null) over of_unit then 'inForce'
                else 'replaced' end as state
        from contracts window of_unit as (partition by unit, year)
        """;

    /// <summary>Newest year first, then by unit, newest version first.</summary>
    public async Task<IReadOnlyList<Contract>> ListAsync(CancellationToken token) =>
        [.. (await Queries.Rows.ReadAsync<Row>(database, $"{Rows} order by year desc, unit, version desc limit 500", new { }, token)).Select(r => r.Contract())];

    /// <summary>The next version of the unit's contract for the year; it waits for the unit.</summary>
    public async Task<Contract> DrawAsync(NewContract contract, string by, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await LockAsync(connection, transaction, contract.Unit!, contract.Year, token);
        var version = await connection.QuerySingleAsync<int>(new CommandDefinition(
            """
            insert into contracts (unit, year, version, lines, drawn_by, drawn_at)
            select @unit, @year, coalesce(max(version), 0) + 1, @lines::jsonb, @by, @now from contracts where unit = @unit and year = @year
            returning version
            """,
            new { unit = contract.Unit, year = contract.Year, lines = JsonSerializer.Serialize(contract.Lines), by, now = Now }, transaction, cancellationToken: token));
        await transaction.CommitAsync(token);
        return await FindAsync(contract.Unit!, contract.Year, version, token);
    }

    /// <exception cref="Refused">NOT_FOUND, CONTRACT_NOT_WAITING when it was signed, or replaced meanwhile.</exception>
    public async Task<Contract> SignAsync(string unit, int year, int version, string by, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await LockAsync(connection, transaction, unit, year, token);
        var signed = await connection.ExecuteAsync(new CommandDefinition(
            """
            update contracts set signed_by = @by, signed_at = @now where unit = @unit and year = @year and version = @version and signed_by is null
                and version = (select max(version) from contracts where unit = @unit and year = @year)
            """,
            new { unit, year, version, by, now = Now }, transaction, cancellationToken: token));
        await transaction.CommitAsync(token);
        var contract = await FindAsync(unit, year, version, token);
        return signed == 1 ? contract : throw Refusals.ContractNotWaiting();
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<Contract> FindAsync(string unit, int year, int version, CancellationToken token) =>
        (await Queries.Rows.ReadAsync<Row>(database, $"select * from ({Rows}) every where unit = @unit and year = @year and version = @version", new { unit, year, version }, token))
            .FirstOrDefault()?.Contract() ?? throw Refusals.NotThere();

    /// <summary>Two who draw or sign at once come one after the other.</summary>
    private static Task LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string unit, int year, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext('contract ' || @unit), @year)", new { unit, year }, transaction, cancellationToken: token));

    private sealed record Row
    {
        public required string Unit { get; init; }
        public int Year { get; init; }
        public int Version { get; init; }
        public required string Lines { get; init; }
        public required string DrawnBy { get; init; }
        public DateTimeOffset DrawnAt { get; init; }
        public string? SignedBy { get; init; }
        public DateTimeOffset? SignedAt { get; init; }
        public required string State { get; init; }

        public Contract Contract() => new(Unit, Year, Version, JsonSerializer.Deserialize<List<ContractLine>>(Lines)!, DrawnBy, DrawnAt, SignedBy, SignedAt, State);
    }
}
