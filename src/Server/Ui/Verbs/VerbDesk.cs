using System.Reflection;
using Microsoft.Extensions.Primitives;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Api;
using Petitions.Server.Ui.Forms;
using Petitions.Server.Uploading;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui.Verbs;

/// <summary>
/// The form of any verb: shown with the case beside it, posted, and on a refusal shown again with the sentence where it arose and everything
/// that was typed.
/// </summary>
public static class VerbDesk
{
    private static readonly MethodInfo ReadForm = typeof(FormReader).GetMethod(nameof(FormReader.Read))!;

    public static void MapVerbDesk(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/{number}/do/{verb}", (string number, string verb, HttpContext http, CaseReads reads, Visitors visitors) =>
            ShowAsync(http, reads, visitors, number, verb, FormState.Empty));
        pages.MapPost("/cases/{number}/do/{verb}", PostAsync);
    }

    /// <summary>The order that a form makes, of the verb's own type.</summary>
    /// <exception cref="Refused">FIELD_INVALID, NOT_FOUND for a verb that there is not.</exception>
    public static Command OrderOf(string verb, IFormCollection form)
    {
        var rule = RuleBook.Handbook.For(verb) is { Kind: not (VerbKind.System or VerbKind.Creates) } known ? known : throw Refusals.NotThere();
        IEnumerable<KeyValuePair<string, StringValues>> fields = form.ToList();
        try
        {
            return (Command)ReadForm.MakeGenericMethod(rule.CommandType).Invoke(null, [fields])!;
        }
        catch (TargetInvocationException e) when (e.InnerException is Refused refused)
        {
            throw refused;
        }
    }

    /// <summary>The version the form was filled against, and the key that makes a second press harmless.</summary>
    public static DeskTerms TermsOf(IFormCollection form) =>
        new(int.TryParse(form["if-match"], out var version) ? version : null, form["key"].ToString() is { Length: > 0 } key ? key : null);

    private static async Task<IResult> PostAsync(
        string number, string verb, HttpContext http, CaseReads reads, CaseDesk desk, CaseFolders folders, Visitors visitors, Uploads uploads)
    {
        IFormCollection form = await http.Request.ReadFormAsync(http.RequestAborted), typed = form;
        try
        {
            var actor = await visitors.ActorAsync(http);
            if (verb == "addPeople")
                form = await PeopleList.TakenInAsync(form, http.RequestAborted);
            form = await uploads.TakenInAsync(form, () => PlaceAsync(uploads, number, actor, http.RequestAborted), actor, http.RequestAborted);
            if (form.ContainsKey("add"))
                return await ShowAsync(http, reads, visitors, number, verb, FormState.Of(form));
            var receipt = await desk.GiveAsync(number, OrderOf(verb, form), actor, TermsOf(form), http.RequestAborted);
            // Codes are shown this once: whoever was named now gets hers before anything else is done.
            if (receipt.PersonCodes.Count > 0)
                return await Slips.ShowAsync(http, receipt, folders, 0, http.RequestAborted);
            // Whoever has handed an accusation over has no file to go back to.
            return Results.LocalRedirect(verb == "handToDiscipline" ? $"/tasks?done={verb}" : $"/cases/{number}?done={verb}");
        }
        catch (Refused refused) when (refused.Status is 400 or 403 or 409 or 422)
        {
            // The people of a list stay in the list, where they can be corrected.
            return await ShowAsync(http, reads, visitors, number, verb, FormState.Of(verb == "addPeople" ? PeopleList.Without(form, typed) : form, refused));
        }
    }

    private static async Task<(FilePlace, bool)> PlaceAsync(Uploads uploads, string number, Actor actor, CancellationToken token)
    {
        var c = await uploads.CaseAsync(number, actor, token);
        return (FilePlace.Of(c), c.Flags.Anonymous);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, CaseReads reads, Visitors visitors, string number, string verb, FormState form)
    {
        if (RuleBook.Handbook.For(verb) is null)
            throw Refusals.NotThere();
        var file = await reads.FileAsync(number, await visitors.ActorAsync(http), http.RequestAborted);
        return await Page.ShowAsync<VerbForm>(http, "verb." + verb, new Dictionary<string, object?>
        {
            [nameof(VerbForm.File)] = file, [nameof(VerbForm.Verb)] = verb, [nameof(VerbForm.About)] = form.IsPosted ? form.Value("about").NullIfEmpty() : http.Request.Query["about"].ToString().NullIfEmpty(),
            [nameof(VerbForm.Form)] = form, [nameof(VerbForm.Key)] = Guid.CreateVersion7().ToString(), [nameof(VerbForm.Back)] = $"/cases/{number}",
            [nameof(VerbForm.Action)] = $"/cases/{number}/do/{verb}",
        }, form.Refused?.Status ?? 200);
    }

    private static string? NullIfEmpty(this string text) => text.Length == 0 ? null : text;
}
