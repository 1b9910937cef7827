using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Server.Api;

/// <summary>
/// The one place where what went wrong becomes an answer: a refusal its problem+json, a database that is away 503, anything
/// else a bug: 500, logged once, with nothing of it told.
/// </summary>
public sealed partial class ApiErrors(CaseReads reads, LibrarySource library, ILogger<ApiErrors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        if (!http.Request.Path.StartsWithSegments("/api"))
            return false;
        var refused = RefusalOf(exception);
        if (refused is null)
            log.LogError(exception, "A bug answered {Method} {Path}", http.Request.Method, http.Request.Path);
        refused ??= new Refused(500, "INTERNAL_ERROR");
        var problem = Problem.Of(refused, (await library.CurrentAsync(cancellationToken)).Reference);
        // The route was cleared when the handler took over; it is kept in the feature.
        if (refused.Code == "STALE_VERSION" && http.Features.Get<IExceptionHandlerFeature>()?.RouteValues?["number"] is string number)
            problem = problem with { Current = await reads.CurrentAsync(number, cancellationToken) };
        if (refused.Status is 429 or 503)
            http.Response.Headers.RetryAfter = "30";
        await WriteAsync(http, problem, cancellationToken);
        return true;
    }

    /// <summary>A refusal as it is, trouble of the database as 503; null for a bug.</summary>
    public static Refused? RefusalOf(Exception exception) => exception switch
    {
        Refused refused => refused,
        BadHttpRequestException bad => new Refused(bad.StatusCode, bad.StatusCode == 413 ? "TOO_LARGE" : "FIELD_INVALID", FieldOf(bad), "unreadable"),
        // A posted form that cannot be decoded: the check of its token is the first to read it.
        AntiforgeryValidationException { InnerException: InvalidDataException } => Refusals.FieldInvalid("", "unreadable"),
        _ when PostgresFailure.IsOfLetters(exception) => Refusals.FieldInvalid("", "unreadable"),
        _ => PostgresFailure.Of(exception).Trouble is PostgresTrouble.Retry or PostgresTrouble.Unavailable ? new Refused(503, "TRY_AGAIN") : null,
    };

    /// <summary>The part of an address or query that could not be bound, from the framework's own sentence; null for a body.</summary>
    private static string? FieldOf(BadHttpRequestException bad) => Bound().Match(bad.Message) is { Success: true } named ? named.Groups[1].Value : null;

    [GeneratedRegex("parameter \"\\S+ (\\w+)\"")]
    private static partial Regex Bound();

    public static Task WriteAsync(HttpContext http, Problem problem, CancellationToken token)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, CommandJson.Options, "application/problem+json; charset=utf-8", token);
    }
}
