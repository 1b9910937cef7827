using Dapper;
using Npgsql;

namespace Petitions.Tests.Integration.Crashes;

/// <summary>kill -9 in the middle of the replay, of the server and of its database: the next start goes on, and the end is the same.</summary>
public sealed class KilledReplayTests(UndisturbedReplay undisturbed) : IClassFixture<UndisturbedReplay>
{
    private const int Gate = 20261121;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    public async Task Killed_thrice_it_ends_as_if_nothing_had_happened(int seed)
    {
        var data = undisturbed.Town.NewData($"killed-{seed}");
        var (first, second, third) = Moments(seed);

        using (var server = ServerProcess.Serve(undisturbed.Town, data))
        {
            await AuditReachesAsync(server, first);
            server.Kill();
        }
        using (var server = ServerProcess.Serve(undisturbed.Town, data))
        {
            await AuditReachesAsync(server, second);
            server.Kill();
        }
        using (var server = ServerProcess.Serve(undisturbed.Town, data))
        {
            await AuditReachesAsync(server, third);
            server.KillPostmaster();
            // The server may find its restarted database again, or give up; both are allowed, a wrong end is not.
            await server.ReplayEndsAsync();
        }
        await EndsAsUndisturbedAsync(data);
    }

    [Fact]
    public async Task An_order_to_another_case_that_was_under_way_still_arrives_once_and_in_time()
    {
        var data = undisturbed.Town.NewData("under-way");
        using (var server = ServerProcess.Serve(undisturbed.Town, data))
        {
            await server.ReplayBeginsAsync();
            await using var gate = await server.LookInsideAsync();
            await CloseGateAsync(gate);
            await WaitAsync(gate, $"not exists (select from pg_locks where locktype = 'advisory' and objid = {Gate} and not granted)");
            server.Kill();
        }
        await EndsAsUndisturbedAsync(data);
    }

    private async Task EndsAsUndisturbedAsync(string data)
    {
        using (var server = ServerProcess.Serve(undisturbed.Town, data))
        {
            Assert.True(await server.ReplayEndsAsync(), server.Complaints());
            await using var look = await server.LookInsideAsync();
            var standing = await Standing.OfAsync(look);
            Assert.Empty(standing.FiredTwice);
            Assert.Equal(undisturbed.Standing.Rows, standing.Rows);
            Assert.Equal(undisturbed.Standing.Audit, standing.Audit);
            Assert.Equal(undisturbed.Standing.Ladder, standing.Ladder);
            Assert.Equal(undisturbed.Standing.Timers, standing.Timers);
            Assert.Equal(undisturbed.Standing.Outbox, standing.Outbox);
        }
        Assert.Equal(0, await ServerProcess.VerifyAuditAsync(undisturbed.Town, data));
    }

    /// <summary>About a quarter, a half and three quarters of the audit's rows.</summary>
    private (int First, int Second, int Third) Moments(int seed)
    {
        var random = new Random(seed);
        var eighth = undisturbed.Standing.Audit.Count / 8;
        return (2 * eighth + random.Next(eighth), 4 * eighth + random.Next(eighth), 6 * eighth + random.Next(eighth));
    }

    private static async Task AuditReachesAsync(ServerProcess server, int rows)
    {
        await server.ReplayBeginsAsync();
        await using var look = await server.LookInsideAsync();
        await WaitAsync(look, $"(select count(*) from audit) < {rows}");
    }

    /// <summary>Whatever opens a case on the system's behalf waits at the gate, its message claimed and not yet delivered.</summary>
    private static Task CloseGateAsync(NpgsqlConnection gate) => gate.ExecuteAsync(
        $"""
        select pg_advisory_lock({Gate});
        create function wait_at_gate() returns trigger language plpgsql as $$ begin perform pg_advisory_xact_lock_shared({Gate}); return new; end $$;
        create trigger gate before insert on cases for each row when (new.registered_by = 'SYSTEM') execute function wait_at_gate();
        """);

    /// <summary>Looks again and again, within the connection's time for one command.</summary>
    private static Task WaitAsync(NpgsqlConnection look, string notYet) =>
        look.ExecuteAsync(new CommandDefinition($"do $$ begin while {notYet} loop perform pg_sleep(0.01); end loop; end $$", cancellationToken: Token));
}
