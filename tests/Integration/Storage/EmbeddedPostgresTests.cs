using Dapper;
using Npgsql;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private EmbeddedPostgresOptions Options => new() { Folder = _folder.Path, Durable = false };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_starts_in_UTF8_with_Chinese_order_and_asks_for_a_password()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, ct: Token);
        await using var connection = await ConnectAsync(postgres);

        Assert.Equal("UTF8", await connection.ExecuteScalarAsync<string>("show server_encoding"));
        Assert.StartsWith("18.", await connection.ExecuteScalarAsync<string>("show server_version"), StringComparison.Ordinal);
        Assert.Equal(["阿", "李", "王", "张"], await connection.QueryAsync<string>("select n from unnest(array['张', '王', '阿', '李']) n order by n"));
        var wrong = new NpgsqlConnectionStringBuilder(AdminOf(postgres)) { Password = "guess", Pooling = false };
        await using var stranger = new NpgsqlConnection(wrong.ConnectionString);
        Assert.Equal("28P01", (await Assert.ThrowsAsync<PostgresException>(() => stranger.OpenAsync(Token))).SqlState);
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_restart()
    {
        await using (var first = await EmbeddedPostgres.StartAsync(Options, ct: Token)) await RememberAsync(first);

        await using var second = await EmbeddedPostgres.StartAsync(Options, ct: Token);

        Assert.Equal("讨薪", await RecallAsync(second));
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_refused_in_both_languages()
    {
        await using var first = await EmbeddedPostgres.StartAsync(Options, ct: Token);

        var refused = await Assert.ThrowsAsync<StartupRefused>(() => EmbeddedPostgres.StartAsync(Options, ct: Token));

        Assert.Equal("DATA_FOLDER_IN_USE", refused.Code);
        Assert.Contains($"{Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        Assert.Matches("^数据目录 .*\n.*data folder", refused.Message);
        Assert.Equal(1, await (await ConnectAsync(first)).ExecuteScalarAsync<int>("select 1"));
    }

    [Fact]
    public async Task The_folder_is_free_again_when_the_first_server_has_stopped()
    {
        await (await EmbeddedPostgres.StartAsync(Options, ct: Token)).DisposeAsync();

        await using var second = await EmbeddedPostgres.StartAsync(Options, ct: Token);

        Assert.Equal(1, await (await ConnectAsync(second)).ExecuteScalarAsync<int>("select 1"));
    }

    [Fact]
    public async Task A_preparation_that_was_cut_short_is_begun_anew()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "cluster.new-0", "base"));

        await using var postgres = await EmbeddedPostgres.StartAsync(Options, ct: Token);

        Assert.Equal(1, await (await ConnectAsync(postgres)).ExecuteScalarAsync<int>("select 1"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_one_is_refused()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Token);

        var refused = await Assert.ThrowsAsync<StartupRefused>(() => EmbeddedPostgres.StartAsync(Options with { Folder = file }, ct: Token));

        Assert.Equal("DATA_FOLDER_NOT_WRITABLE", refused.Code);
    }

    [Fact]
    public async Task A_cluster_that_cannot_start_says_what_PostgreSQL_said()
    {
        await (await EmbeddedPostgres.StartAsync(Options, ct: Token)).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "cluster", "PG_VERSION"), "12\n", Token);

        var refused = await Assert.ThrowsAsync<StartupRefused>(() => EmbeddedPostgres.StartAsync(Options, ct: Token));

        Assert.Equal("POSTGRES_DID_NOT_START", refused.Code);
        Assert.Contains("12", refused.Message, StringComparison.Ordinal);
    }

    internal static string AdminOf(EmbeddedPostgres postgres) =>
        new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString) { Database = "postgres", Pooling = false }.ConnectionString;

    internal static async Task<NpgsqlConnection> ConnectAsync(EmbeddedPostgres postgres)
    {
        var connection = new NpgsqlConnection(AdminOf(postgres));
        await connection.OpenAsync(Token);
        return connection;
    }

    internal static async Task RememberAsync(EmbeddedPostgres postgres)
    {
        await using var connection = await ConnectAsync(postgres);
        await connection.ExecuteAsync("create table memory (word text); insert into memory values ('讨薪')");
    }

    internal static async Task<string?> RecallAsync(EmbeddedPostgres postgres)
    {
        await using var connection = await ConnectAsync(postgres);
        return await connection.ExecuteScalarAsync<string>("select word from memory");
    }
}
