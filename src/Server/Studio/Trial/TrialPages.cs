using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Server.Ui.Forms;
using Petitions.Server.Ui.Verbs;

namespace Petitions.Server.Studio.Trial;

/// <summary>
/// The trial run: a drawing on an invented or a copied petition, in memory. Each click brings everything that was done so far and plays it anew;
/// nothing is kept, nothing is sent.
/// </summary>
public static class TrialPages
{
    private const string Purpose = "trial", InstancePrefix = "trial-";

    /// <summary>What a visitor waits for one click.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private static readonly TimeSpan Farthest = TimeSpan.FromDays(800);

    /// <summary>What Studio is told that it has begun.</summary>
    public static string InstanceOf(string definitionId) => InstancePrefix + definitionId;

    public static void MapTrial(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/definitions/{definitionId}/trial", async (string definitionId, string? which, HttpContext http, CancellationToken token) =>
            await ShowAsync(await DeskAsync(definitionId, which, http, token), null, FormState.Empty, null));
        pages.MapPost("/definitions/{definitionId}/trial", PostAsync);
        // Where Studio believes to be after its run button.
        pages.MapGet($"/workflows/instances/{InstancePrefix}{{definitionId}}/view", (string definitionId) => Results.LocalRedirect($"/studio/definitions/{Uri.EscapeDataString(definitionId)}/trial"));
    }

    private static async Task<IResult> PostAsync(string definitionId, HttpContext http, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        var desk = await DeskAsync(definitionId, form["which"], http, token);
        try
        {
            if (form["trial.do"] == "begin")
                return await ShowAsync(desk, await BegunAsync(desk, form), FormState.Empty, null);
            var state = desk.States.Open<TrialState>(form["trial.state"], Purpose + definitionId, desk.Actor.Id);
            desk = await DeskAsync(definitionId, state.Which, http, token);
            return await GoOnAsync(desk, state, form);
        }
        catch (Refused refused) when (refused.Status is 400 or 404 or 409 or 422)
        {
            return await ShowAsync(desk, null, FormState.Of(form, refused), null);
        }
    }

    /// <exception cref="Refused">FIELD_INVALID, TRIAL_TOO_LONG.</exception>
    private static async Task<IResult> GoOnAsync(TrialDesk desk, TrialState state, IFormCollection form)
    {
        var asked = form["trial.do"].ToString().Split('/');
        switch (asked[0])
        {
            case "back":
                return await ShowAsync(desk, state with { Steps = [.. state.Steps.SkipLast(1)] }, FormState.Empty, null);
            case "ask":
                return await ShowAsync(desk, state, FormState.Empty, AskedOrder.Of(asked, form));
            case "give" when form.ContainsKey("add"):
                return await ShowAsync(desk, state, FormState.Of(form), AskedOrder.Of(asked, form));
            case "give":
                return await GiveAsync(desk, state, form, AskedOrder.Of(asked, form));
            default:
                return await TurnAsync(desk, state, form, asked[0]);
        }
    }

    private static async Task<IResult> TurnAsync(TrialDesk desk, TrialState state, IFormCollection form, string how)
    {
        var now = (await PlayAsync(desk, state)).Paper;
        try
        {
            var to = how switch
            {
                "due" => now.NextDue ?? now.Now,
                "day" => now.Now.AddDays(1),
                "to" => Moment(form["trial.to"]) is { } at && at > now.Now && at - now.Now < Farthest ? at : throw Refusals.FieldInvalid("trial.to", "outOfRange"),
                _ => throw Refusals.FieldInvalid("trial.do", "word"),
            };
            return await ShowAsync(desk, state.And(new(to)), FormState.Empty, null);
        }
        catch (Refused refused)
        {
            return await ShowAsync(desk, state, FormState.Of(form, refused), null);
        }
    }

    /// <summary>An order that is refused leaves the trial as it was; its form is shown again with the reason.</summary>
    private static async Task<IResult> GiveAsync(TrialDesk desk, TrialState state, IFormCollection form, AskedOrder asked)
    {
        var before = await PlayAsync(desk, state);
        try
        {
            var order = VerbDesk.OrderOf(asked.Verb, Completed(form, asked));
            var with = JsonSerializer.SerializeToNode(order, order.GetType(), CaseJson.Options);
            var after = state.And(new(before.Paper.Now.AddMinutes(1), asked.Verb, form["trial.by"].ToString(), with));
            var run = await PlayAsync(desk, after);
            if (run.Refused.FirstOrDefault(r => r.Index == after.Steps.Count - 1) is { } no)
                throw no.Refused;
            return await ShowAsync(desk, after, FormState.Empty, null, run);
        }
        catch (Refused refused)
        {
            return await ShowAsync(desk, state, FormState.Of(form, refused), asked, before);
        }
    }

    /// <exception cref="Refused">FIELD_INVALID, NOT_FOUND for a case that the visitor may not read, what the registration refuses.</exception>
    private static async Task<TrialState> BegunAsync(TrialDesk desk, IFormCollection form)
    {
        var begun = desk.Now;
        if (form["kind"] == "copied")
        {
            var number = form["number"].ToString().Trim();
            var recorded = await desk.RecordedAsync(number) ?? throw Refusals.NotThere();
            return new(desk.Drawing.Which, desk.Drawing.Mark, begun, null, null, recorded.Case.Number, recorded.Orders.Count, []);
        }
        begun = Moment(form["at"]) ?? (form["at"].ToString().Length == 0 ? begun : throw Refusals.FieldInvalid("at", "outOfRange"));
        var entry = InventedPetition.Of(form, desk.Texts, desk.Drawing.Library.Reference);
        var by = TrialPeople.RegistrarOf(entry.ReceivedBy!, desk.Drawing.Library.Reference) ?? throw Refusals.FieldInvalid("unit", "required");
        var state = new TrialState(
            desk.Drawing.Which, desk.Drawing.Mark, begun, JsonSerializer.SerializeToNode(entry, CaseJson.Options), by.Id, null, 0, []);
        // What the counter would refuse is said at the form.
        await PlayAsync(desk, state);
        return state;
    }

    private static async Task<TrialRun> PlayAsync(TrialDesk desk, TrialState state)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(desk.Aborted);
        patience.CancelAfter(Patience);
        var recorded = state.Number is { } number ? await desk.RecordedAsync(number) ?? throw Refusals.NotThere() : null;
        var run = await Task.Run(() => TrialRun.Play(state, desk.Drawing, recorded, patience.Token), desk.Aborted);
        if (run.Failure is { } failure)
            desk.Log.LogWarning(failure, "A trial run of {Definition} met a defect", desk.Drawing.Stored.DefinitionId);
        return run;
    }

    private static async Task<IResult> ShowAsync(TrialDesk desk, TrialState? state, FormState form, AskedOrder? asked, TrialRun? run = null)
    {
        if (state is not null && desk.Drawing.IsReadable)
            run ??= await PlayAsync(desk, state);
        var view = new TrialView(desk.Drawing, state, run, asked, state is null ? "" : desk.States.Close(state with { Mark = desk.Drawing.Mark }, Purpose + desk.Drawing.Stored.DefinitionId, desk.Actor.Id));
        return await Page.ShowAsync<TrialPage>(desk.Http, "page.trial", new Dictionary<string, object?>
        {
            [nameof(TrialPage.View)] = view, [nameof(TrialPage.Form)] = form, [nameof(TrialPage.Words)] = desk.Words,
        }, form.Refused?.Status ?? 200);
    }

    private static Task<TrialDesk> DeskAsync(string definitionId, string? which, HttpContext http, CancellationToken token) => TrialDesk.OpenAsync(definitionId, which, http, token);

    /// <summary>A local moment of a form; null where nothing, or nothing readable, was given.</summary>
    private static DateTimeOffset? Moment(string? given) =>
        DateTime.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && at.Year is > 2000 and < 2100 ? new(at, Local.Offset) : null;

    /// <summary>Files stay with the visitor: in their place stands that there is one. Work that is reported done is that of the task.</summary>
    private static FormCollection Completed(IFormCollection form, AskedOrder asked)
    {
        var fields = form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        foreach (var file in form.Files.Where(f => f.Length > 0 && f.Name.Contains(':', StringComparison.Ordinal)))
            fields[file.Name[(file.Name.IndexOf(':', StringComparison.Ordinal) + 1)..]] = new StringValues(Guid.NewGuid().ToString());
        if (asked is { Verb: "finishTask", Task: { } task })
            fields["task"] = task.ToString(CultureInfo.InvariantCulture);
        return new FormCollection(fields);
    }
}

/// <summary>The order whose form is open.</summary>
/// <param name="Task">The task that offers it; null for what is always open.</param>
public sealed record AskedOrder(string Verb, int? Task, string? About)
{
    /// <exception cref="Refused">NOT_FOUND for a verb that there is not.</exception>
    public static AskedOrder Of(string[] asked, IFormCollection form)
    {
        var verb = asked.ElementAtOrDefault(1) is { Length: > 0 } named ? named : form["trial.verb"].ToString();
        if (RuleBook.Handbook.For(verb) is null or { Kind: VerbKind.System or VerbKind.Creates })
            throw Refusals.NotThere();
        return new(verb, int.TryParse(asked.ElementAtOrDefault(2), NumberStyles.None, CultureInfo.InvariantCulture, out var task) ? task : null,
            form["about"].ToString() is { Length: > 0 } about ? about : null);
    }
}
