using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Reading;
using Petitions.Server.Ui;
using Petitions.Server.Workers;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Api;

/// <summary>A case with its history.</summary>
public sealed record WholeCase(CaseFile Case, IReadOnlyList<TimelineEntry> Timeline);

/// <summary>What a query code shows: never content.</summary>
/// <param name="Outcome">The finding on an anonymous accusation, which nobody can be told in another way; null for all others.</param>
/// <param name="Raised">To whom the matter was raised at the action rungs of the ladder (E10), oldest first.</param>
public sealed record WhereAnswer(
    string Number, string State, Sentences Sentences, DateOnly? Next, Sentences? Outcome = null, IReadOnlyList<Raised>? Raised = null);

/// <summary>Why a clock ends when it does (handbook §4.5), word by word in both languages.</summary>
/// <param name="Counted">Each day that was counted; as many as the amount says.</param>
/// <param name="Skipped">Each day that was not, with <c>startDay</c>, <c>weeklyRest</c> or the name of the holiday.</param>
public sealed record ExplainedClock(
    int No, string Code, ClockKind Kind, ClockStatus Status, DateTimeOffset StartedAt, DateOnly? Due, DateOnly? EffectiveDue, DateTimeOffset? DueAt,
    string CalendarVersion, IReadOnlyList<DateOnly> Counted, IReadOnlyList<SkippedDay> Skipped, IReadOnlyList<string> Zh, IReadOnlyList<string> En)
{
    internal static ExplainedClock Of(ClockSeen seen) => seen.Clock is var k
        ? new(k.No, k.Code, k.Kind, k.Status, k.StartedAt, k.Due, k.EffectiveDue, k.DueAt, k.Explanation.CalendarVersion, k.CountedDays(),
            k.Explanation.SkippedDays, seen.WhyZh, seen.WhyEn) : throw new ArgumentNullException(nameof(seen));
}

/// <summary>The reads of the API.</summary>
public static class Reads
{
    private const int MostRows = 200;

