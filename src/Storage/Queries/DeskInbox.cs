using Petitions.Cases;

namespace Petitions.Storage.Queries;

/// <param name="ToReceive">Sent to this desk and not yet received.</param>
/// <param name="InHand">Received and still open.</param>
public sealed record DeskView(IReadOnlyList<CaseLine> ToReceive, IReadOnlyList<CaseLine> InHand);

/// <summary>What lies on the desk of an office beside ours: the township, the police.</summary>
public sealed class DeskInbox(Database database, LibrarySource library)
{
    public async Task<DeskView> ReadAsync(Actor actor, int size, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var (readers, units) = (Readers.Of(actor, reference), Access.ScopeOf(actor, reference).Units.ToArray());
        var asked = new { everything = readers is null, readers = readers ?? [], units, size };
        return new(await OnDeskAsync("c.state = 'TRANSFERRED'", asked, token), await OnDeskAsync("c.state <> 'TRANSFERRED'", asked, token));
    }

    private Task<List<CaseLine>> OnDeskAsync(string which, object asked, CancellationToken token) => Rows.ReadAsync<CaseLine>(
        database,
        CaseLine.First($"c.open and c.holder = any(@units) and {which} and (@everything or c.readers && @readers)", "c.received_at, c.case_id"),
        asked, token);
}
