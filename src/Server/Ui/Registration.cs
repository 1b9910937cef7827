using System.Security.Cryptography;
using System.Text;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui.Forms;
using Petitions.Server.Uploading;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui;

/// <summary>
/// Registration at the counter. Where something similar is found, a person looks at it first, with everything that was typed waiting on that
/// page; nothing is kept until it is a petition.
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
    }

    /// <summary>Pressed twice, one petition; but what was changed after a step back in the browser is another.</summary>
    internal static DeskTerms TermsOf(IFormCollection form)
    {
        var said = string.Join('\n', form.Where(f => f.Key is not ("token" or "key" or "looked" or "add")).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value}"));
        return new(null, form["key"].ToString() is { Length: > 0 } key ? $"{key}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..16]}" : null);
    }

    private static async Task<IResult> PostAsync(
        HttpContext http, CaseDesk desk, CaseFolders folders, Visitors visitors, Uploads uploads, CancellationToken token)
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
            var order = FormReader.Read<Register>(form);
            var candidates = form.ContainsKey("looked") ? [] : await desk.LookAsync(order, actor, token);
            if (candidates.Count > 0)
                return await Page.ShowAsync<CandidatesPage>(http, "page.candidates", ("Candidates", candidates), ("Entry", PeopleList.TypedOut(form)));
            var receipt = await desk.OpenAsync(order, actor, TermsOf(form), token);
            return await Slips.ShowAsync(http, receipt, folders, 0, token);
        }
        catch (Refused refused) when (refused.Status is 400 or 403 or 409 or 422)
        {
            // The people of the list stay in the list, where they can be corrected.
            return await ShowAsync(http, FormState.Of(refused.Code == "PEOPLE_LIST_INVALID" ? typed : PeopleList.Without(form, typed), refused));
        }
    }

    private static Task<IResult> ShowAsync(HttpContext http, FormState form) => Page.ShowAsync<RegisterPage>(http, "page.register",
        new Dictionary<string, object?> { ["Form"] = form, ["Key"] = Guid.CreateVersion7().ToString() }, form.Refused?.Status ?? 200);
}
