using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Ui;

/// <summary>The page of early signs for the staff, and the one on which whom it concerns reads with the code what is kept.</summary>
public static class EarlySignPages
{
    public static void MapEarlySigns(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/early-signs", (HttpContext http, CancellationToken token) => ShowAsync(http, FormState.Empty, null, token));
        pages.MapPost("/early-signs", async (HttpContext http, EarlySignDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var form = await http.Request.ReadFormAsync(token);
            try
            {
                var made = await desk.RecordAsync(new(form["place"], form["kind"], form["seen"], form["step"]), await visitors.ActorAsync(http), token);
                return await ShowAsync(http, FormState.Empty, made, token);
            }
            catch (Refused refused) when (refused.Status is 400 or 409 or 422)
            {
                return await ShowAsync(http, FormState.Of(form, refused), null, token);
            }
        });
    }

    public static void MapEarlySignOfMine(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/sign", (HttpContext http, CancellationToken _) => Page.ShowAsync<EarlySignOfMinePage>(http, "page.earlySignOfMine"));
        pages.MapPost("/sign", async (HttpContext http, EarlySignDesk desk, CancellationToken token) =>
        {
            var form = await http.Request.ReadFormAsync(token);
            try
            {
                return await Page.ShowAsync<EarlySignOfMinePage>(http, "page.earlySignOfMine", ("Found", await desk.OfCodeAsync(http, form["queryCode"], token)));
            }
            catch (Refused refused) when (refused.Status is 404 or 429)
            {
                return await Page.ShowAsync<EarlySignOfMinePage>(http, "page.earlySignOfMine", new Dictionary<string, object?> { ["Form"] = FormState.Of(form, refused) }, refused.Status);
            }
        });
    }

    private static async Task<IResult> ShowAsync(HttpContext http, FormState form, RecordedEarlySign? made, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        return await Page.ShowAsync<EarlySignsPage>(http, "page.earlySigns", new Dictionary<string, object?>
        {
            [nameof(EarlySignsPage.Form)] = form, [nameof(EarlySignsPage.Made)] = made, [nameof(EarlySignsPage.MayRecord)] = actor.HasAny(EarlySigns.Recorders),
            [nameof(EarlySignsPage.Found)] = await http.RequestServices.GetRequiredService<EarlySignDesk>().ListAsync(actor, token),
        }, form.Refused?.Status ?? 200);
    }
}
