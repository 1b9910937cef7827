using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui;
using Petitions.Storage;

namespace Petitions.Server;

/// <param name="Kind">A word of <see cref="EarlySigns.Kinds"/>.</param>
/// <param name="Seen">What was seen; nobody's name or number.</param>
/// <param name="Step">What was done about it.</param>
public sealed record NewEarlySign(string? Place, string? Kind, string? Seen, string? Step);

/// <param name="Code">Shown once: whom it concerns reads with it all that is kept.</param>
public sealed record RecordedEarlySign(string Number, string Code);

/// <summary>Where early signs are written down and read. There is no way from here to a petition: that is registered by itself, by somebody who asks.</summary>
public sealed class EarlySignDesk(EarlySignBook book, Whereabouts whereabouts, LibrarySource library)
{
    /// <exception cref="Refused">NOT_YOUR_ROLE, FIELD_INVALID, EARLY_SIGN_NAMES_PERSON.</exception>
    public async Task<RecordedEarlySign> RecordAsync(NewEarlySign order, Actor actor, CancellationToken token)
    {
        Require(actor, EarlySigns.Recorders);
        EarlySigns.Check(order.Place, order.Kind, order.Seen, order.Step, (await library.CurrentAsync(token)).Reference);
        foreach (var (text, field) in new[] { (order.Seen!, "seen"), (order.Step!, "step") })
            if (await book.NamesSomebodyAsync(text, actor, token))
                throw Refusals.EarlySignNamesPerson(field);
        var (number, code) = await book.RecordAsync(actor.Unit!, order.Place!, order.Kind!, order.Seen!.Trim(), order.Step!.Trim(), actor.Id, token);
        return new(number, code);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public async Task<IReadOnlyList<EarlySign>> ListAsync(Actor actor, CancellationToken token)
    {
        Require(actor, Rooms.Watchers);
        return await book.ListAsync(actor, token);
    }

    /// <summary>Access for whom it concerns.</summary>
    /// <exception cref="Refused">QUERY_CODE_WRONG (404), TOO_MANY_TRIES (429).</exception>
    public async Task<EarlySign> OfCodeAsync(HttpContext http, string? code, CancellationToken token)
    {
        if (await whereabouts.IsTooOftenAsync(PetitionerDoor.AskerOf(http), token))
            throw new Refused(429, "TOO_MANY_TRIES");
        return await book.OfCodeAsync(code ?? "", token) ?? throw new Refused(404, "QUERY_CODE_WRONG", "queryCode");
    }

    private static void Require(Actor actor, IEnumerable<string> roles)
    {
        if (!actor.HasAny(roles))
            throw Refusals.NotYourRole("earlySigns");
    }
}
