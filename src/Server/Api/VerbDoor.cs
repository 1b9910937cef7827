using System.Globalization;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Storage;

namespace Petitions.Server.Api;

/// <summary>What a step gave back to the person who ordered it.</summary>
/// <param name="FactVersion">Also in the ETag; the next order may send it as If-Match.</param>
/// <param name="QueryCode">Only at registration, only this once.</param>
/// <param name="Candidates">Petitions that may be the same matter, each with the reason; a person decides.</param>
public sealed record Receipt(string Number, string State, int FactVersion, string? QueryCode, IReadOnlyList<string> Events, IReadOnlyList<DuplicateCandidate> Candidates)
{
    /// <summary>The codes of the others who were named in this step, only this once; each is for that person alone.</summary>
    public IReadOnlyList<PersonCode> PersonCodes { get; init; } = [];

    public static Receipt Of(StepReceipt receipt) =>
        new(receipt.Number, receipt.State.Code(), receipt.FactVersion, receipt.QueryCode, receipt.Events, receipt.Candidates) { PersonCodes = receipt.PersonCodes };
}

/// <summary>Maps verbs to the desk: read, check, give, answer.</summary>
public static class VerbDoor
{
    /// <summary><c>POST {number}/{verb}</c> for people of the house.</summary>
    public static void MapVerb<T>(this IEndpointRouteBuilder cases, string verb) where T : Command =>
        cases.MapPost("{number}/" + verb, async (string number, HttpContext http, CaseDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var command = (await CommandJson.ReadAsync<T>(http.Request.Body, token)).Checked();
            var receipt = await desk.GiveAsync(number, command, await visitors.ActorAsync(http), TermsOf(http), token);
            return Answer(http, receipt, StatusCodes.Status200OK);
        }).Describe<T>(verb, verb);

    /// <summary><c>POST</c> of a verb that makes a case; 201 with its address.</summary>
    public static void MapOpening<T>(this IEndpointRouteBuilder cases, string verb, string path) where T : Register =>
        cases.MapPost(path, async (HttpContext http, CaseDesk desk, Visitors visitors, CancellationToken token) =>
        {
            var command = (await CommandJson.ReadAsync<T>(http.Request.Body, token)).Checked();
            var receipt = await desk.OpenAsync(command, await visitors.ActorAsync(http), TermsOf(http), token);
            http.Response.Headers.Location = $"/api/cases/{receipt.Number}";
            return Answer(http, receipt, StatusCodes.Status201Created);
        }).Describe<T>(verb, verb);

    /// <summary><c>POST {number}/{verb}</c> for the petitioner, who shows the query code.</summary>
    public static void MapRight<T>(this IEndpointRouteBuilder mine, string verb) where T : Command =>
        mine.MapPost("{number}/" + verb, async (string number, HttpContext http, CaseDesk desk, PetitionerDoor door, CancellationToken token) =>
        {
            var command = (await CommandJson.ReadAsync<T>(http.Request.Body, token)).Checked();
            var (folder, actor) = await door.EnterAsync(http, number, http.Request.Headers["X-Query-Code"].ToString(), token);
            // What she sends is sent now: nobody dates a right of her own back.
            var now = (Command)command with { HappenedAt = null };
            return Answer(http, await desk.GiveAsync(folder.Loaded.Case.Key, now, actor, TermsOf(http), token), StatusCodes.Status200OK);
        }).Describe<T>("my-" + verb, verb);

    /// <exception cref="Refused">FIELD_INVALID for an If-Match that is no fact version.</exception>
    public static DeskTerms TermsOf(HttpContext http)
    {
        var match = http.Request.Headers.IfMatch.ToString().Trim();
        var version = match.StartsWith("W/", StringComparison.Ordinal) ? match[2..] : match;
        int? expected = null;
        if (version.Length > 0 && version != "*")
            expected = int.TryParse(version.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Refusals.FieldInvalid("If-Match", "unreadable");
        var key = http.Request.Headers["Idempotency-Key"].ToString().Trim();
        return key.Length > 200 ? throw Refusals.FieldInvalid("Idempotency-Key", "tooLong") : new DeskTerms(expected, key.Length > 0 ? key : null);
    }

    private static IResult Answer(HttpContext http, StepReceipt receipt, int status)
    {
        http.Response.Headers.ETag = $"\"{receipt.FactVersion}\"";
        return Results.Json(Receipt.Of(receipt), CommandJson.Options, statusCode: status);
    }

    private static void Describe<T>(this RouteHandlerBuilder endpoint, string name, string verb) where T : Command
    {
        var rule = RuleBook.Handbook.For(verb);
        endpoint.WithName(name).WithSummary(Texts.English["verb." + verb] + " · " + Texts.Chinese["verb." + verb])
            .WithDescription(rule is null ? "" : $"{rule.Transition}. Roles: {string.Join(", ", rule.Roles)}.")
            .Accepts<T>("application/json").Produces<Receipt>(StatusCodes.Status200OK);
        foreach (var status in new[] { 400, 403, 404, 409, 422, 503 })
            endpoint.Produces<Problem>(status, "application/problem+json");
    }
}
