using System.Net;
using System.Net.Sockets;
using Dapper;
using Npgsql;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class PostgresFailureTests : IAsyncLifetime
{
    private TestDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await using var owner = await _database.AsOwnerAsync();
        await owner.ExecuteAsync("create table seat (number int constraint one_per_seat unique, word text); insert into seat values (1, 'a')");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_taken_key_names_its_constraint()
    {
        await using var app = await _database.AsAppAsync();
        Assert.Equal(new PostgresFailure(PostgresTrouble.Unique, "one_per_seat"), await FailureAsync(() => app.ExecuteAsync("insert into seat values (1)")));
    }

    [Fact]
    public async Task A_lost_race_is_worth_another_try()
    {
        await using var first = await _database.AsAppAsync();
        await using var second = await _database.AsAppAsync();
        await first.ExecuteAsync("begin isolation level repeatable read; select * from seat");
        await second.ExecuteAsync("update seat set word = 'b'");

        Assert.Equal(PostgresTrouble.Retry, (await FailureAsync(() => first.ExecuteAsync("update seat set word = 'c'"))).Trouble);
    }

    [Fact]
    public async Task A_connection_that_was_cut_is_worth_another_try_and_the_pool_recovers()
    {
        await using var app = await _database.AsAppAsync();
        await using (var owner = await _database.AsOwnerAsync())
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => owner.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())"));
        var own = await FailureAsync(() => app.ExecuteAsync("select pg_terminate_backend(pg_backend_pid())"));
        Assert.Equal(PostgresTrouble.Retry, own.Trouble);

        await _database.Database.RecoverAsync(new IOException("cut"), Token);

        await using var back = await _database.AsAppAsync();
        Assert.Equal(1, await back.ExecuteScalarAsync<int>("select 1"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unavailable()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var closed = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        await using var nowhere = new NpgsqlConnection($"Host=127.0.0.1;Port={closed};Username=a;Password=b;Timeout=5");

        Assert.Equal(PostgresTrouble.Unavailable, (await FailureAsync(() => nowhere.OpenAsync(Token))).Trouble);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_nobody_elses_trouble()
    {
        await using var app = await _database.AsAppAsync();
        Assert.Equal(PostgresTrouble.None, (await FailureAsync(() => app.ExecuteAsync("select nonsense"))).Trouble);
    }

    private static async Task<PostgresFailure> FailureAsync(Func<Task> act) => PostgresFailure.Of(await Assert.ThrowsAnyAsync<Exception>(act));
}
