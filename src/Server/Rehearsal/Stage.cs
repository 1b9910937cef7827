using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>
/// Where a rehearsal plays: the desk over a database, or the desk on paper (tests). It holds the turned clock; nothing moves by itself.
/// </summary>
public interface IStage
{
    Reference Reference { get; }

    void TurnTo(DateTimeOffset moment);

    /// <returns>Number of the new case.</returns>
    /// <exception cref="Refused">By the rules.</exception>
    Task<string> OpenAsync(Register order, Actor actor, string key, CancellationToken token);

    /// <exception cref="Refused">By the rules.</exception>
    Task GiveAsync(string number, Command order, Actor actor, string key, CancellationToken token);

    /// <summary>The moment of the next timer, message or job of the house; null if nothing waits.</summary>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken token);

    /// <summary>Does everything that is due at the clock's moment, and what follows at once from it.</summary>
    Task RunDueAsync(CancellationToken token);

    Task<StagedCase> CaseAsync(string number, CancellationToken token);

    /// <summary>Everything that happened to the case, for whoever examines it.</summary>
    Task<CaseHistory> HistoryAsync(string number, CancellationToken token);

    /// <summary>Numbers of all cases, in the order of their registration.</summary>
    Task<IReadOnlyList<string>> NumbersAsync(CancellationToken token);
}

/// <param name="Notices">Messages told to people about it, by receiver (staff id or <c>P:n</c>).</param>
/// <param name="Attention">Workflows that stand still, with the reason.</param>
public sealed record StagedCase(Case Case, IReadOnlyDictionary<string, int> Notices, IReadOnlyList<string> Attention);
