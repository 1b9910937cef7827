using Npgsql;
using Petitions.Storage;

namespace Petitions.Tests.Integration;

/// <summary>A database of one test or test class: a copy of the migrated template, or an empty one; dropped afterwards.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly TestPostgres _postgres;
    private readonly string _name;

    private TestDatabase(TestPostgres postgres, string name, Database database) => (_postgres, _name, Database) = (postgres, name, database);

    public Database Database { get; }

    public string Name => _name;

    /// <summary>What a server is given to use this database (<c>DatabaseAddress.Of(…)</c>, or its setting).</summary>
    public string AdminConnectionString => _postgres.AdminOf(_name);

    /// <summary>With all migrations of the program.</summary>
    public static Task<TestDatabase> CreateAsync() => CreateAsync((postgres, name) => postgres.CopyTemplateAsync(name));

    /// <summary>With what the first caller of the run put into it: all callers seed the same.</summary>
    public static Task<TestDatabase> CreateSeededAsync(Func<Database, Task> seed) => CreateAsync((postgres, name) => postgres.CopySeededAsync(name, seed));

    /// <summary>With the roles, and without any table.</summary>
    public static Task<TestDatabase> CreateEmptyAsync() => CreateAsync((postgres, name) => postgres.CreateAsync(name));

    /// <summary>A connection as the server has it: with the rights of <c>petitions_app</c>.</summary>
    public async Task<NpgsqlConnection> AsAppAsync() => await Database.App.OpenConnectionAsync();

    /// <summary>A connection that may do anything with this database's tables: to arrange and to look.</summary>
    public async Task<NpgsqlConnection> AsOwnerAsync() => await Database.Owner.OpenConnectionAsync();

    /// <summary>One value, asked as the owner.</summary>
    public async Task<T> ScalarAsync<T>(string sql) => (await ListAsync<T>(sql))[0];

    /// <summary>The first column, asked as the owner.</summary>
    public async Task<List<T>> ListAsync<T>(string sql)
    {
        await using var connection = await AsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<T>();
        while (await row.ReadAsync())
            values.Add(row.GetFieldValue<T>(0));
        return values;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await _postgres.DropAsync(_name);
    }

    private static async Task<TestDatabase> CreateAsync(Func<TestPostgres, string, Task> prepare)
    {
        var postgres = await TestPostgres.CurrentAsync();
        var name = $"petitions_test_{Guid.NewGuid():N}";
        await prepare(postgres, name);
        return new(postgres, name, await Database.OpenAsync(postgres.AddressOf(name).Provisioned()));
    }
}
