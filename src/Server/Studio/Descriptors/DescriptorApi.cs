using Petitions.Cases.Activities;
using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>What Studio asks about kinds: activities, expressions, variables, strategies. A list that nobody has is empty, never missing.</summary>
public static class DescriptorApi
{
    public static void MapDescriptors(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/descriptors");
        group.MapGet("/activities", async (HttpContext http, LibrarySource library, Toolbox toolbox, CancellationToken token) =>
        {
            var shelf = toolbox.For(await library.CurrentAsync(token), Visitors.LanguageOf(http));
            (http.Response.Headers.ETag, http.Response.Headers.CacheControl, http.Response.Headers.Vary) = (shelf.ETag, "private, no-cache", "Accept-Language, Cookie");
            return http.Request.Headers.IfNoneMatch.ToString().Contains(shelf.ETag, StringComparison.Ordinal)
                ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(shelf.Json, "application/json; charset=utf-8");
        });
        group.MapPost("/activities/{type}/options/{input}", async (string type, string input, HttpContext http, LibrarySource library, Toolbox toolbox, CancellationToken token) =>
        {
            var current = await library.CurrentAsync(token);
            var found = PetitionActivities.Catalogue.Find(type, 0)?.Descriptor is { } d
                ? new ToolboxWords(new Say(TextsOf(http), current.Reference), current, toolbox.Events).Describe(d).Inputs.FirstOrDefault(i => i.Name.Equals(input, StringComparison.OrdinalIgnoreCase)) : null;
            return StudioApi.Answer(new { items = found?.UiSpecifications ?? new Dictionary<string, object?>() });
        });
        group.MapGet("/expression-descriptors", (HttpContext http) => StudioApi.List(Vocabularies.Expressions(TextsOf(http))));
        group.MapGet("/variables", (HttpContext http) => StudioApi.List(Vocabularies.Variables(TextsOf(http))));
        group.MapGet("/storage-drivers", (HttpContext http) => StudioApi.List(Vocabularies.Storage(TextsOf(http))));
        group.MapGet("/workflow-activation-strategies", (HttpContext http) => StudioApi.List(Vocabularies.Activation(TextsOf(http))));
        group.MapGet("/incident-strategies", (HttpContext http) => StudioApi.List(Vocabularies.Incidents(TextsOf(http))));
        group.MapGet("/log-persistence-strategies", (HttpContext http) => StudioApi.List(Vocabularies.Logs(TextsOf(http))));
        group.MapGet("/output-converters", () => StudioApi.Answer(new { items = Array.Empty<object>() }));
        group.MapGet("/{**rest}", () => StudioApi.List(Array.Empty<object>()));
        api.MapGet("/features/installed", () => StudioApi.List(Features));
        api.MapPost("/scripting/javascript/type-definitions/{definitionId}", Declarations.AnswerAsync);
        api.MapPost("/tests/activities", (HttpContext http) => StudioApi.Answer(new
        {
            activityState = new { }, payload = new { }, outputs = new { }, status = "Faulted",
            exception = new { type = "Petitions", message = TextsOf(http)["studio.noActivityTest"], stackTrace = (string?)null, innerException = (object?)null },
        }));
    }

    /// <summary>That the viewer hears of a change at once, instead of asking every five seconds.</summary>
    private static readonly object[] Features =
    [
        new { name = "RealTimeWorkflowUpdates", @namespace = "Elsa", fullName = "Elsa.RealTimeWorkflowUpdates", displayName = "Elsa.RealTimeWorkflowUpdates", description = "" },
    ];

    private static Texts TextsOf(HttpContext http) => Texts.Of(Visitors.LanguageOf(http));
}
