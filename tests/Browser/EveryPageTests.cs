using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Petitions.Cases;
using Petitions.Server.Reading;
using Petitions.Storage;
using Petitions.Storage.Queries;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Provoked;
using People = Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Browser;

/// <summary>
/// A town with a petition in every situation that the refusals are provoked in. Every room, every such case file and a form of every verb that
/// is offered there is opened by somebody to whom it is open, in both languages, and looked at as wide as a desk and as a telephone.
/// </summary>
public sealed class EveryPageTests(EveryPageTests.Shared shared) : IClassFixture<EveryPageTests.Shared>
{
    private const int Telephone = 390, Desk = 1280;

    /// <summary>Verbs whose forms this town does not offer, and why.</summary>
    private static readonly Dictionary<string, string> _elsewhere = new()
    {
        ["registerDraft"] = "Drafts belong to programs; the counter keeps none.",
        ["breakGlass"] = "Needs a workflow that broke.", ["retryWorkflow"] = "Needs a workflow that broke.",
        ["skipWorkflowStep"] = "Needs a workflow that broke.", ["cancelWorkflow"] = "Needs a workflow that broke.",
        ["tellEnforcement"] = "Needs a promise whose day has passed, in a town where time runs.", ["decideRecurrence"] = "Needs a year to pass.",
        ["resumeMediation"] = "Needs a mediation that stands still.", ["decideNamesake"] = "Needs an accused who bears the name of somebody else.",
        ["askForFile"] = "Needs a hand-up to an office outside the line.", ["decideFile"] = "Needs a hand-up to an office outside the line.",
    };

    private ServedTown Town => shared.Stage.Town;

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task Every_room_file_and_form_speaks_one_language_fits_and_says_what_it_is(string language)
    {
        var walk = new Walk(Town, shared.Said, language);
        await walk.StrangerAsync(shared.Mine);
        foreach (var (who, paths) in shared.Plan)
            await walk.StaffAsync(who, paths, shared.Cookies[who]);
        foreach (var (path, status) in new[] { ("/nowhere", 404), ("/cases/NQ-ZH-2026-9999", 404), ("/jobs", 403), ("/board", 403) })
            await walk.StaffAsync(People.Clerk, [path], shared.Cookies[People.Clerk], status);
        Assert.True(walk.Faults.Count == 0, string.Join('\n', walk.Faults.Distinct().Order(StringComparer.Ordinal)));
        Assert.True(walk.Pages > 150, $"{walk.Pages} pages");
    }

    [Fact]
    public void Every_verb_that_has_a_form_is_offered_somewhere_in_this_town()
    {
        var offered = shared.Plan.SelectMany(p => p.Value).Where(p => p.Contains("/do/", StringComparison.Ordinal)).Select(p => p.Split("/do/")[1].Split('?')[0]).ToHashSet();
        var verbs = RuleBook.Handbook.Rules.Where(r => r.Kind is not (VerbKind.System or VerbKind.Creates)).Select(r => r.Verb);
        var unseen = verbs.Where(v => !offered.Contains(v) && !_elsewhere.ContainsKey(v)).ToList();
        Assert.True(unseen.Count == 0, string.Join(' ', unseen));
    }

    /// <summary>One visitor at a time, in one language; what is wrong is collected, so that one run shows everything.</summary>
    private sealed class Walk(ServedTown town, IReadOnlyList<string> said, string language)
    {
        public List<string> Faults { get; } = [];

        public int Pages { get; private set; }

        private int _width;

