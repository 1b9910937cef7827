using System.Data;
using System.Globalization;
using Dapper;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One page of a list, and where the next begins; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);

/// <summary>How queries run: Dapper, with columns in lower case and moments as the rest of the house has them.</summary>
internal static class Rows
{
    static Rows()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new MomentHandler());
    }

    /// <summary>Where somebody listens: how the database goes about each question, before it is answered.</summary>
    public static readonly AsyncLocal<ICollection<string>?> Plans = new();

    /// <summary>Makes rows readable, for those who ask Dapper themselves.</summary>
    public static void Prepare()
    {
    }

    public static async Task<List<T>> ReadAsync<T>(Database database, string sql, object parameters, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await PlanAsync(connection, sql, parameters, token);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token))).AsList();
    }

    public static async Task<T> OneAsync<T>(Database database, string sql, object parameters, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await PlanAsync(connection, sql, parameters, token);
        return (await connection.ExecuteScalarAsync<T>(new CommandDefinition(sql, parameters, cancellationToken: token)))!;
    }

    private static async Task PlanAsync(IDbConnection connection, string sql, object parameters, CancellationToken token)
    {
        if (Plans.Value is { } plans)
            plans.Add(string.Join('\n', await connection.QueryAsync<string>(new CommandDefinition("explain (analyze, buffers) " + sql, parameters, cancellationToken: token))));
    }

    private sealed class MomentHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => new((DateTime)value, TimeSpan.Zero);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.UtcDateTime;
    }
}

/// <summary>Where a page begins: the last row of the page before. Opaque to readers; deep pages cost as much as the first.</summary>
internal readonly record struct Cursor(DateTimeOffset At, Guid Id, int No)
{
    public static readonly Cursor First = new(DateTimeOffset.MinValue, Guid.Empty, 0);

    /// <summary>For lists with the newest first.</summary>
    public static readonly Cursor Newest = new(DateTimeOffset.MaxValue, Guid.AllBitsSet, int.MaxValue);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks:x}-{Id:N}-{No}");

    /// <exception cref="Refused">FIELD_INVALID (after).</exception>
    public static Cursor Read(string? given, Cursor start)
    {
        if (string.IsNullOrEmpty(given))
            return start;
        var parts = given.Split('-');
        return parts.Length == 3 && long.TryParse(parts[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ticks)
            && ticks >= 0 && ticks <= DateTime.MaxValue.Ticks && Guid.TryParse(parts[1], out var id)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            ? new(new DateTimeOffset(ticks, TimeSpan.Zero), id, no)
            : throw Refusals.FieldInvalid("after");
    }

    public static Page<T> Page<T>(List<T> rows, int size, Func<T, Cursor> of) => new(rows, rows.Count < size ? null : of(rows[^1]).ToString());
}
