using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>Whom the daily three-not-let-go check visits: every open case (a trigger may have come true) and every case with a record that has not passed.</summary>
public sealed class AccountabilityCases(Database database)
{
    public async Task<IReadOnlyList<CaseKey>> DueAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            select root, case_id from cases where open
            union select root, case_id from cases where accountability_open
            order by root, case_id
            """);
        await using var row = await command.ExecuteReaderAsync(token);
        var keys = new List<CaseKey>();
        while (await row.ReadAsync(token))
            keys.Add(new(row.GetString(0), row.GetGuid(1)));
        return keys;
    }
}
