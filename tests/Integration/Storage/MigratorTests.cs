using Dapper;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class MigratorTests : IAsyncLifetime
{
    private static readonly DateTimeOffset _now = new(2026, 3, 4, 1, 0, 0, TimeSpan.Zero);
    private static readonly Migration _one = new(1, "0001_one", "create table one (id int)");
    private static readonly Migration _two = new(2, "0002_two", "insert into one values (7)");
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateEmptyAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public void Every_migration_of_the_program_has_a_number_of_its_own()
    {
        var names = typeof(Migrator).Assembly.GetManifestResourceNames().Where(n => n.Contains(".Migrations.", StringComparison.Ordinal)).Select(n => n.Split(".Migrations.")[1][..4]).ToList();
        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public async Task Each_file_is_applied_once_and_recorded()
    {
        Assert.Equal(["0001_one", "0002_two"], await ApplyAsync(_two, _one));
        Assert.Empty(await ApplyAsync(_one, _two));

        await using var owner = await _database.AsOwnerAsync();
        Assert.Equal([7], await owner.QueryAsync<int>("select id from one"));
        Assert.Equal(_now.UtcDateTime, await owner.ExecuteScalarAsync<DateTime>("select applied_at from schema_migrations where number = 2"));
    }

    [Fact]
    public async Task Servers_that_start_together_apply_each_file_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ApplyAsync(_one, _two)));

        Assert.Equal(2, applied.Sum(names => names.Count));
        await using var owner = await _database.AsOwnerAsync();
        Assert.Equal([7], await owner.QueryAsync<int>("select id from one"));
    }

    [Fact]
    public async Task An_applied_file_that_was_changed_is_refused_by_name()
    {
        await ApplyAsync(_one);

        var refused = await RefusedAsync(_one with { Sql = "create table one (id bigint)" }, _two);

        Assert.Equal("MIGRATION_CHANGED", refused.Code);
        Assert.Contains("0001_one", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["0001_one"], await AppliedAsync());
    }

    [Fact]
    public async Task Line_ends_of_another_system_are_no_change()
    {
        await ApplyAsync(_one with { Sql = "create table one\n(id int)" });

        Assert.Empty(await ApplyAsync(_one with { Sql = "create table one\r\n(id int)" }));
    }

    [Fact]
    public async Task A_database_that_is_newer_than_the_program_is_refused()
    {
        await ApplyAsync(_one, _two);

        Assert.Equal("MIGRATION_UNKNOWN", (await RefusedAsync(_one)).Code);
    }

    [Fact]
    public async Task A_file_that_came_in_below_an_applied_one_is_refused()
    {
        await ApplyAsync(_one, _two with { Number = 3 });

        Assert.Equal("MIGRATION_OUT_OF_ORDER", (await RefusedAsync(_one, _two, _two with { Number = 3 })).Code);
        Assert.Equal(["0001_one", "0002_two"], await AppliedAsync());
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_half_done()
    {
        var broken = new Migration(2, "0002_broken", "insert into one values (1); insert into nowhere values (1)");

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => ApplyAsync(_one, broken));

        await using var owner = await _database.AsOwnerAsync();
        Assert.Equal(["0001_one"], await AppliedAsync());
        Assert.Empty(await owner.QueryAsync<int>("select id from one"));
    }

    private Task<IReadOnlyList<string>> ApplyAsync(params Migration[] migrations) => new Migrator(migrations).ApplyAsync(_database.Database, _now);

    private Task<StartupRefused> RefusedAsync(params Migration[] migrations) => Assert.ThrowsAsync<StartupRefused>(() => ApplyAsync(migrations));

    private async Task<IEnumerable<string>> AppliedAsync()
    {
        await using var owner = await _database.AsOwnerAsync();
        return await owner.QueryAsync<string>("select name from schema_migrations order by number");
    }
}
