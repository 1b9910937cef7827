using System.Diagnostics;
using Dapper;
using Npgsql;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class EmbeddedPostgresCrashTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private EmbeddedPostgresOptions Options => new() { Folder = _folder.Path, Durable = false };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_postmaster_comes_back_with_what_was_committed()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, ct: Token);
        await using var database = await Database.OpenAsync(DatabaseAddress.Of(postgres.AdminConnectionString), Token);
        await using (var owner = await database.Owner.OpenConnectionAsync(Token))
            await owner.ExecuteAsync("create table memory (word text); grant select on memory to petitions_app; insert into memory values ('讨薪')");
        await using var open = await database.App.OpenConnectionAsync(Token);
        var killed = postgres.ProcessId;

        Process.GetProcessById(killed).Kill();
        while (postgres.ProcessId == killed) await database.RecoverAsync(new IOException("lost"), Token);

        await using var back = await database.App.OpenConnectionAsync(Token);
        Assert.Equal("讨薪", await back.ExecuteScalarAsync<string>("select word from memory"));
        var lost = await Assert.ThrowsAnyAsync<NpgsqlException>(() => open.ExecuteAsync("select 1"));
        Assert.Equal(PostgresTrouble.Retry, PostgresFailure.Of(lost).Trouble);
    }

    [Theory]
    [InlineData("tied")]
    [InlineData("orphan")]
    public async Task What_a_killed_server_left_is_ended_and_its_data_are_taken_over(string mode)
    {
        using var server = StartServer(mode);
        var postmaster = int.Parse((await server.StandardOutput.ReadLineAsync(Token))!);
        var admin = new NpgsqlConnectionStringBuilder(await server.StandardOutput.ReadLineAsync(Token)) { Database = "postgres", Pooling = false };
        await using var open = new NpgsqlConnection(admin.ConnectionString);
        await open.OpenAsync(Token);
        await open.ExecuteAsync("create table memory (word text); insert into memory values ('讨薪')");

        server.Kill();
        await server.WaitForExitAsync(Token);
        await using var postgres = await EmbeddedPostgres.StartAsync(Options, ct: Token);

        Assert.NotEqual(postmaster, postgres.ProcessId);
        Assert.Equal("讨薪", await EmbeddedPostgresTests.RecallAsync(postgres));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => open.ExecuteAsync("select 1"));
    }

    [Fact]
    public async Task A_living_server_keeps_its_folder_even_from_another_process()
    {
        using var server = StartServer("tied");
        await server.StandardOutput.ReadLineAsync(Token);

        var refused = await Assert.ThrowsAsync<StartupRefused>(() => EmbeddedPostgres.StartAsync(Options, ct: Token));

        Assert.Equal("DATA_FOLDER_IN_USE", refused.Code);
        Assert.Contains($"{server.Id}", refused.Message, StringComparison.Ordinal);
        server.StandardInput.Close();
        await server.WaitForExitAsync(Token);
        Assert.Equal(0, server.ExitCode);
    }

    private Process StartServer(string mode)
    {
        string[] line = [Path.Combine(AppContext.BaseDirectory, "Petitions.Tests.PostgresHost.dll"), _folder.Path, mode];
        return Process.Start(new ProcessStartInfo("dotnet", line) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }
}
