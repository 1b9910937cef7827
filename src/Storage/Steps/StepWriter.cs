using System.Collections.Concurrent;
using System.Text;
using Npgsql;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// Writes decided steps: one round trip, one statement, one commit. The statement is made of the tables for which there are rows; the same
/// few dozen combinations come back and stay prepared.
/// </summary>
internal sealed class StepWriter(TextKeys keys)
{
    private static readonly ConcurrentDictionary<(CaseWrite, long), string> _statements = new();

    private enum CaseWrite { Insert, InsertNumbered, Update, UpdateNumbered }

    /// <summary>For tests: sees, and may spoil, each batch before it is sent.</summary>
    internal Action<NpgsqlBatch>? BeforeSending { get; set; }

    /// <summary>
    /// Writes the steps of different cases and sets the numbers that were given. Those missing from the answer lost their race: somebody
    /// changed the case in between, and nothing of the step was written.
    /// </summary>
    /// <param name="steps">One, or several that change cases that have their number.</param>
    public async Task<IReadOnlySet<CaseKey>> WriteAsync(NpgsqlConnection connection, IReadOnlyList<PreparedStep> steps, CancellationToken token)
    {
        var rows = new StepRows(keys);
        foreach (var step in steps)
            rows.Add(step);
        var (names, json) = rows.Filled();
        var write = WriteOf(steps);
        var command = Sql.Command(Statement(write, names), [Sql.Jsonb(rows.Cases()), .. json.Select(Sql.Jsonb)]);
        if (write is CaseWrite.InsertNumbered or CaseWrite.UpdateNumbered)
            AddNumbering(command, steps[0]);
        await using var batch = Sql.Batch(connection, steps[0].Order.Actor.Id);
        batch.BatchCommands.Add(command);
        BeforeSending?.Invoke(batch);
        return await WrittenAsync(batch, steps, token);
    }

    private static async Task<IReadOnlySet<CaseKey>> WrittenAsync(NpgsqlBatch batch, IReadOnlyList<PreparedStep> steps, CancellationToken token)
    {
        var written = new HashSet<CaseKey>();
        await using var row = await batch.ExecuteReaderAsync(token);
        await row.NextResultAsync(token);
        while (await row.ReadAsync(token))
        {
            var key = new CaseKey(row.GetString(0), row.GetGuid(1));
            written.Add(key);
            if (!row.IsDBNull(2) && steps.First(s => s.Case.Key == key) is { NeedsNumber: true } step)
                step.Case.Number = row.GetString(2);
        }
        // Errors of later statements, and of the commit itself, come here.
        while (await row.NextResultAsync(token))
        {
        }
        return written;
    }

    private static CaseWrite WriteOf(IReadOnlyList<PreparedStep> steps)
    {
        if (steps.Count > 1 && steps.Any(s => s.IsNew || s.NeedsNumber))
            throw new ArgumentException("A set changes cases that have their number.", nameof(steps));
        return (steps[0].IsNew, steps[0].NeedsNumber) switch
        {
            (true, true) => CaseWrite.InsertNumbered,
            (true, false) => CaseWrite.Insert,
            (false, true) => CaseWrite.UpdateNumbered,
            (false, false) => CaseWrite.Update,
        };
    }

    private static void AddNumbering(NpgsqlBatchCommand command, PreparedStep step)
    {
        command.Parameters.Add(Sql.Text(step.Case.ReceivedBy));
        command.Parameters.Add(Sql.Int(Local.DateOf(step.Now).Year));
    }

    private static string Statement(CaseWrite write, IReadOnlyList<int> tables) =>
        _statements.GetOrAdd((write, tables.Aggregate(0L, (mask, table) => mask | 1L << table)), _ => Compose(write, tables));

    private static string Compose(CaseWrite write, IReadOnlyList<int> tables)
    {
        // $1 is the case; then one parameter per table; the two of the numbering come last.
        var sql = new StringBuilder("with ").AppendLine(write switch
        {
            CaseWrite.Insert => CaseRow.Insert("null"),
            CaseWrite.Update => CaseRow.Update("k.number"),
            CaseWrite.InsertNumbered => CaseRow.Numbered(CaseRow.NewCase, tables.Count + 2) + CaseRow.Insert("(select number from numbered)"),
            CaseWrite.UpdateNumbered => CaseRow.Numbered(CaseRow.GuardedDraft, tables.Count + 2) + CaseRow.Update("(select number from numbered)"),
        });
        for (var n = 0; n < tables.Count; n++)
        {
            var table = StepTable.All[tables[n]];
            sql.Append(", ").Append(table.Name).Append("_written as (").Append(table.Sql.Replace("$rows", $"${n + 2}", StringComparison.Ordinal)).AppendLine(")");
        }
        return sql.Append("select root, case_id, number from changed").ToString();
    }
}
