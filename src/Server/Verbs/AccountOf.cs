using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Verbs;

/// <summary>
/// <c>account STAFF-ID</c>: gives a member of the staff an account, or a new password. The password is drawn at random and shown once, to
/// whoever may run the program on the server; so the first administrator is made, and nobody is ever locked out for good.
/// </summary>
public static class AccountOf
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Length = 16;

    /// <summary>Exit code 1 when nobody of that id is in the organisation's data.</summary>
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        using var logs = Upkeep.Logs();
        await using var ground = await Ground.OpenAsync(settings, new TurnedClock(), logs, token);
        var reference = await ground.Library.IsSeededAsync(token) ? (await ground.Library.CurrentAsync(token)).Reference : null;
        if (args is not [var id, ..] || reference?.Person(id.ToUpperInvariant()) is not { } person)
        {
            Upkeep.Tell("console.accountUnknown", args.FirstOrDefault() ?? "");
            return 1;
        }
        var password = RandomNumberGenerator.GetString(Letters, Length);
        var account = await MakeAsync(new Storage.People(ground.Database), person.Id, password, ground.Clock.GetUtcNow(), token);
        Upkeep.Tell("console.accountMade", account.UserName, person.Name, password);
        return 0;
    }

    /// <summary>A new stamp ends every sign-in made with the old password; a lock-out ends too.</summary>
    private static async Task<Account> MakeAsync(Storage.People people, string staffId, string password, DateTimeOffset now, CancellationToken token)
    {
        var known = await people.FindByStaffAsync(staffId, token);
        var hash = new PasswordHasher<StaffAccount>().HashPassword(new StaffAccount(new Account("", "", "", "")), password);
        var account = new Account(known?.UserName ?? DemoAccounts.UserNameOf(staffId), staffId, hash, Guid.NewGuid().ToString("N"));
        if (known is null)
            await people.AddAsync(account, now, token);
        else
            await people.SaveAsync(account, token);
        return account;
    }
}