    public static void MapReads(this IEndpointRouteBuilder api)
    {
        var mine = api.MapGroup("").RequireAuthorization(Wires.Clients).WithTags("reads");
        mine.MapGet("/cases", async ([AsParameters] ListOrder order, HttpContext http, CaseList list, Visitors visitors, TurnedClock clock, CancellationToken token) =>
            Results.Json(await list.PageAsync(await visitors.ActorAsync(http), order.Filter(), clock.GetUtcNow(), order.After, order.Size(), token), CommandJson.Options))
            .Produces<Page<CaseLine>>();
        mine.MapGet("/cases/{number}", async (string number, HttpContext http, CaseReads reads, Visitors visitors, CancellationToken token) =>
        {
            var (file, timeline) = await reads.WholeAsync(number, await visitors.ActorAsync(http), token);
            http.Response.Headers.ETag = $"\"{file.FactVersion}\"";
            return Results.Json(new WholeCase(file, timeline), CommandJson.Options);
        }).Produces<WholeCase>().Produces<Problem>(404, "application/problem+json");
        mine.MapGet("/cases/{number}/clocks/{no:int}/explain", async (string number, int no, HttpContext http, CaseReads reads, Visitors visitors, CancellationToken token) =>
        {
            var file = await reads.FileAsync(number, await visitors.ActorAsync(http), token);
            var seen = file.Clocks.FirstOrDefault(c => c.Clock.No == no) ?? throw Refusals.NotThere();
            return Results.Json(ExplainedClock.Of(seen), CommandJson.Options);
        }).Produces<ExplainedClock>().Produces<Problem>(404, "application/problem+json");
        mine.MapGet("/clocks/{code}/due", async (string code, DateTimeOffset from, string? unit, HttpContext http, LibrarySource library, Visitors visitors, CancellationToken token) =>
        {
            await visitors.ActorAsync(http);
            var reference = (await library.CurrentAsync(token)).Reference;
            var clock = Clocks.WouldBe(reference, code, from, unit);
            return Results.Json(ExplainedClock.Of(CaseFiles.Seen(clock, reference)), CommandJson.Options);
        }).Produces<ExplainedClock>().Produces<Problem>(422, "application/problem+json")
            .WithSummary("Until when, if this clock started at this moment: the date and every day of its count, before anybody promises it.");
        mine.MapGet("/case-notes", async (CaseLibrary library, CancellationToken token) =>
            Results.Json(await library.NotesAsync(MostRows, token), CommandJson.Options)).Produces<IReadOnlyList<LibraryNote>>();
        mine.MapGet("/cases/{number}/candidates", async (string number, HttpContext http, RepeatCandidates repeats, Visitors visitors, CancellationToken token) =>
            Results.Json(new { candidates = await repeats.OfAsync(number, await visitors.ActorAsync(http), token) }, CommandJson.Options))
            .Produces<Problem>(404, "application/problem+json");
        mine.MapGet("/tasks", async (string? after, HttpContext http, MyTasks tasks, Visitors visitors, TurnedClock clock, CancellationToken token) =>
            Results.Json(await tasks.PageAsync(await visitors.ActorAsync(http), clock.GetUtcNow(), after, MostRows, token), CommandJson.Options))
            .Produces<Page<TaskLine>>();
        mine.MapGet("/notices", async (string? after, HttpContext http, MyNotices notices, Visitors visitors, CancellationToken token) =>
            Results.Json(await notices.PageAsync((await visitors.ActorAsync(http)).Id, after, MostRows, token), CommandJson.Options))
            .Produces<Page<NoticeLine>>();
        mine.MapGet("/alarms", async (HttpContext http, Alarms alarms, Visitors visitors, CancellationToken token) =>
        {
            await visitors.AllowedAsync(http, Rooms.Machinists);
            return Results.Json(await alarms.ReadAsync(token), CommandJson.Options);
        }).Produces<AlarmsOn>();
        mine.MapGet("/verbs", () => Results.Json(RuleBook.Handbook.Rules.Where(r => r.Kind != VerbKind.System)
            .Select(r => new { r.Verb, r.Kind, r.Transition, r.Roles, States = r.States?.Select(s => s.Code()) }), CommandJson.Options));
        api.MapGet("/my/{number}", WhereAsync).WithTags("my").Produces<WhereAnswer>();
    }

    private static async Task<IResult> WhereAsync(string number, HttpContext http, PetitionerDoor door, CancellationToken token)
    {
        var (folder, _) = await door.EnterAsync(http, number, http.Request.Headers["X-Query-Code"].ToString(), token);
        var c = folder.Loaded.Case;
        var code = c.State.Code();
        return Results.Json(new WhereAnswer(c.Number!, code, new(Texts.Chinese["state." + code], Texts.English["state." + code]), NextStep.DayOf(c), OutcomeOf(c), NextStep.RaisedOf(c)), CommandJson.Options);
    }

    private static Sentences? OutcomeOf(Case c) => NextStep.OutcomeOf(c) is { } result
        ? new(Texts.Chinese["result." + result], Texts.English["result." + result]) : null;
}

/// <summary>What a list shows; everything that is given must hold.</summary>
/// <param name="State">Code of a state, for example IN_HANDLING.</param>
public sealed record ListOrder(
    string? Text, string? State, string? Category, string? Nature, string? Unit, string? Handler, string? Flag, bool? Open, bool? Overdue,
    DateOnly? From, DateOnly? To, string? After, int? Limit)
{
    /// <exception cref="Refused">FIELD_INVALID (state).</exception>
    public CaseFilter Filter() => new(Blank(Text), StateOf(State), Blank(Category), Blank(Nature), Blank(Unit), Blank(Handler), Blank(Flag),
        Open ?? false, Overdue ?? false, From, To);

    public int Size() => Math.Clamp(Limit ?? 50, 1, 200);

    private static string? Blank(string? given) => string.IsNullOrWhiteSpace(given) ? null : given;

    private static CaseState? StateOf(string? code) => string.IsNullOrEmpty(code) ? null
        : Enum.GetValues<CaseState>().Where(s => s.Code() == code).Cast<CaseState?>().FirstOrDefault() ?? throw Refusals.FieldInvalid("state", "word");
}
