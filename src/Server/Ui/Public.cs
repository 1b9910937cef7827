using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Reading;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Forms;
using Petitions.Server.Ui.Verbs;
using Petitions.Server.Uploading;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui;

/// <summary>Pages without an account: write to us, and where is my case with the petitioner's rights.</summary>
public static class Public
{
    private static readonly string[] Rights = ["supplement", "rate", "askReview", "askReexamination", "askReopen", "withdraw", "revokeWithdrawal", "treatAsPetition", "consentToEmployer", "recordConsent", "replaceMediator"];

    public static void MapPublic(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AgainstForgery().ExcludeFromDescription();
        pages.MapGet("/public", (string? category, HttpContext http) => ShowFormAsync(http, FormState.Empty));
        pages.MapPost("/public", RegisterAsync);
        pages.MapGet("/where", (string? number, HttpContext http) => Page.ShowAsync<WherePage>(http, "page.where"));
        pages.MapPost("/where", AskAsync);
        pages.MapEarlySignOfMine();
        pages.MapPost("/where/{right}", UseAsync);
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext http, CaseDesk desk, CaseFolders folders, PetitionerFiles files, Settings settings, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            var order = FormReader.Read<Register>(form) with { Channel = "web", ReceivedBy = settings.PublicDesk, ReceivedAt = null, LateReason = null };
            var (sent, terms, me) = (await PetitionerFiles.ReadAsync(form, token), Registration.TermsOf(form), Actor.Petitioner(1));
            var receipt = await desk.OpenAsync(order, me, terms, token);
            if (sent.Count > 0)
                await files.AttachAsync((await folders.OpenAsync(receipt.Key, Actor.System, token)).Loaded.Case, sent, me, terms.IdempotencyKey, token);
            return await Slips.ShowAsync(http, receipt, folders, sent.Count, token);
        }
        catch (Refused refused) when (refused.Status is 400 or 409 or 422)
        {
            return await ShowFormAsync(http, FormState.Of(form, refused));
        }
    }

    private static Task<IResult> ShowFormAsync(HttpContext http, FormState form) => Page.ShowAsync<PublicPage>(http, "page.publicForm",
        new Dictionary<string, object?> { ["Form"] = form, ["Key"] = Guid.CreateVersion7().ToString() }, form.Refused?.Status ?? 200);

    private static async Task<IResult> AskAsync(HttpContext http, PetitionerDoor door, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            return await ShowCaseAsync(http, door, form, null, FormState.Empty, null, token);
        }
        catch (Refused refused) when (refused.Status is 404 or 429)
        {
            return await Page.ShowAsync<WherePage>(http, "page.where", new Dictionary<string, object?> { ["Form"] = FormState.Of(form, refused) }, refused.Status);
        }
    }

    private static async Task<IResult> UseAsync(string right, HttpContext http, CaseDesk desk, PetitionerDoor door, PetitionerFiles files, CancellationToken token)
    {
        if (!Rights.Contains(right))
            throw Refusals.NotThere();
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            var (folder, actor) = await door.EnterAsync(http, form["number"], form["queryCode"], token);
            var sent = await PetitionerFiles.ReadAsync(form, token);
            // What she sends is sent now: nobody dates a right of her own back.
            await desk.GiveAsync(folder.Loaded.Case.Key, VerbDesk.OrderOf(right, form) with { HappenedAt = null }, actor, new DeskTerms(null, form["key"].ToString()), token);
            await files.AttachAsync(folder.Loaded.Case, sent, actor, form["key"], token);
            return await ShowCaseAsync(http, door, form, null, FormState.Empty, right, token);
        }
        catch (Refused refused) when (refused.Status is 400 or 403 or 409 or 422)
        {
            return await ShowCaseAsync(http, door, form, right, FormState.Of(form, refused), null, token);
        }
    }

    private static async Task<IResult> ShowCaseAsync(
        HttpContext http, PetitionerDoor door, IFormCollection form, string? verb, FormState shown, string? done, CancellationToken token)
    {
        var (folder, actor) = await door.EnterAsync(http, form["number"], form["queryCode"], token);
        var c = folder.Loaded.Case;
        var visit = await http.RequestServices.GetRequiredService<Visitors>().VisitAsync(http);
        var remedies = ReviewBodies.All(c, visit.Reference);
        var open = Rights.Where(r => IsOpen(r, c, actor, remedies, visit) && (r != "consentToEmployer" || EmployerGuard.IsAsked(c, visit.Reference))).ToList();
        return await Page.ShowAsync<MyCasePage>(http, "page.where", new Dictionary<string, object?>
        {
            ["Number"] = c.Number, ["Parts"] = c.SplitOff().ToList(), ["Code"] = form["queryCode"].ToString(), ["State"] = c.State, ["Next"] = NextStep.DayOf(c), ["Rights"] = open,
            ["Files"] = c.Attachments.Where(a => a.By == actor.Id).ToList(), ["Outcome"] = NextStep.OutcomeOf(c), ["Raised"] = NextStep.RaisedOf(c),
            ["Mediation"] = c.Mediations.LastOrDefault(m => m.IsRunning), ["Person"] = c.People.FirstOrDefault(p => actor.Id == $"P:{p.No}")?.No ?? 1,
            ["Remedies"] = CaseStates.Answered.Contains(c.State) || c.OpenReview is not null ? remedies : [],
            ["OpinionBodies"] = c.Opinion?.Issued.Select(o => o.Body).ToList() ?? [],
            ["Key"] = Guid.CreateVersion7().ToString(), ["Verb"] = verb, ["Done"] = done, ["Form"] = shown,
        }, shown.Refused?.Status ?? 200);
    }

    /// <summary>What the page offers: rights that can be used now; a review only at the level that is next, and while it may be asked for.</summary>
    private static bool IsOpen(string right, Case c, Actor actor, IReadOnlyList<Remedy> remedies, Visit visit)
    {
        var level = right switch { "askReview" => ReviewFile.Review, "askReexamination" => ReviewFile.Reexam, _ => null };
        return RuleBook.Handbook.For(right) is { } rule && ((rule.OfferedIn ?? rule.States) is not { } states || states.Contains(c.State))
            && rule.Roles.Any(actor.Has) && Subjects.HoldsOne(c, right) && (right is not ("recordConsent" or "replaceMediator") || Mediation.Parties(c).Any(no => actor.Id == $"P:{no}")) && (level is null || remedies.Any(r => r.Level == level && r.IsOpenAt(visit.Now)));
    }
}
