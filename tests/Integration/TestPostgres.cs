using Dapper;
using Npgsql;
using Petitions.Storage;
using Petitions.Tests.Integration;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Petitions.Tests.Integration;

/// <summary>
/// The PostgreSQL of one test run with a migrated template in it: an embedded one in a temporary folder, or the server
/// that <c>PETITIONS_TEST_DB</c> (an administrator's connection string) names.
/// </summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private readonly string _template = $"petitions_template_{Guid.NewGuid():N}", _seeded = $"petitions_seeded_{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _seeding = new(1);
    private bool _isSeeded;
    private TestFolder? _folder;
    private EmbeddedPostgres? _embedded;
    private string _admin = "";

    /// <summary>The fixture that the runner made for this assembly.</summary>
    public static async Task<TestPostgres> CurrentAsync() =>
        await TestContext.Current.GetFixture<TestPostgres>() ?? throw new InvalidOperationException("Not inside a test.");

    public async ValueTask InitializeAsync()
    {
        // Dapper compiles a reader per query and address; all databases of a run have the same tables.
        SqlMapper.ConnectionStringComparer = new AnyAddress();
        _admin = Environment.GetEnvironmentVariable("PETITIONS_TEST_DB") ?? await StartEmbeddedAsync();
        await using (var database = await Database.OpenAsync(AddressOf(_template)))
            await Migrator.OfProgram.ApplyAsync(database, DateTimeOffset.UnixEpoch);
        // No connection may disturb a copy: PostgreSQL refuses to copy a database that somebody uses.
        await RunAsync($"alter database {_template} with allow_connections false");
    }

    public async ValueTask DisposeAsync()
    {
        if (_embedded is null)
        {
            await DropAsync(_template);
            await DropAsync(_seeded);
            return;
        }
        await _embedded.DisposeAsync();
        _folder!.Dispose();
    }

    internal DatabaseAddress AddressOf(string database) => DatabaseAddress.Of(AdminOf(database));

    internal string AdminOf(string database) => new NpgsqlConnectionStringBuilder(_admin) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    internal Task CopyTemplateAsync(string database) =>
        RunAsync($"create database {database} template {_template} owner {DatabaseAddress.OwnerRole}");

    /// <summary>The first caller fills a copy of the template; it and all others get copies of that.</summary>
    internal async Task CopySeededAsync(string database, Func<Database, Task> seed)
    {
        await _seeding.WaitAsync();
        try
        {
            if (!_isSeeded)
                await SeedAsync(seed);
            _isSeeded = true;
        }
        finally
        {
            _seeding.Release();
        }
        await RunAsync($"create database {database} template {_seeded} owner {DatabaseAddress.OwnerRole}");
    }

    internal Task CreateAsync(string database) => RunAsync($"create database {database} owner {DatabaseAddress.OwnerRole}");

    internal Task DropAsync(string database) => RunAsync($"drop database if exists {database} with (force)");

    private async Task<string> StartEmbeddedAsync()
    {
        _folder = new TestFolder();
        _embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { Folder = _folder.Path, Durable = false });
        return _embedded.AdminConnectionString;
    }

    private async Task SeedAsync(Func<Database, Task> seed)
    {
        await DropAsync(_seeded);
        await CopyTemplateAsync(_seeded);
        await using (var database = await Database.OpenAsync(AddressOf(_seeded).Provisioned()))
            await seed(database);
        await RunAsync($"alter database {_seeded} with allow_connections false");
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_admin) { Database = "postgres", CommandTimeout = 120 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class AnyAddress : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => true;

        public int GetHashCode(string address) => 0;
    }
}
