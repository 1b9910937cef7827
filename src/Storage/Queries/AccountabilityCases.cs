using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>
/// Whom the daily three-not-let-go check visits: every open case (a trigger may have come true), every case with a record that has not passed, and
/// ended ones in which a duty was missed afterwards, such as the notice of a petition that was not accepted.
/// </summary>
public sealed class AccountabilityCases(Database database, TimeProvider time)
{
    /// <summary>Longer than any installation stands still; what is older was looked at by then.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromDays(400);

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
        return [.. keys, .. await EndedAsync(token)];
    }

    /// <summary>Numbers of cases with an unfinished record whose deferral is over (handbook §6.10), oldest first; sealed ones are not named.</summary>
    public async Task<IReadOnlyList<string>> StaleDeferralsAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            select number from cases
            where accountability_open and not sealed and doc @? '$.accountabilityRecords[*] ? ((@.status == "open" || @.status == "returned") && @.deferral.lapsed == true)'
            order by received_at, number
            """);
        await using var row = await command.ExecuteReaderAsync(token);
        var numbers = new List<string>();
        while (await row.ReadAsync(token))
            numbers.Add(row.GetString(0));
        return numbers;
    }

    /// <summary>Only those in which the facts demand a record: a visit that finds nothing would be written down all the same.</summary>
    private async Task<List<CaseKey>> EndedAsync(CancellationToken token)
    {
        var now = time.GetUtcNow();
        await using var command = database.App.CreateCommand(
            """
            select c.root, c.case_id, c.doc::text from cases c
            where not c.open and not c.accountability_open and c.updated_at > $1
                and (c.doc @? '$.reviews[*]'
                    or exists (select from clocks k where k.root = c.root and k.case_id = c.case_id and k.was_missed and k.kind = 'statutory'))
            order by c.root, c.case_id
            """);
        command.Parameters.Add(Sql.Moment(now - Recent));
        await using var row = await command.ExecuteReaderAsync(token);
        var keys = new List<CaseKey>();
        while (await row.ReadAsync(token))
            if (Accountability.IsDemanded(JsonSerializer.Deserialize<Case>(row.GetString(2), CaseJson.Options)!, now))
                keys.Add(new(row.GetString(0), row.GetGuid(1)));
        return keys;
    }
}
