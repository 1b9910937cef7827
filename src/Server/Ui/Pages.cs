using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Api;
using Petitions.Server.Ui.Cases;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Verbs;
using Petitions.Server.Workers;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui;

/// <summary>The pages of the staff: each asks one query, each form sends one command.</summary>
public static class Pages
{
    private const int Rows = 50;

    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapPublic();
        var pages = routes.MapGroup("").RequireAuthorization(Wires.Staff).AgainstForgery().ExcludeFromDescription();
        pages.MapGet("/", () => Results.LocalRedirect("/tasks"));
        pages.MapGet("/tasks", async (string? after, string? done, HttpContext http, MyTasks tasks, Visitors visitors, TurnedClock clock, CancellationToken token) =>
            await Page.ShowAsync<TasksPage>(http, "page.tasks", ("Tasks", await tasks.PageAsync(await visitors.ActorAsync(http), clock.GetUtcNow(), after, Rows, token)), ("Done", RuleBook.Handbook.For(done ?? "")?.Verb)));
        pages.MapGet("/cases", async ([AsParameters] ListOrder order, HttpContext http, CaseList list, Visitors visitors, TurnedClock clock, CancellationToken token) =>
            await Page.ShowAsync<CasesPage>(http, "page.cases", ("Order", order),
                ("Found", await list.PageAsync(await visitors.ActorAsync(http), order.Filter(), clock.GetUtcNow(), order.After, Rows, token))));
        pages.MapGet("/cases/{number}", async (string number, string? done, HttpContext http, CaseReads reads, SealedCases sealedCases, RepeatCandidates repeats, Visitors visitors, CancellationToken token) =>
        {
            var (file, timeline) = await reads.WholeAsync(number, await visitors.ActorAsync(http), token);
            // Whoever decides on it sees what it may repeat.
            var decides = file.Offers.Main.Any(o => o.Verb is "accept" or "linkSameMatter");
            return await Page.ShowAsync<CaseFilePage>(http, "page.case", ("File", file), ("Timeline", timeline), ("Done", RuleBook.Handbook.For(done ?? "")?.Verb),
                ("Candidates", decides ? await repeats.OfAsync(number, await visitors.ActorAsync(http), token) : []),
                ("Readings", await SealedDoor.ReadingsAsync(file, sealedCases, await visitors.ActorAsync(http), token)));
        });
        pages.MapGet("/cases/{number}/dissuasion", async (string number, HttpContext http, CaseReads reads, Visitors visitors, CancellationToken token) =>
            await Page.ShowAsync<DissuasionPage>(http, "page.dissuasion", ("File", (await reads.WholeAsync(number, await visitors.ActorAsync(http), token)).File)));
        pages.MapGet("/cases/{number}/agreement", async (string number, HttpContext http, CaseReads reads, Visitors visitors, CancellationToken token) =>
        {
            var (file, _) = await reads.WholeAsync(number, await visitors.ActorAsync(http), token);
            return file.Mediations.Any(m => m is { Kind: MediationFile.People, Agreement: not null })
                ? await Page.ShowAsync<AgreementPage>(http, "page.agreementPrint", ("File", file)) : throw Refusals.NotThere();
        });
        pages.MapGet("/case-notes", async (HttpContext http, CaseLibrary library, CancellationToken token) =>
            await Page.ShowAsync<CaseNotesPage>(http, "page.caseNotes", ("Notes", await library.NotesAsync(Rows, token))));
        pages.MapGet("/desk", async (HttpContext http, DeskInbox desk, Visitors visitors, CancellationToken token) =>
            await Page.ShowAsync<DeskPage>(http, "page.desk", ("Desk", await desk.ReadAsync(await visitors.ActorAsync(http), Rows, token))));
        pages.MapGet("/board", async (HttpContext http, Board board, Visitors visitors, Alarms alarms, TurnedClock clock, CancellationToken token) =>
        {
            var actor = await visitors.AllowedAsync(http, Rooms.Overseers);
            return await Page.ShowAsync<BoardPage>(http, "page.board", ("View", await board.ReadAsync(actor, clock.GetUtcNow(), Rows, token)), ("On", await alarms.ReadAsync(token)));
        });
        pages.MapSealed();
        pages.MapGet("/cases/{number}/files/{id:guid}", FileApi.OutAsync);
        pages.MapVerbDesk();
        pages.MapRegistration();
        pages.MapNotices();
        pages.MapJobs();
        pages.MapReference();
        pages.MapIncidents();
        pages.MapSuccessions();
        pages.MapContracts();
        pages.MapEarlySigns();
    }

    private static void MapNotices(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/notices", async (string? after, HttpContext http, MyNotices notices, Visitors visitors, CancellationToken token) =>
            await Page.ShowAsync<NoticesPage>(http, "page.notices", ("Notices", await notices.PageAsync((await visitors.ActorAsync(http)).Id, after, Rows, token))));
        pages.MapPost("/notices/read", async (HttpContext http, NoticeMarks marks, Visitors visitors, CancellationToken token) =>
        {
            var form = await http.Request.ReadFormAsync(token);
            if (CaseOf(form) is { } key && int.TryParse(form["no"], out var no))
                await marks.ReadAsync((await visitors.ActorAsync(http)).Id, key, no, token);
            return Results.LocalRedirect("/notices");
        });
        pages.MapPost("/notices/read-all", async (HttpContext http, NoticeMarks marks, Visitors visitors, TurnedClock clock, CancellationToken token) =>
        {
            var form = await http.Request.ReadFormAsync(token);
            var until = DateTimeOffset.TryParse(form["until"], System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : clock.GetUtcNow();
            await marks.ReadAllAsync((await visitors.ActorAsync(http)).Id, until, token);
            return Results.LocalRedirect("/notices");
        });
    }

    private static void MapJobs(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/jobs", async (string? done, HttpContext http, Jobs jobs, Visitors visitors, Alarms alarms, TurnedClock clock, CancellationToken token) =>
        {
            var actor = await visitors.AllowedAsync(http, Rooms.Machinists);
            return await Page.ShowAsync<JobsPage>(http, "page.jobs", ("View", await jobs.ReadAsync(actor, clock.GetUtcNow(), Rows, token)),
                ("Zone", clock.LocalTimeZone), ("On", await alarms.ReadAsync(token)), ("Done", done));
        });
        pages.MapPost("/jobs/run", async (HttpContext http, Works works, Visitors visitors, CancellationToken token) =>
        {
            await visitors.AllowedAsync(http, Rooms.Machinists);
            var form = await http.Request.ReadFormAsync(token);
            var work = Schedule.Find(form["job"].ToString()) ?? throw Refusals.NotThere();
            return Results.LocalRedirect("/jobs?done=" + await works.TryAsync(work, token));
        });
        pages.MapPost("/jobs/retry", async (HttpContext http, DueTimers timers, Outbox outbox, Visitors visitors, CancellationToken token) =>
        {
            await visitors.AllowedAsync(http, Rooms.Machinists);
            var form = await http.Request.ReadFormAsync(token);
            var key = CaseOf(form) ?? throw Refusals.NotThere();
            if (form["queue"] == "outbox")
                await outbox.RetryAsync(key, form["item"].ToString(), token);
            else if (int.TryParse(form["item"], out var timer))
                await timers.RetryAsync(key, timer, token);
            return Results.LocalRedirect("/jobs?done=retried");
        });
    }

    private static CaseKey? CaseOf(IFormCollection form) => Guid.TryParse(form["case"], out var id) ? new CaseKey(form["root"].ToString(), id) : null;
}
