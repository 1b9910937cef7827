using Petitions.Cases;
using Petitions.Server.Notices;
using Petitions.Server.Rehearsal;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server;

/// <summary>
/// A rehearsal on the real desk: orders go through the door that HTTP uses, due timers through the sweep, orders between cases through the outbox,
/// and the daily check at 06:00. Every order bears a key, so that an interrupted play can be taken up again. Messages to the outside reach nobody.
/// </summary>
public sealed class DatabaseStage(Ground ground) : IStage
{
    private const int Set = 200;
    private static readonly TimeOnly DailyCheck = new(6, 0);

    private readonly DueTimers _timers = new(ground.Database, ground.Library, ground.Desk, ground.Clock);
    private readonly Outbox _outbox = new(ground.Database, ground.Desk, new Files(ground.Database, ground.Keys, ground.Clock), FileCarrier.Kinds.Select(kind => new Nobody(kind)), ground.Clock);
    private readonly AccountabilityCases _accountability = new(ground.Database, ground.Clock);
    private readonly CaseFolders _folders = new(ground.Database, ground.Library, ground.Keys, ground.Clock);
    private readonly Histories _histories = new(ground.Database);
    private readonly Dictionary<string, string> _queryCodes = [];
    private DateTimeOffset? _nextCheck;

    public required Reference Reference { get; init; }

    /// <summary>Query codes by number, as the receipts gave them.</summary>
    public IReadOnlyDictionary<string, string> QueryCodes => _queryCodes;

    public RehearsalRows Rows { get; } = new(ground.Database);

    /// <summary>The play is alone in its database: messages that an interrupted one had claimed are nobody else's.</summary>
    public static async Task<DatabaseStage> OpenAsync(Ground ground, CancellationToken token)
    {
        var stage = new DatabaseStage(ground) { Reference = (await ground.Library.CurrentAsync(token)).Reference };
        await stage._outbox.ReleaseAsync(token);
        return stage;
    }

    public void TurnTo(DateTimeOffset moment)
    {
        _nextCheck ??= CheckFrom(moment);
        ground.Clock.HoldAt(moment);
    }

    public async Task<string> OpenAsync(Register order, Actor actor, string key, CancellationToken token)
    {
        var receipt = await ground.Desk.OpenAsync(order, actor, new DeskTerms(IdempotencyKey: key), token);
        if (receipt.QueryCode is { } code)
            _queryCodes[receipt.Number] = code;
        return receipt.Number;
    }

    public Task GiveAsync(string number, Command order, Actor actor, string key, CancellationToken token) =>
        ground.Desk.GiveAsync(number, order, actor, new DeskTerms(IdempotencyKey: key), token);

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken token) =>
        await Rows.NextDueAsync(token) is { } due && !(due > _nextCheck) ? due : _nextCheck;

    public async Task RunDueAsync(CancellationToken token)
    {
        while ((await _timers.SweepAsync(Set, token)).Claimed == Set)
        {
        }
        if (_nextCheck <= ground.Clock.GetUtcNow())
            await CheckAccountabilityAsync(_nextCheck.Value, token);
        while ((await _outbox.DeliverAsync(Set, token)).Claimed == Set)
        {
        }
    }

    public async Task<StagedCase> CaseAsync(string number, CancellationToken token)
    {
        var c = (await _folders.OpenAsync(number, Actor.System, token)).Loaded.Case;
        return new(c, await Rows.NoticesAsync(c.Key, token), await Rows.AttentionAsync(c.Key, token));
    }

    public async Task<CaseHistory> HistoryAsync(string number, CancellationToken token)
    {
        var c = (await _folders.OpenAsync(number, Actor.System, token)).Loaded.Case;
        return new(c, await _histories.EventsAsync(c.Key, token), await _histories.NoticesAsync(c.Key, token), await Rows.AttentionAsync(c.Key, token));
    }

    public Task<IReadOnlyList<string>> NumbersAsync(CancellationToken token) => Rows.NumbersAsync(token);

    private async Task CheckAccountabilityAsync(DateTimeOffset moment, CancellationToken token)
    {
        foreach (var key in await _accountability.DueAsync(token))
            await ground.Desk.GiveAsync(key, new CheckAccountability(), Actor.System, new DeskTerms(IdempotencyKey: $"check/{moment:yyyy-MM-dd}/{key.Id:N}"), token);
        _nextCheck = moment.AddDays(1);
    }

    /// <summary>The check of this very moment is not over if the play was interrupted in it.</summary>
    private static DateTimeOffset CheckFrom(DateTimeOffset moment)
    {
        var today = Local.At(Local.DateOf(moment), DailyCheck.Hour);
        return moment <= today ? today : today.AddDays(1);
    }

    /// <summary>The wire of a rehearsal.</summary>
    private sealed class Nobody(string kind) : IOutboxCarrier
    {
        public string Kind => kind;

        public Task CarryAsync(OutboxItem item, CancellationToken token) => Task.CompletedTask;
    }
}
