using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Studio.Definitions;
using Petitions.Server.Studio.Descriptors;
using Petitions.Server.Studio.Trial;
using Petitions.Server.Ui;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Studio.Replay;

/// <summary>
/// The rehearsal of a change: a form, and then the table, which grows with every call until all cases of the period are compared. Whoever leaves
/// the page ends it; no server remembers anything.
/// </summary>
public static class RehearsalPages
{
    private const string Purpose = "rehearsal";

    private const int UsualDays = 90;

    /// <summary>A longer period has more cases than one rehearsal takes.</summary>
    private const int MostDays = 1100;

    public static void MapRehearsal(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/definitions/{definitionId}/rehearsal", async (string definitionId, HttpContext http, CancellationToken token) =>
            await ShowAsync(http, (await VisitorAsync(http)).Actor, await DrawingAsync(definitionId, null, http, token), null, FormState.Empty));
        pages.MapPost("/definitions/{definitionId}/rehearsal", PostAsync);
    }

    private static async Task<IResult> PostAsync(string definitionId, HttpContext http, RehearsalDesk desk, PageStates states, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        var (actor, now) = await VisitorAsync(http);
        var drawing = await DrawingAsync(definitionId, form["which"], http, token);
        try
        {
            RehearsalState state;
            if (form["rehearsal.state"].ToString() is { Length: > 0 } closed)
            {
                state = states.Open<RehearsalState>(closed, Purpose + definitionId, actor.Id);
                drawing = await DrawingAsync(definitionId, state.Wish.Which, http, token);
                // Half of a table must not speak of another drawing than the rest.
                if (state.Mark != drawing.Mark)
                    throw Refusals.DefinitionChanged("somebody");
            }
            else
                state = await desk.BeginAsync(WishOf(new DeskForm(form, actor), drawing, now), drawing, actor, now, token);
            if (drawing.IsReadable)
                state = await desk.GoOnAsync(state, drawing, actor, token);
            return await ShowAsync(http, actor, drawing, state, FormState.Empty);
        }
        catch (Refused refused) when (refused.Status is 400 or 404 or 409 or 422)
        {
            return await ShowAsync(http, actor, drawing, null, FormState.Of(form, refused));
        }
    }

    /// <exception cref="Refused">FIELD_INVALID.</exception>
    private static RehearsalWish WishOf(DeskForm form, TriedDrawing drawing, DateTimeOffset now)
    {
        var today = Local.DateOf(now);
        var (from, to) = (form.Day("from") ?? today.AddDays(-UsualDays), form.Day("to") ?? today);
        if (to < from)
            throw Refusals.FieldInvalid("to", "outOfRange");
        if (to.DayNumber - from.DayNumber > MostDays)
            throw Refusals.FieldInvalid("from", "outOfRange");
        return new(drawing.Which, form["against"] == "published" ? RehearsalBase.Published : RehearsalBase.AsItRan, from, to);
    }

    private static async Task<(Actor Actor, DateTimeOffset Now)> VisitorAsync(HttpContext http) =>
        ((await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http)).MustTry(), http.RequestServices.GetRequiredService<TurnedClock>().GetUtcNow());

    private static Task<TriedDrawing> DrawingAsync(string definitionId, string? which, HttpContext http, CancellationToken token) =>
        http.RequestServices.GetRequiredService<TriedDrawings>().FindAsync(definitionId, which, token);

    private static async Task<IResult> ShowAsync(HttpContext http, Actor actor, TriedDrawing drawing, RehearsalState? state, FormState form)
    {
        var texts = Texts.Of(Visitors.LanguageOf(http));
        var closed = state is null or { IsOver: true } ? null
            : http.RequestServices.GetRequiredService<PageStates>().Close(state, Purpose + drawing.Stored.DefinitionId, actor.Id);
        return await Page.ShowAsync<RehearsalPage>(http, "page.rehearsal", new Dictionary<string, object?>
        {
            [nameof(RehearsalPage.Drawing)] = drawing, [nameof(RehearsalPage.State)] = state, [nameof(RehearsalPage.Closed)] = closed, [nameof(RehearsalPage.Form)] = form,
            [nameof(RehearsalPage.Words)] = new RehearsalWords(new ComparisonWords(new ToolboxWords(new Say(texts, drawing.Library.Reference), drawing.Library)), drawing, new Say(texts, drawing.Library.Reference)),
        }, form.Refused?.Status ?? 200);
    }
}
