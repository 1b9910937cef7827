using Npgsql;

namespace Petitions.Storage;

/// <summary>What a person signs in with. Roles and unit stand in the reference data under the staff id.</summary>
/// <param name="UserName">Compared without regard to capitals.</param>
/// <param name="Stamp">Changes with the password: older sign-ins end.</param>
public sealed record Account(
    string UserName, string StaffId, string PasswordHash, string Stamp, int Failed = 0, DateTimeOffset? LockedUntil = null, bool Disabled = false);

/// <summary>Accounts of staff.</summary>
public sealed class People(Database database)
{
    private const string Columns = "user_name, staff_id, password_hash, stamp, failed, locked_until, disabled";

    public Task<Account?> FindAsync(string userName, CancellationToken token) => OneAsync("user_name = $1", userName.ToLowerInvariant(), token);

    public Task<Account?> FindByStaffAsync(string staffId, CancellationToken token) => OneAsync("staff_id = $1", staffId, token);

    /// <summary>True while nobody can sign in: the first administrator is still to be made.</summary>
    public async Task<bool> IsEmptyAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand("select not exists (select from accounts)");
        return (bool)(await command.ExecuteScalarAsync(token))!;
    }

    /// <summary>False if the name or the person has an account already.</summary>
    public async Task<bool> AddAsync(Account account, DateTimeOffset now, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            insert into accounts (user_name, staff_id, password_hash, stamp, failed, locked_until, disabled, created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
            """);
        Fill(command, account);
        command.Parameters.Add(Sql.Moment(now));
        return await command.ExecuteNonQueryAsync(token) == 1;
    }

    /// <summary>Staff ids that have an account.</summary>
    public async Task<IReadOnlySet<string>> StaffAsync(CancellationToken token)
    {
        await using var command = database.App.CreateCommand("select staff_id from accounts");
        await using var row = await command.ExecuteReaderAsync(token);
        var staff = new HashSet<string>();
        while (await row.ReadAsync(token))
            staff.Add(row.GetString(0));
        return staff;
    }

    /// <summary>All in one commit; names and persons that have an account already are passed over.</summary>
    public async Task AddAsync(IReadOnlyCollection<Account> accounts, DateTimeOffset now, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            insert into accounts (user_name, staff_id, password_hash, stamp, created_at)
            select *, $5 from unnest($1, $2, $3, $4) on conflict do nothing
            """);
        command.Parameters.AddRange(new[]
        {
            Sql.Texts([.. accounts.Select(a => a.UserName.ToLowerInvariant())]), Sql.Texts([.. accounts.Select(a => a.StaffId)]),
            Sql.Texts([.. accounts.Select(a => a.PasswordHash)]), Sql.Texts([.. accounts.Select(a => a.Stamp)]), Sql.Moment(now),
        });
        await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>False if there is no such account.</summary>
    public async Task<bool> SaveAsync(Account account, CancellationToken token)
    {
        await using var command = database.App.CreateCommand(
            """
            update accounts set staff_id = $2, password_hash = $3, stamp = $4, failed = $5, locked_until = $6, disabled = $7 where user_name = $1
            """);
        Fill(command, account);
        return await command.ExecuteNonQueryAsync(token) == 1;
    }

    private static void Fill(NpgsqlCommand command, Account account) => command.Parameters.AddRange(new[]
    {
        Sql.Text(account.UserName.ToLowerInvariant()), Sql.Text(account.StaffId), Sql.Text(account.PasswordHash), Sql.Text(account.Stamp), Sql.Int(account.Failed),
        Sql.MomentOrNone(account.LockedUntil), new NpgsqlParameter { Value = account.Disabled },
    });

    private async Task<Account?> OneAsync(string where, string value, CancellationToken token)
    {
        await using var command = database.App.CreateCommand($"select {Columns} from accounts where {where}");
        command.Parameters.Add(Sql.Text(value));
        await using var row = await command.ExecuteReaderAsync(token);
        return !await row.ReadAsync(token)
            ? null
            : new Account(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt32(4),
                row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5), row.GetBoolean(6));
    }
}
