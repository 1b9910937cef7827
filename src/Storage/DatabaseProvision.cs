using Npgsql;

namespace Petitions.Storage;

/// <summary>Makes the two roles and the database, where the settings name an administrator.</summary>
internal static class DatabaseProvision
{
    private const long Lock = 0x5045_5449_0001;

    /// <summary>Does nothing where both roles can already connect; may be run by several servers at once.</summary>
    /// <exception cref="StartupRefused">ROLES_NOT_PROVISIONED when the administrator may not do this.</exception>
    public static async Task EnsureAsync(DatabaseAddress address, CancellationToken ct)
    {
        if (address.Admin is null || await ConnectsAsync(address.Owner, ct) && await ConnectsAsync(address.App, ct)) return;
        var admin = new NpgsqlConnectionStringBuilder(address.Admin) { Pooling = false };
        var database = admin.Database!;
        try
        {
            await using var connection = await MaintenanceAsync(admin, ct);
            await RunAsync(connection, $"select pg_advisory_lock({Lock})", ct);
            var name = new NpgsqlCommandBuilder().QuoteIdentifier(database);
            // The only thing that cannot be in the transaction: until it ends, nobody gets into a new database, and nobody takes it for a whole one.
            if (!await ExistsAsync(connection, "pg_database where datname", database, ct))
                await CreateDatabaseAsync(connection, name, ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await EnsureRoleAsync(connection, DatabaseAddress.OwnerRole, admin.Password, ct);
            await EnsureRoleAsync(connection, DatabaseAddress.AppRole, admin.Password, ct);
            // Only a member may give a database to a role; a superuser need not be one.
            await RunAsync(connection, $"grant {DatabaseAddress.OwnerRole} to current_user", ct);
            await OpenDatabaseAsync(connection, name, ct);
            await transaction.CommitAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StartupRefused("ROLES_NOT_PROVISIONED", e, admin.Username, e.MessageText);
        }
    }

    private static async Task<bool> ConnectsAsync(string address, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState.StartsWith("28", StringComparison.Ordinal) || e.SqlState is "3D000" or "42501" or "55000")
        {
            return false; // role, password, database or the right to connect is missing, or the database is not open yet
        }
    }

    /// <summary>Roles belong to the whole server: all who provision meet in the database <c>postgres</c>, where there is one.</summary>
    private static async Task<NpgsqlConnection> MaintenanceAsync(NpgsqlConnectionStringBuilder admin, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Database = "postgres" }.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch (PostgresException e) when (e.SqlState is "3D000" or "42501")
        {
            await connection.DisposeAsync();
            connection = new NpgsqlConnection(admin.ConnectionString);
            await connection.OpenAsync(ct);
            return connection;
        }
    }

    private static async Task EnsureRoleAsync(NpgsqlConnection connection, string role, string? adminPassword, CancellationToken ct)
    {
        var verb = await ExistsAsync(connection, "pg_roles where rolname", role, ct) ? "alter" : "create";
        // The password is hexadecimal: it cannot end the literal.
        var password = DatabaseAddress.PasswordOf(role, adminPassword) is { } derived ? $"password '{derived}'" : "";
        await RunAsync(connection, $"{verb} role {role} login {password}", ct);
    }

    private static async Task OpenDatabaseAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        await RunAsync(connection, $"revoke connect, temporary on database {name} from public", ct);
        await RunAsync(connection, $"grant connect on database {name} to {DatabaseAddress.AppRole}", ct);
        await RunAsync(connection, $"alter database {name} with allow_connections true", ct);
        await RunAsync(connection, $"alter database {name} owner to {DatabaseAddress.OwnerRole}", ct);
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        var plain = $"create database {name} template template0 encoding 'UTF8' allow_connections false";
        try { await RunAsync(connection, plain + " locale_provider icu icu_locale 'zh-Hans-CN'", ct); }
        // A server that was built without ICU; lists then sort by code point.
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.FeatureNotSupported) { await RunAsync(connection, plain, ct); }
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection connection, string where, string name, CancellationToken ct)
    {
        await using var known = new NpgsqlCommand($"select exists (select from {where} = $1)", connection) { Parameters = { new() { Value = name } } };
        return (bool)(await known.ExecuteScalarAsync(ct))!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
