namespace Petitions.Storage;

/// <param name="StartedAt">The moment that live cases count their days from; an interrupted replay keeps it.</param>
/// <param name="Number">A petition to look at as its petitioner, and its query code.</param>
public sealed record DemoRun(DateTimeOffset StartedAt, bool Finished, string? Number, string? Code);

/// <summary>Remembers the replay of the demo cases, so that it happens once and goes on where it was interrupted.</summary>
public sealed class DemoRuns(Database database)
{
    /// <summary>The replay of this installation; begun now if there is none. Null where cases are that no replay has made.</summary>
    public async Task<DemoRun?> BeginAsync(DateTimeOffset now, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            "insert into demo_replay (started_at) select $1 where not exists (select from commands) on conflict (id) do nothing");
        command.Parameters.Add(Sql.Moment(now));
        await command.ExecuteNonQueryAsync(token);
        await using var read = database.App.CreateCommand("select started_at, finished_at is not null, shown_number, shown_code from demo_replay");
        await using var row = await read.ExecuteReaderAsync(token);
        return await row.ReadAsync(token)
            ? new(row.GetFieldValue<DateTimeOffset>(0), row.GetBoolean(1), row.IsDBNull(2) ? null : row.GetString(2), row.IsDBNull(3) ? null : row.GetString(3))
            : null;
    }

    public async Task FinishAsync(DateTimeOffset now, string? number, string? code, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("update demo_replay set finished_at = $1, shown_number = $2, shown_code = $3");
        command.Parameters.AddRange(new[] { Sql.Moment(now), Sql.Text(number), Sql.Text(code) });
        await command.ExecuteNonQueryAsync(token);
    }
}
