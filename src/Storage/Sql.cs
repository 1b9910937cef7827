using Npgsql;
using NpgsqlTypes;

namespace Petitions.Storage;

/// <summary>Typed parameters and the first statement of every batch.</summary>
internal static class Sql
{
    /// <summary>A batch that begins by saying who asks, so that row-level security can be switched on without a change here.</summary>
    public static NpgsqlBatch Batch(NpgsqlConnection connection, string actor) => new(connection) { BatchCommands = { AskedBy(actor) } };

    public static NpgsqlBatchCommand AskedBy(string actor) => Command("select set_config('petitions.actor', $1, true)", Text(actor));

    public static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    public static NpgsqlParameter Text(string? value) => Of(value, NpgsqlDbType.Text);

    public static NpgsqlParameter Texts(IReadOnlyCollection<string>? values) => Of(values?.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    public static NpgsqlParameter Uuid(Guid? value) => Of(value, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Uuids(IReadOnlyCollection<Guid> values) => Of(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public static NpgsqlParameter Int(int value) => Of(value, NpgsqlDbType.Integer);

    public static NpgsqlParameter Ints(IReadOnlyCollection<int> values) => Of(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlParameter Moment(DateTimeOffset value) => Of(value.UtcDateTime, NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter MomentOrNone(DateTimeOffset? value) => Of(value?.UtcDateTime, NpgsqlDbType.TimestampTz);

    public static NpgsqlParameter Jsonb(byte[] utf8) => Of(utf8, NpgsqlDbType.Jsonb);

    public static NpgsqlParameter Bytes(byte[]? value) => Of(value, NpgsqlDbType.Bytea);

    private static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

/// <summary>Moments as the database keeps them: UTC, to the microsecond. Anything finer would change on its way through a row.</summary>
internal static class Moments
{
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset moment) => new(moment.UtcTicks - moment.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
