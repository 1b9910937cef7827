using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>Where responsibility contracts are drawn up by the superior and countersigned by the head of the unit (handbook §8).</summary>
public sealed class ContractDesk(ContractRegister register, LibrarySource library, TimeProvider time)
{
    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public async Task<IReadOnlyList<Contract>> ListAsync(Actor actor, CancellationToken token) =>
        actor.HasAny(Contracts.Readers) ? await register.ListAsync(token) : throw Refusals.NotYourRole("contracts");

    /// <exception cref="Refused">NOT_YOUR_ROLE, FIELD_INVALID, METRIC_FORBIDDEN.</exception>
    public async Task<Contract> DrawAsync(NewContract contract, Actor actor, CancellationToken token)
    {
        Contracts.CheckDraft(contract, actor, (await library.CurrentAsync(token)).Reference, Local.DateOf(time.GetUtcNow()));
        return await register.DrawAsync(contract, actor.Id, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, CONTRACT_NOT_WAITING.</exception>
    public Task<Contract> SignAsync(string unit, int year, int version, Actor actor, CancellationToken token)
    {
        Contracts.CheckSigner(unit, actor);
        return register.SignAsync(unit, year, version, actor.Id, token);
    }
}
