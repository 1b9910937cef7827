using Dapper;
using Npgsql;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class DatabaseTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_servers_role_reads_and_writes_what_migrations_create()
    {
        await AsOwnerAsync("create table note (id int generated always as identity, word text)");

        await using var app = await _database.AsAppAsync();
        await app.ExecuteAsync("insert into note (word) values ('a'); update note set word = 'b'; delete from note where word = 'c'");

        Assert.Equal(["b"], await app.QueryAsync<string>("select word from note"));
    }

    [Theory]
    [InlineData("update ledger set word = 'b'")]
    [InlineData("delete from ledger")]
    [InlineData("truncate ledger")]
    [InlineData("drop table ledger")]
    [InlineData("alter table ledger disable trigger all")]
    [InlineData("create table mine (id int)")]
    [InlineData("set role petitions_owner")]
    [InlineData("update schema_migrations set checksum = ''")]
    public async Task A_table_that_only_grows_cannot_be_changed_by_the_servers_role(string attempt)
    {
        await AsOwnerAsync("create table ledger (word text); revoke update, delete on ledger from petitions_app");
        await using var app = await _database.AsAppAsync();
        await app.ExecuteAsync("insert into ledger values ('a')");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync(attempt));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(["a"], await app.QueryAsync<string>("select word from ledger"));
    }

    [Fact]
    public async Task Chinese_names_sort_by_pinyin_and_text_is_folded_and_found()
    {
        await using var app = await _database.AsAppAsync();

        Assert.Equal(["阿", "李", "王", "张"],
            await app.QueryAsync<string>("select n from unnest(array['张', '王', '阿', '李']) n order by n collate chinese"));
        Assert.Equal("ａ座b栋", await app.ExecuteScalarAsync<string>("select lower('Ａ座B栋')"));
        Assert.True(await app.ExecuteScalarAsync<bool>("select '工地讨薪三个月' like '%讨薪%' and length('讨薪') = 2"));
    }

    [Fact]
    public async Task Opening_again_finds_roles_and_database_as_they_are()
    {
        await using var again = await Database.OpenAsync(DatabaseAddress.Of(_database.AdminConnectionString));

        await using var app = await again.App.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(DatabaseAddress.AppRole, await app.ExecuteScalarAsync<string>("select current_user"));
    }

    [Fact]
    public async Task Two_strings_are_enough_where_an_administrator_made_the_roles()
    {
        var address = DatabaseAddress.Of(null, _database.Database.OwnerConnectionString, _database.Database.AppConnectionString);
        await using var database = await Database.OpenAsync(address);

        Assert.Empty(await Migrator.OfProgram.ApplyAsync(database, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public async Task A_stranger_is_said_to_be_one_at_once_in_both_languages()
    {
        var wrong = new NpgsqlConnectionStringBuilder(_database.Database.AppConnectionString) { Username = "stranger" }.ConnectionString;

        var refused = await Assert.ThrowsAsync<StartupRefused>(() => Database.OpenAsync(DatabaseAddress.Of(null, wrong, wrong)));

        Assert.Equal("DATABASE_UNREACHABLE", refused.Code);
        Assert.Matches("^无法连接数据库 .*\n.*cannot be reached", refused.Message);
    }

    [Fact]
    public void Half_an_address_is_refused() =>
        Assert.Equal("CONNECTION_INCOMPLETE", Assert.Throws<StartupRefused>(() => DatabaseAddress.Of(null, "Host=somewhere")).Code);

    private async Task AsOwnerAsync(string sql)
    {
        await using var owner = await _database.AsOwnerAsync();
        await owner.ExecuteAsync(sql);
    }
}
