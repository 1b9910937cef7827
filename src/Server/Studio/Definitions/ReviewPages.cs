using Petitions.Cases;
using Petitions.Engine.Definition;
using Petitions.Server.Access;
using Petitions.Server.Studio.Descriptors;
using Petitions.Server.Studio.Moving;
using Petitions.Server.Ui;
using Petitions.Server.Ui.Forms;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Definitions;

/// <summary>A process before its decision: the draft if there is one, what is published, what differs, what the check finds, and what happened before.</summary>
public sealed record DefinitionReview(
    string DefinitionId, string Name, DefinitionDraft? Draft, StoredDefinition? Published, DefinitionComparison? Comparison,
    IReadOnlyList<DefinitionFinding> Findings, IReadOnlyList<DefinitionEntry> History)
{
    public bool MayHandIn(Actor actor) => Draft is { IsSubmitted: false } && actor.HasAny(StudioPeople.Designers);

    public bool MayTakeBack(Actor actor) => Draft is { IsSubmitted: true } && actor.HasAny(StudioPeople.Designers) && Draft.Editors.Contains(actor.Id);

    public bool MayDecide(Actor actor) => Draft is { IsSubmitted: true } && actor.HasAny(StudioPeople.Publishers) && !Draft.Editors.Contains(actor.Id);
}

/// <summary>Our pages on the way from a drawing to its publication: hand in with a reason, compare, publish or send back.</summary>
public static class ReviewPages
{
    public static void MapReviews(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/reviews", async (HttpContext http, DefinitionDrafts drafts, Visitors visitors, CancellationToken token) =>
        {
            await visitors.ActorAsync(http);
            return await Page.ShowAsync<ReviewListPage>(http, "page.studioReviews", ("Drafts", await drafts.ListAsync(token)));
        });
        pages.MapGet("/definitions/{definitionId}/review", (string definitionId, string? done, HttpContext http, CancellationToken token) =>
            ShowAsync(definitionId, http, FormState.Empty, done, token));
        pages.MapPost("/definitions/{definitionId}/review", DecideAsync);
    }

    private static async Task<IResult> DecideAsync(string definitionId, HttpContext http, DefinitionDesk desk, Visitors visitors, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        var (decision, note) = (form["decision"].ToString(), form["note"].ToString());
        try
        {
            var actor = await visitors.ActorAsync(http);
            await (decision switch
            {
                "submit" => desk.SubmitAsync(definitionId, note, actor, token),
                "takeBack" => desk.TakeBackAsync(definitionId, actor, token),
                "sendBack" => desk.SendBackAsync(definitionId, note, actor, token),
                "publish" => desk.PublishAsync(definitionId, note, actor, token),
                "retract" => desk.RetractAsync(definitionId, note, actor, token),
                _ => throw Refusals.FieldInvalid("decision", "word"),
            });
            return Results.LocalRedirect($"/studio/definitions/{Uri.EscapeDataString(definitionId)}/review?done={decision}");
        }
        catch (Refused refused) when (refused.Status is 400 or 403 or 409 or 422)
        {
            return await ShowAsync(definitionId, http, FormState.Of(form, refused), null, token);
        }
    }

    private static async Task<IResult> ShowAsync(string definitionId, HttpContext http, FormState form, string? done, CancellationToken token)
    {
        var services = http.RequestServices;
        var visitors = services.GetRequiredService<Visitors>();
        var actor = await visitors.ActorAsync(http);
        var review = await services.GetRequiredService<DefinitionDesk>().ReviewAsync(definitionId, token);
        var library = await services.GetRequiredService<LibrarySource>().CurrentAsync(token);
        return await Page.ShowAsync<ReviewPage>(http, "page.studioReview", new Dictionary<string, object?>
        {
            [nameof(ReviewPage.Review)] = review, [nameof(ReviewPage.Form)] = form, [nameof(ReviewPage.Done)] = done, [nameof(ReviewPage.Actor)] = actor,
            [nameof(ReviewPage.HasOlder)] = await services.GetRequiredService<MoveDesk>().HasOlderAsync(definitionId, token),
            [nameof(ReviewPage.Words)] = new ComparisonWords(new ToolboxWords(new Say(Texts.Of(Visitors.LanguageOf(http)), library.Reference), library)),
        }, form.Refused?.Status ?? 200);
    }
}
