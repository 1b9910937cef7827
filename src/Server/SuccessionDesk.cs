using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>An order as it is given.</summary>
/// <param name="On">Local day from which the cases go over; today or later.</param>
/// <param name="Variant">The variant of the route by which only a duty goes over; empty for a merger.</param>
public sealed record UnitOrderDraft(string? From, string? To, DateOnly? On, string? Reason, string? Variant = null);

/// <param name="Stays">Numbers of the requests that stay behind, by the number of the case; replaces what was said before.</param>
public sealed record ArrearsDraft(IReadOnlyDictionary<string, int[]>? Stays);

public sealed record UnitOrderEnd(string? Reason);

/// <summary>A case that would go over, before the day.</summary>
public sealed record CaseGoing(
    string Number, string State, string Category, string? Handler, DateTimeOffset? DueAt, string? DueCode, IReadOnlyList<RequestGoing> Requests);

/// <param name="Words">Only for whoever may give the order, and only where there are several requests.</param>
public sealed record RequestGoing(int No, string Category, string? Words, bool Stays);

/// <param name="Going">Before the day: the open cases as of now.</param>
/// <param name="List">From the day on: the hand-over list.</param>
/// <param name="Hidden">Further cases that are not open; 0 while they are fewer than three, so that nobody can guess.</param>
/// <param name="MayOrder">The reader may give and change this order.</param>
public sealed record UnitOrderView(UnitOrder Order, IReadOnlyList<CaseGoing> Going, IReadOnlyList<UnitOrderCase> List, int Hidden, bool MayOrder);

/// <summary>Where a succession is ordered for all cases of a unit, looked at and called off (T26).</summary>
public sealed class SuccessionDesk(UnitOrders orders, UnitOrderApply apply, LibrarySource library, TurnedClock clock)
{
    private const int FewestHidden = 3;

    /// <exception cref="Refused">NOT_YOUR_ROLE, FIELD_INVALID, REASON_REQUIRED, SUCCESSOR_REQUIRED, SUCCESSION_ALREADY_ORDERED.</exception>
    public async Task<int> OrderAsync(UnitOrderDraft draft, Actor actor, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        if (!actor.Has(Roles.CommunityHead))
            throw Refusals.NotYourRole("succeedUnit");
        var from = reference.Unit(draft.From)?.Code ?? throw Refusals.FieldInvalid("from", "word");
        if (!MayOrder(actor, from, reference))
            throw Refusals.NotYourRole("succeedUnit");
        var today = Local.DateOf(clock.GetUtcNow());
        var on = draft.On is { } day && day >= today ? day : throw Refusals.FieldInvalid("on", draft.On is null ? "required" : "order");
        var variant = string.IsNullOrWhiteSpace(draft.Variant) ? null
            : reference.RouteVariants.FirstOrDefault(v => v.Code == draft.Variant) ?? throw Refusals.FieldInvalid("variant", "word");
        SuccessionScope.CheckSuccessor(from, draft.To, variant, on, reference);
        return await orders.OrderAsync(new SucceedUnit(from, draft.To, null, variant?.Code, Reason(draft.Reason)), on, actor.Id, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public async Task<IReadOnlyList<UnitOrder>> ListAsync(Actor actor, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        if (!actor.HasAny(Rooms.HandOvers))
            throw Refusals.NotYourRole("succeedUnit");
        return (await orders.ListAsync(token)).Where(o => MaySee(actor, o, reference)).ToList();
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND.</exception>
    public async Task<UnitOrderView> ViewAsync(int id, Actor actor, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var order = (await ListAsync(actor, token)).FirstOrDefault(o => o.Id == id) ?? throw Refusals.NotThere();
        var mayOrder = MayOrder(actor, order.FromUnit, reference);
        if (order.State is not "ordered")
        {
            var lines = await orders.CasesAsync(id, token);
            return new(order, [], [.. lines.Where(l => !l.Locked)], Hidden(lines.Count(l => l.Locked)), mayOrder);
        }
        var cases = await apply.PreviewAsync(order, token);
        var (words, stays) = (mayOrder ? await apply.WordsAsync(cases, token) : new Dictionary<(Guid, int), string>(), order.StaysOf());
        return new(order, [.. cases.Where(c => !c.Locked).Select(c => Going(c, words, stays.GetValueOrDefault(c.Number) ?? []))], [], Hidden(cases.Count(c => c.Locked)), mayOrder);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, FIELD_INVALID for a request that would not go over anyway, SUCCESSION_UNDER_WAY.</exception>
    public async Task KeepAsync(int id, ArrearsDraft draft, Actor actor, CancellationToken token)
    {
        var view = await MineAsync(id, actor, token);
        var stays = (draft.Stays ?? new Dictionary<string, int[]>()).Where(s => s.Value.Length > 0).ToDictionary(s => s.Key, s => s.Value.Distinct().Order().ToArray());
        foreach (var (number, parts) in stays)
            if (view.Order.State == "ordered" && parts.Except(view.Going.FirstOrDefault(c => c.Number == number)?.Requests.Select(r => r.No) ?? []).Any())
                throw Refusals.FieldInvalid("stays", number);
        await orders.KeepAsync(id, stays, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, REASON_REQUIRED, SUCCESSION_UNDER_WAY.</exception>
    public async Task CancelAsync(int id, UnitOrderEnd end, Actor actor, CancellationToken token)
    {
        await MineAsync(id, actor, token);
        await orders.CancelAsync(id, actor.Id, Reason(end.Reason), token);
    }

    private async Task<UnitOrderView> MineAsync(int id, Actor actor, CancellationToken token)
    {
        var view = await ViewAsync(id, actor, token);
        return view.MayOrder ? view : throw Refusals.NotYourRole("succeedUnit");
    }

    private static CaseGoing Going(CaseToHandOver c, IReadOnlyDictionary<(Guid Case, int Text), string> words, int[] stays) => new(
        c.Number, c.State.Code(), c.Category, c.Handler, c.DueAt, c.DueCode,
        [.. c.Requests.Select(r => new RequestGoing(r.No, r.Category, words.GetValueOrDefault((c.Key.Id, r.Text)), stays.Contains(r.No)))]);

    private static int Hidden(int locked) => locked >= FewestHidden ? locked : 0;

    /// <summary>The head of the community's office, for units of the area that the office works for.</summary>
    private static bool MayOrder(Actor actor, string from, Reference reference) =>
        actor.Has(Roles.CommunityHead) && actor.Unit is { } own && reference.IsWithin(from, reference.AreaOf(own));

    private static bool MaySee(Actor actor, UnitOrder order, Reference reference) =>
        actor.HasAny([Roles.Supervisor, Roles.CommunityHead])
        || actor.Unit is { } own && new[] { order.FromUnit, order.ToUnit }.Any(u => reference.IsWithin(u, own) || reference.BodyOf(u)?.Code == reference.BodyOf(own)?.Code);

    private static string Reason(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw Refusals.ReasonRequired();
        return reason.Length <= 500 ? reason.Trim() : throw Refusals.FieldInvalid("reason", "tooLong");
    }
}
