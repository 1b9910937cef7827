using Npgsql;

namespace Petitions.Storage;

/// <summary>The diary of recurring work: what ran where and when, what came of it.</summary>
public sealed class JobRuns(Database database, TimeProvider time)
{
    /// <summary>Runs the work and writes down its result, or why it failed; a failure goes on to the caller.</summary>
    /// <param name="work">Returns its result in a few words or numbers, for the page.</param>
    public async Task<string> RecordAsync(string job, string server, Func<CancellationToken, Task<string>> work, CancellationToken token)
    {
        var run = await BeginAsync(job, server, token);
        try
        {
            var result = await work(token);
            await EndAsync(run, result, null);
            return result;
        }
        catch (Exception e)
        {
            await EndAsync(run, null, $"{e.GetType().Name}: {e.Message}");
            throw;
        }
    }

    /// <summary>Forgets runs that ended before the moment.</summary>
    public async Task<int> ForgetAsync(DateTimeOffset before, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("delete from job_runs where finished_at < $1");
        command.Parameters.Add(Sql.Moment(before));
        return await command.ExecuteNonQueryAsync(token);
    }

    private async Task<long> BeginAsync(string job, string server, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("insert into job_runs (job, server, started_at) values ($1, $2, $3) returning id");
        command.Parameters.AddRange(new[] { Sql.Text(job), Sql.Text(server), Sql.Moment(time.GetUtcNow()) });
        return (long)(await command.ExecuteScalarAsync(token))!;
    }

    /// <summary>Without the caller's token: a run that was called off is written down, too.</summary>
    private async Task EndAsync(long run, string? result, string? failure)
    {
        await using var command = database.App.CreateCommand("update job_runs set finished_at = $2, result = $3, failure = $4 where id = $1");
        command.Parameters.AddRange(new[]
        {
            new NpgsqlParameter { Value = run }, Sql.Moment(time.GetUtcNow()), Sql.Text(result), Sql.Text(failure),
        });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
