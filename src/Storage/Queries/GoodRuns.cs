namespace Petitions.Storage.Queries;

/// <param name="GoodAt">Start of the newest run that succeeded or is under way.</param>
/// <param name="Failure">Why the newest run failed; null if it did not.</param>
public sealed record JobStanding(string Job, DateTimeOffset? GoodAt, string? Failure);

/// <param name="Since">When the installation began to live: its first reference data.</param>
public sealed record RunDiary(DateTimeOffset? Since, IReadOnlyList<JobStanding> Jobs)
{
    public JobStanding? Of(string job) => Jobs.FirstOrDefault(j => j.Job == job);
}

/// <summary>What of the recurring work is done.</summary>
public sealed class GoodRuns(Database database)
{
    /// <summary>A run without an end is taken as under way for an hour; then its server has died.</summary>
    public async Task<RunDiary> ReadAsync(DateTimeOffset now, CancellationToken token) => new(
        await Rows.OneAsync<DateTime?>(database, "select min(published_at) from reference", new { }, token) is { } since ? new(since, TimeSpan.Zero) : null,
        await Rows.ReadAsync<JobStanding>(
            database,
            """
            select job, max(started_at) filter (where failure is null and (finished_at is not null or started_at > @now - interval '1 hour')) as good_at,
                (array_agg(failure order by id desc))[1] as failure
            from job_runs group by job
            """, new { now }, token));
}
