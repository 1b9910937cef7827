using Npgsql;

namespace Petitions.Storage;

/// <summary>Work that only one server may do at a time: an advisory lock that ends with its connection, whatever happens to the server.</summary>
public static class Turns
{
    private const long Space = 0x5045_5449_1000;

    /// <summary>Waits for the turn; it ends when the result is disposed.</summary>
    public static async Task<IAsyncDisposable> TakeTurnAsync(this Database database, string work, CancellationToken token)
    {
        // Unpooled, so that the lock cannot survive in a connection that lies in the pool.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.OwnerConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(token);
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1 + hashtext($2))", connection);
        command.Parameters.AddRange(new[] { new NpgsqlParameter { Value = Space }, Sql.Text(work) });
        await command.ExecuteNonQueryAsync(token);
        return connection;
    }
}
