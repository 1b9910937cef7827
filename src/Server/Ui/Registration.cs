using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui.Forms;
using Petitions.Server.Ui.Verbs;
using Petitions.Server.Uploading;
using Petitions.Storage;

namespace Petitions.Server.Ui;

/// <summary>
/// Registration at the counter. It is saved as a draft first; where something similar is found, a person looks at it before the draft becomes
/// a petition, else it becomes one at once.
/// </summary>
public static class Registration
{
    public static void MapRegistration(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/register", async (HttpContext http, Visitors visitors) =>
        {
            await visitors.AllowedAsync(http, Rooms.Registrars);
            return await ShowAsync(http, FormState.Empty);
        });
        pages.MapPost("/register", PostAsync);
        pages.MapPost("/register/{root}/{id:guid}", async (string root, Guid id, HttpContext http, CaseDesk desk, Visitors visitors, CancellationToken token) =>
            await FinishAsync(http, desk, await visitors.ActorAsync(http), new CaseKey(root, id), token));
    }

    private static async Task<IResult> PostAsync(HttpContext http, CaseDesk desk, Visitors visitors, Uploads uploads, CancellationToken token)
    {
        IFormCollection form = await http.Request.ReadFormAsync(token);
        var typed = form;
        var actor = await visitors.AllowedAsync(http, Rooms.Registrars);
        try
        {
            var (root, anonymous) = ((await visitors.ReferenceAsync(http)).RootOf(actor.Unit!), form["anonymous"].LastOrDefault() is "true" or "on");
            // Nobody knows yet whether it will be a sealed case: locked is the safe side.
            form = await PeopleList.TakenInAsync(form, token);
            form = await uploads.TakenInAsync(form, () => Task.FromResult((new FilePlace(root, null, true), anonymous)), actor, token);
            if (form.ContainsKey("add"))
                return await ShowAsync(http, FormState.Of(PeopleList.Without(form, typed)));
            var draft = await desk.OpenAsync(FormReader.Read<SaveDraft>(form), actor, VerbDesk.TermsOf(form), token);
            return draft.Candidates.Count == 0 ? await FinishAsync(http, desk, actor, draft.Key, token)
                : await Page.ShowAsync<CandidatesPage>(http, "page.candidates", ("DraftKey", draft.Key), ("Candidates", draft.Candidates));
        }
        catch (Refused refused) when (refused.Status is 400 or 403 or 409 or 422)
        {
            // The people of the list stay in the list, where they can be corrected.
            return await ShowAsync(http, FormState.Of(refused.Code == "PEOPLE_LIST_INVALID" ? typed : PeopleList.Without(form, typed), refused));
        }
    }

    private static async Task<IResult> FinishAsync(HttpContext http, CaseDesk desk, Actor actor, CaseKey draft, CancellationToken token)
    {
        var receipt = await desk.GiveAsync(draft, new RegisterDraft(), actor, new DeskTerms(null, $"register:{draft.Id}"), token);
        return await Page.ShowAsync<ReceiptPage>(http, "page.receipt", ("Number", receipt.Number), ("QueryCode", receipt.QueryCode));
    }

    private static Task<IResult> ShowAsync(HttpContext http, FormState form) => Page.ShowAsync<RegisterPage>(http, "page.register",
        new Dictionary<string, object?> { ["Form"] = form, ["Key"] = Guid.CreateVersion7().ToString() }, form.Refused?.Status ?? 200);
}
