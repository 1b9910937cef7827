using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Petitions.Storage;

namespace Petitions.Server.Access;

/// <summary>An account as the framework's sign-in handles it; kept as an <see cref="Account"/>.</summary>
public sealed class StaffAccount(Account kept)
{
    public Account Kept { get; set; } = kept;

    public bool Disabled => Kept.Disabled;
}

/// <summary>The framework's questions about accounts, answered by the storage.</summary>
public sealed class AccountStore(Storage.People people, TurnedClock clock)
    : IUserPasswordStore<StaffAccount>, IUserLockoutStore<StaffAccount>, IUserSecurityStampStore<StaffAccount>
{
    public async Task<StaffAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await people.FindAsync(normalizedUserName, cancellationToken) is { } account ? new(account) : null;

    /// <summary>The id of an account is the person's: user names may change.</summary>
    public async Task<StaffAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await people.FindByStaffAsync(userId, cancellationToken) is { } account ? new(account) : null;

    public Task<string> GetUserIdAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Kept.StaffId);

    public Task<string?> GetUserNameAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Kept.UserName);

    public Task<string?> GetNormalizedUserNameAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Kept.UserName);

    public Task SetUserNameAsync(StaffAccount user, string? userName, CancellationToken cancellationToken) => Set(user, user.Kept with { UserName = userName! });

    /// <summary>The storage compares names without regard to capitals and keeps no second form.</summary>
    public Task SetNormalizedUserNameAsync(StaffAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<IdentityResult> CreateAsync(StaffAccount user, CancellationToken cancellationToken) =>
        await people.AddAsync(user.Kept, clock.GetUtcNow(), cancellationToken) ? IdentityResult.Success : Failed("DuplicateUserName");

    public async Task<IdentityResult> UpdateAsync(StaffAccount user, CancellationToken cancellationToken) =>
        await people.SaveAsync(user.Kept, cancellationToken) ? IdentityResult.Success : Failed("ConcurrencyFailure");

    /// <summary>Accounts are disabled, never deleted: the audit names them.</summary>
    public async Task<IdentityResult> DeleteAsync(StaffAccount user, CancellationToken cancellationToken)
    {
        user.Kept = user.Kept with { Disabled = true };
        return await UpdateAsync(user, cancellationToken);
    }

    public Task SetPasswordHashAsync(StaffAccount user, string? passwordHash, CancellationToken cancellationToken) => Set(user, user.Kept with { PasswordHash = passwordHash ?? "" });

    public Task<string?> GetPasswordHashAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Kept.PasswordHash);

    public Task<bool> HasPasswordAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Kept.PasswordHash.Length > 0);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Kept.LockedUntil);

    public Task SetLockoutEndDateAsync(StaffAccount user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(user, user.Kept with { LockedUntil = lockoutEnd });

    public Task<int> IncrementAccessFailedCountAsync(StaffAccount user, CancellationToken cancellationToken)
    {
        user.Kept = user.Kept with { Failed = user.Kept.Failed + 1 };
        return Task.FromResult(user.Kept.Failed);
    }

    public Task ResetAccessFailedCountAsync(StaffAccount user, CancellationToken cancellationToken) => Set(user, user.Kept with { Failed = 0 });

    public Task<int> GetAccessFailedCountAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Kept.Failed);

    public Task<bool> GetLockoutEnabledAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Every account locks after too many wrong passwords.</summary>
    public Task SetLockoutEnabledAsync(StaffAccount user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetSecurityStampAsync(StaffAccount user, string stamp, CancellationToken cancellationToken) => Set(user, user.Kept with { Stamp = stamp });

    public Task<string?> GetSecurityStampAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Kept.Stamp);

    public void Dispose()
    {
    }

    private static Task Set(StaffAccount user, Account kept)
    {
        user.Kept = kept;
        return Task.CompletedTask;
    }

    private static IdentityResult Failed(string code) => IdentityResult.Failed(new IdentityError { Code = code });
}

/// <summary>What the cookie and the token hold: who it is and the stamp of the password; roles are looked up with every request.</summary>
public sealed class AccountClaims : IUserClaimsPrincipalFactory<StaffAccount>
{
    public Task<ClaimsPrincipal> CreateAsync(StaffAccount user)
    {
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, user.Kept.StaffId));
        identity.AddClaim(new(ClaimTypes.Name, user.Kept.UserName));
        identity.AddClaim(new(new ClaimsIdentityOptions().SecurityStampClaimType, user.Kept.Stamp));
        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}
