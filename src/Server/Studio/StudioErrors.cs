using Microsoft.AspNetCore.Diagnostics;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Api;
using Petitions.Storage;

namespace Petitions.Server.Studio;

/// <summary>
/// A refusal as Studio reads it: <c>errors</c> with one sentence for each thing, beside the problem that every other door gives. Where Studio shows
/// only a 400, it gets one whatever the reason; <c>status</c> in the body says the true one.
/// </summary>
public sealed class StudioErrors(LibrarySource library, ILogger<StudioErrors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (!http.Request.Path.StartsWithSegments(StudioApi.Root))
            return false;
        var refused = ApiErrors.RefusalOf(exception);
        if (refused is null)
            log.LogError(exception, "A bug answered {Method} {Path}", http.Request.Method, http.Request.Path);
        refused ??= new Refused(500, "INTERNAL_ERROR");
        var reference = (await library.CurrentAsync(cancellationToken)).Reference;
        var problem = Problem.Of(refused, reference);
        var endpoint = http.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? http.GetEndpoint();
        http.Response.StatusCode = endpoint?.Metadata.GetMetadata<ShownByStudio>() is null ? refused.Status : StatusCodes.Status400BadRequest;
        var said = Said(problem, Visitors.LanguageOf(http));
        await http.Response.WriteAsJsonAsync(new
        {
            problem.Type, problem.Title, problem.Status, statusCode = http.Response.StatusCode, problem.Code, problem.Field, problem.Sentences, problem.Missing,
            problem.Findings, message = said[0], detail = said[0], errors = new Dictionary<string, IReadOnlyList<string>> { [problem.Field ?? problem.Code] = said },
        }, StudioApi.Json, "application/json; charset=utf-8", cancellationToken);
        return true;
    }

    /// <summary>First what is refused, then each finding that stands against it; in the language of the visitor.</summary>
    private static List<string> Said(Problem problem, Language language) =>
    [
        language == Language.Chinese ? problem.Sentences.Zh : problem.Sentences.En,
        .. problem.Findings.Where(f => f.Severity == "error").Select(f => SaidFinding.Line(f, language)),
    ];
}
