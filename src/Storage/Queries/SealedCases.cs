using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <summary>One reading of a sealed case.</summary>
public sealed record SealedReading
{
    public required string Reader { get; init; }
    public DateTimeOffset ReadAt { get; init; }

    /// <summary>Code of the state in which it was read.</summary>
    public required string State { get; init; }
}

/// <param name="Unsorted">Not handed over yet.</param>
/// <param name="InHand">With the desk, the nearest date first.</param>
/// <param name="Answered">The result is told; to be closed.</param>
/// <param name="Closed">The newest closed ones: the questions whether anything happened since may still be open.</param>
public sealed record SealedDeskView(
    IReadOnlyList<CaseLine> Unsorted, IReadOnlyList<CaseLine> InHand, IReadOnlyList<CaseLine> Answered, IReadOnlyList<CaseLine> Closed, IReadOnlyList<ParkedLine> Parked);

/// <summary>The sealed desk, and who has read a sealed case.</summary>
public sealed class SealedCases(Database database, LibrarySource library, Jobs jobs)
{
    /// <returns>Empty for everybody who is no discipline officer.</returns>
    public async Task<SealedDeskView> ReadAsync(Actor actor, int size, CancellationToken token)
    {
        var readers = actor.Has(Roles.Discipline) ? Readers.Of(actor, (await library.CurrentAsync(token)).Reference) ?? [] : [];
        var asked = new { readers, size };
        return new(
            await CasesAsync("c.state in ('REGISTERED', 'WAITING_SUPPLEMENT')", "c.received_at", asked, token),
            await CasesAsync("c.state = 'TRANSFERRED'", "c.due_at nulls last, c.received_at", asked, token),
            await CasesAsync("c.state in ('ANSWERED', 'PENDING_ACCOUNTABILITY')", "c.due_at nulls last, c.received_at", asked, token),
            await CasesAsync("c.state in ('CLOSED', 'WITHDRAWN')", "c.updated_at desc", asked, token),
            await jobs.SealedAsync(actor, size, token));
    }

    /// <summary>Who has read it, newest first; asked only for who may read it.</summary>
    public Task<List<SealedReading>> ReadingsAsync(string number, CancellationToken token) => Rows.ReadAsync<SealedReading>(
        database,
        """
        select r.reader, r.read_at, r.state from sealed_reads r join cases c on c.root = r.root and c.case_id = r.case_id
        where c.number = @number order by r.id desc limit 200
        """,
        new { number }, token);

    private Task<List<CaseLine>> CasesAsync(string which, string order, object asked, CancellationToken token) =>
        Rows.ReadAsync<CaseLine>(database, CaseLine.First($"c.sealed and c.readers && @readers and {which}", order), asked, token);
}
