using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// Marks notices as read. Not a step: whether somebody has looked is no fact of the case, and it touches no row that a step locks.
/// </summary>
public sealed class NoticeMarks(Database database, TimeProvider time)
{
    public async Task ReadAsync(string person, CaseKey key, int no, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            "update notices set read_at = $5 where root = $1 and case_id = $2 and no = $3 and person = $4 and read_at is null");
        command.Parameters.AddRange(new[] { Sql.Text(key.Root), Sql.Uuid(key.Id), Sql.Int(no), Sql.Text(person), Sql.Moment(time.GetUtcNow()) });
        await command.ExecuteNonQueryAsync(token);
    }

    /// <param name="until">Notices told later stay unread: the person has not seen them.</param>
    public async Task<int> ReadAllAsync(string person, DateTimeOffset until, CancellationToken token)
    {
        await using var command = database.App.CreateCommand("update notices set read_at = $3 where person = $1 and read_at is null and told_at <= $2");
        command.Parameters.AddRange(new[] { Sql.Text(person), Sql.Moment(until), Sql.Moment(time.GetUtcNow()) });
        return await command.ExecuteNonQueryAsync(token);
    }
}
