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
            await EnsureRoleAsync(connection, DatabaseAddress.OwnerRole, admin.Password, ct);
            await EnsureRoleAsync(connection, DatabaseAddress.AppRole, admin.Password, ct);
            // Only a member may make databases for a role; a superuser need not be one.
            await RunAsync(connection, $"grant {DatabaseAddress.OwnerRole} to current_user", ct);
            await EnsureDatabaseAsync(connection, database, ct);
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
        catch (PostgresException e) when (e.SqlState.StartsWith("28", StringComparison.Ordinal) || e.SqlState is "3D000" or "42501")
        {
            return false; // role, password, database or the right to connect is missing
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
        await using var known = new NpgsqlCommand("select count(*) from pg_roles where rolname = $1", connection) { Parameters = { new() { Value = role } } };
        var verb = (long)(await known.ExecuteScalarAsync(ct))! == 0 ? "create" : "alter";
        // The password is hexadecimal: it cannot end the literal.
        var password = DatabaseAddress.PasswordOf(role, adminPassword) is { } derived ? $"password '{derived}'" : "";
        await RunAsync(connection, $"{verb} role {role} login {password}", ct);
    }

    private static async Task EnsureDatabaseAsync(NpgsqlConnection connection, string database, CancellationToken ct)
    {
        var name = new NpgsqlCommandBuilder().QuoteIdentifier(database);
        await using var known = new NpgsqlCommand("select count(*) from pg_database where datname = $1", connection) { Parameters = { new() { Value = database } } };
        if ((long)(await known.ExecuteScalarAsync(ct))! == 0) await CreateDatabaseAsync(connection, name, ct);
        else await RunAsync(connection, $"alter database {name} owner to {DatabaseAddress.OwnerRole}", ct);
        await RunAsync(connection, $"revoke connect, temporary on database {name} from public", ct);
        await RunAsync(connection, $"grant connect on database {name} to {DatabaseAddress.AppRole}", ct);
    }

    private static async Task CreateDatabaseAsync(NpgsqlConnection connection, string name, CancellationToken ct)
    {
        var plain = $"create database {name} owner {DatabaseAddress.OwnerRole} template template0 encoding 'UTF8'";
        try { await RunAsync(connection, plain + " locale_provider icu icu_locale 'zh-Hans-CN'", ct); }
        // A server that was built without ICU; lists then sort by code point.
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.FeatureNotSupported) { await RunAsync(connection, plain, ct); }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