        public async Task StaffAsync(string who, IEnumerable<string> paths, IEnumerable<(string Name, string Value)> cookies, int status = 200)
        {
            var page = await ComeAsync(who);
            await page.Context.AddCookiesAsync(cookies.Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = town.Address.ToString() }));
            foreach (var path in paths)
            {
                var answer = await page.GotoAsync(new Uri(town.Address, path).ToString(), new() { WaitUntil = WaitUntilState.DOMContentLoaded });
                if (answer!.Status != status)
                    Faults.Add($"{path} as {who}: {answer.Status}");
                else
                    await LookAsync(page, path);
            }
            await page.Context.CloseAsync();
        }

        /// <summary>Somebody without an account: the form, the receipt that never came, the own case.</summary>
        public async Task StrangerAsync(IEnumerable<Stand> mine)
        {
            // The brake on query codes counts everybody's tries of ten minutes.
            town.Clock.HoldAt(town.Clock.GetUtcNow().AddMinutes(11));
            var page = await ComeAsync("nobody");
            foreach (var path in new[] { "/sign-in", "/public", "/sign", "/where" })
            {
                await page.GotoAsync(new Uri(town.Address, path).ToString());
                await LookAsync(page, path);
            }
            foreach (var stand in mine)
            {
                await page.GotoAsync(new Uri(town.Address, "/where").ToString());
                await page.Locator("#f-number").FillAsync(stand.Number);
                await page.Locator("#f-queryCode").FillAsync(stand.QueryCode);
                await page.Locator("main form button.btn-primary").ClickAsync();
                if (await page.Locator("h2").CountAsync() == 0)
                    Faults.Add($"/where {stand.Number}: {await page.Locator("main").InnerTextAsync()}");
                await LookAsync(page, $"/where {stand.Number}");
            }
            await page.Context.CloseAsync();
        }

        private async Task<IPage> ComeAsync(string who)
        {
            var page = await Chromium.NewPageAsync(_width = Desk);
            await page.Context.AddCookiesAsync([new() { Name = "language", Value = language, Url = town.Address.ToString() }]);
            page.PageError += (_, error) => Faults.Add($"{page.Url} as {who}: {error}");
            page.Console += (_, line) =>
            {
                // The answer that a page is not there is reported by the browser, too.
                if (line.Type == "error" && !line.Text.Contains("the server responded with a status of 40", StringComparison.Ordinal) || line.Type == "error" && line.Location.Contains("/lib/", StringComparison.Ordinal))
                    Faults.Add($"{page.Url} as {who}: {line.Text}");
            };
            return page;
        }

        private async Task LookAsync(IPage page, string path)
        {
            Pages++;
            Faults.AddRange((await Screen.FaultsAsync(page, said)).Select(fault => $"{path}: {fault}"));
            // The next page begins as wide as this one ends.
            foreach (var width in new[] { _width, Telephone + Desk - _width })
            {
                if (width != _width)
                    await page.SetViewportSizeAsync(_width = width, 800);
                if (await Screen.TooWideAsync(page) is { Length: > 0 } wide)
                    Faults.Add($"{path} at {width}: {wide}");
            }
        }
    }

    /// <summary>The town, and who opens what in it.</summary>
    public sealed class Shared : IAsyncLifetime
    {
        private static readonly string[] _staff =
        [
            People.Supervisor, People.CommunityHead, People.EstateHead, People.Sorter, People.Clerk, People.Handler, People.Head, People.Mediator, People.Leader, People.Duty,
            People.Police, People.EnterpriseDesk, People.EnterpriseHead, People.DrillingHandler, People.DrillingHead, People.Discipline, People.Reviewer, People.Reexaminer,
            "STF-058", "STF-021", "STF-085", "STF-087", "STF-061",
        ];

        /// <summary>More than these would be too many tries in ten minutes.</summary>
        private static readonly CaseState[] _mine = [CaseState.Registered, CaseState.Answered, CaseState.InReview, CaseState.Withdrawn];

        /// <summary>What is offered where nothing is refused.</summary>
        private static readonly Situation[] _more =
        [
            Situations.Claim.Then(
                new(People.Sorter, "transfer", new { to = "COM-WY" }), new(People.Handler, "receiveTransfer"), new(People.Handler, "raiseObjection", new { reason = "停车场不归我部" })),
            Situations.ClaimInHandling.Then(
                new(People.Supervisor, "issueSupervisionOrder", new { unit = "COM-WY", demand = "限期退费" }), new(People.Head, "replyToSupervision", new { order = 1, text = "已退费" })),
            IntakeRefusals.Accusation.Then(
                new(People.Sorter, "handToDiscipline", new { to = "ENT-JW" }), new(People.Discipline, "tellAccuser", new { proof = Situations.Signed }),
                new(People.Discipline, "concludeAccusation", new { result = "notUpheld", findings = "未发现收受好处" }), new(People.Discipline, "tellResult", new { proof = Situations.Signed })),
            new(new { channel = "web", category = "A8", location = "NQ-S2-B01", text = "停车卡补办费收错了。", simple = true }, People.Clerk,
                new Act(People.Sorter, "accept", new { procedure = "simple", noticeServed = Situations.Signed }), Situations.Assign),
        ];

        public Stage Stage { get; } = new();

        /// <summary>Paths by who opens them.</summary>
        public Dictionary<string, List<string>> Plan { get; } = _staff.ToDictionary(who => who, _ => new List<string>());

        public Dictionary<string, List<(string Name, string Value)>> Cookies { get; } = [];

        /// <summary>Petitions that their petitioners look at: one of each of these states.</summary>
        public List<Stand> Mine { get; } = [];

        /// <summary>Everything that was said in this town, and everybody's name; the longest first.</summary>
        public IReadOnlyList<string> Said { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await Stage.InitializeAsync();
            var situations = EveryRefusal.All.Select(r => r.In).Distinct().Where(s => s is { TimeRuns: false, Arranged: null, At.Length: > 0 } && s.Begins == new DateOnly(2026, 3, 4)).Concat(_more).ToList();
            var stands = await Stage.BuildAsync(situations);
            var reference = (await Stage.Town.Services.GetRequiredService<LibrarySource>().CurrentAsync(TestContext.Current.CancellationToken)).Reference;
            await PlanCasesAsync(stands.Values, reference);
            await PlanRoomsAsync();
            await PlanProcessesAsync();
            await PlanMovesAsync();
            Said = [.. situations.SelectMany(s => s.Acts.Select(a => a.BodyIn(stands[s])).Append(s.Entry ?? new { })).Append(ServedTown.Visit())
                .SelectMany(body => StringsOf(JsonSerializer.SerializeToNode(body))).Concat(reference.People.Values.Select(p => p.Name)).Concat([MoveNote, MoveOpinion]).Concat(await DrawnAsync()).Where(w => w.Length > 1).Distinct().OrderByDescending(w => w.Length)];
        }

        public ValueTask DisposeAsync() => Stage.DisposeAsync();

        /// <summary>How the designers of the processes called them and their steps.</summary>
        private async Task<IEnumerable<string>> DrawnAsync() =>
            (await Stage.Town.Services.GetRequiredService<LibrarySource>().CurrentAsync(TestContext.Current.CancellationToken)).Workflows.Versions.SelectMany(v => StringsOf(JsonNode.Parse(v.Json)))
                .Where(Screen.IsChinese);

        /// <summary>Each file by whoever may do most with it; each verb once, where it is first offered.</summary>
        private async Task PlanCasesAsync(IEnumerable<Stand> stands, Reference reference)
        {
            var (verbs, states) = (new HashSet<string>(), new HashSet<CaseState>());
            var staff = _staff.Select(id => reference.Person(id)!).Select(p => new Actor(p.Id, p.Roles, p.Unit)).ToList();
            foreach (var stand in stands)
            {
                var c = (await Stage.Town.Services.GetRequiredService<CaseFolders>().OpenAsync(stand.Number, Actor.System, TestContext.Current.CancellationToken)).Loaded.Case;
                var open = staff.Where(a => Access.MayRead(a, c, reference)).Select(a => (a.Id, Offers: Offers.Of(c, a, reference, Local.DateOf(Stage.Town.Clock.GetUtcNow())))).ToList();
                if (open.Count == 0)
                    continue;
                Plan[open.MaxBy(s => s.Offers.Main.Count + s.Offers.Ambient.Count).Id].Add($"/cases/{stand.Number}");
                foreach (var (who, offers) in open)
                    foreach (var offer in offers.Main.Concat(offers.Ambient).Where(o => verbs.Add(o.Verb)))
                        Plan[who].Add($"/cases/{stand.Number}/do/{offer.Verb}" + (offer.About is null ? "" : "?about=" + Uri.EscapeDataString(offer.About)));
                if (states.Add(c.State) && _mine.Contains(c.State))
                    Mine.Add(stand);
            }
        }

        private async Task PlanRoomsAsync()
        {
            var rooms = new HashSet<string>();
            foreach (var who in _staff)
            {
                using var visitor = await PageVisitor.SignInAsync(Stage.Town, who);
                Cookies[who] = [.. visitor.Cookies];
                Plan[who].InsertRange(0, RoomsOf((await visitor.GetAsync("/tasks")).Text).Where(room => rooms.Add(room) || room is "/tasks" or "/notices"));
            }
        }

        /// <summary>The running processes: their lists, one of each drawing that is under way and one that stands still.</summary>
        private async Task PlanProcessesAsync()
        {
            const string open = "workflow_instances join cases using (root, case_id) where not sealed and not confidential and status = 'Running'";
            const string name = "replace(case_id::text, '-', '') || '-' || no";
            var rows = Stage.Town.Rows;
            var running = await rows.ListAsync<string>($"select distinct on (definition_id) {name} from {open} order by definition_id, case_id, no");
            var stopped = await rows.ScalarAsync<string>($"select {name} from {open} and definition_id = 'petition' order by case_id desc limit 1");
            Assert.DoesNotContain(stopped, running);
            await using var owner = await rows.AsOwnerAsync();
            await using var stop = new Npgsql.NpgsqlCommand($"update workflow_instances set parked = true, parked_reason = 'NOT_OFFERED' where {name} = '{stopped}'", owner);
            await stop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            Plan[People.Supervisor].AddRange(["/studio/instances", "/studio/instances/attention", .. running.Append(stopped).Select(id => $"/studio/instances/{id}/view"),
                "/studio/definitions/petition/trial", "/studio/definitions/petition/rehearsal", "/studio/definitions/escalation/trial?which=published"]);
        }

        private const string MoveNote = "新版本更快", MoveOpinion = "同意";

        /// <summary>Newer versions of three processes: one that nobody has moved to, one that waits for approval, one that was carried out.</summary>
        private async Task PlanMovesAsync()
        {
            var (services, token) = (Stage.Town.Services, TestContext.Current.CancellationToken);
            var (library, orders) = (services.GetRequiredService<LibrarySource>(), services.GetRequiredService<WorkflowMoveOrders>());
            foreach (var (definition, from, to) in new[] { ("petition", "\"claim\"", "\"claims\""), ("mediation", "2026-11-21", "2026-11-22"), ("escalation", "\"value\": 4", "\"value\": 2") })
            {
                var drawn = (await library.CurrentAsync(token)).Workflows.Versions.Single(v => v.DefinitionId == definition && v.IsPublished).Json.Replace(from, to, StringComparison.Ordinal);
                var version = await services.GetRequiredService<Definitions>().ImportAsync(drawn, "STF-059", Stage.Town.Clock.GetUtcNow(), true, token);
                Plan[People.Supervisor].Add($"/studio/definitions/{definition}/moves");
                if (definition == "petition")
                    continue;
                var order = await orders.ProposeAsync(definition, version, [], MoveNote, "STF-059", token);
                if (definition == "escalation")
                    await orders.ApproveAsync(order, People.Supervisor, MoveOpinion, token);
                Plan[People.Supervisor].Add($"/studio/moves/{order}");
            }
            await Stage.Town.RunDueAsync();
        }

        private static IEnumerable<string> RoomsOf(string page) =>
            page.Split("<nav class=\"rooms\"")[1].Split("</nav>")[0].Split("href=\"").Skip(1).Select(part => part.Split('"')[0]);

        private static IEnumerable<string> StringsOf(JsonNode? node) => node switch
        {
            JsonObject members => members.SelectMany(m => StringsOf(m.Value)),
            JsonArray items => items.SelectMany(StringsOf),
            JsonValue value when value.TryGetValue<string>(out var text) => [text],
            _ => [],
        };
    }
}
