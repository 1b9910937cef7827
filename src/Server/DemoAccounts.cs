using Microsoft.AspNetCore.Identity;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>Accounts for looking around, one for every member of the fictional staff; they exist only where Seed=demo.</summary>
public static class DemoAccounts
{
    private static readonly string[] Roster =
    [
        Roles.Intake, Roles.Triage, Roles.Handler, Roles.UnitHead, Roles.Mediator, Roles.EstateHead, Roles.CommunityHead, Roles.Leader,
        Roles.Supervisor, Roles.Duty, Roles.Police, Roles.Town, Roles.Section, Roles.Building, Roles.Discipline, Roles.Admin,
    ];

    /// <summary>STF-008 signs in as <c>stf-008</c>.</summary>
    public static string UserNameOf(string staffId) => staffId.ToLowerInvariant();

    /// <summary>One person for each role, for the sign-in page and the console.</summary>
    public static IReadOnlyList<Person> Shown(Reference reference) =>
        [.. Roster.Select(role => reference.Holders(role).FirstOrDefault()).OfType<Person>().DistinctBy(p => p.Id)];

    /// <summary>Makes the accounts that are missing. One hash serves all: they share the documented password anyway.</summary>
    public static async Task EnsureAsync(Storage.People people, Reference reference, string password, DateTimeOffset now, CancellationToken token)
    {
        var known = await people.StaffAsync(token);
        var missing = reference.People.Values.Where(p => !known.Contains(p.Id)).ToList();
        if (missing.Count == 0)
            return;
        var hash = new PasswordHasher<StaffAccount>().HashPassword(new StaffAccount(new Account("", "", "", "")), password);
        await people.AddAsync(missing.ConvertAll(p => new Account(UserNameOf(p.Id), p.Id, hash, Guid.NewGuid().ToString("N"))), now, token);
    }
}
