using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Tests.Integration.Storage;

/// <summary>Each screen's query: shows what is there, to whom it belongs, and writes nothing.</summary>
public sealed class QueriesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tasks_come_to_the_post_and_to_whoever_acts_for_it_most_urgent_first_and_page_by_page()
    {
        await using var town = await DeskTown.OpenAsync();
        for (var n = 0; n < 5; n++)
            await town.RegisterAsync();
        await town.ExecuteAsync(
            """
            insert into tasks (root, case_id, no, kind, role, unit, assignee, offers, opened_at, due_at, status)
            select root, case_id, 100, 'sort', 'R-TRIAGE', 'NQ-ZH', null::text, '{accept}'::text[], received_at, received_at + row_number() over (order by case_id desc) * interval '1 day', 'open' from cases
            union all
            select root, case_id, 101, 'mine', 'R-MEDIATOR', 'NQ-TJ', 'STF-011', '{}', received_at, null, 'open' from cases
            """);
        var tasks = new MyTasks(town.Database, town.Library);

        var first = await tasks.PageAsync(town.ActorOf("STF-011"), town.Clock.GetUtcNow(), null, 4, Token);
        var second = await tasks.PageAsync(town.ActorOf("STF-011"), town.Clock.GetUtcNow(), first.Next, 4, Token);
        var third = await tasks.PageAsync(town.ActorOf("STF-011"), town.Clock.GetUtcNow(), second.Next, 4, Token);

        var all = first.Rows.Concat(second.Rows).Concat(third.Rows).ToList();
        Assert.Equal(10, all.DistinctBy(t => (t.CaseId, t.No)).Count());
        Assert.Null(third.Next);
        Assert.Equal(["sort", "sort", "sort", "sort"], first.Rows.Select(t => t.Kind));
        Assert.Equal(first.Rows.OrderBy(t => t.DueAt), first.Rows);
        Assert.Equal("暖气不热", first.Rows[0].CaseTitle);
        Assert.Empty((await tasks.PageAsync(town.ActorOf("STF-058"), town.Clock.GetUtcNow(), null, 4, Token)).Rows);
    }

    [Fact]
    public async Task Notices_are_unread_until_their_receiver_marks_them()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        await town.ExecuteAsync(
            """
            insert into notices (root, case_id, no, person, template, arguments, action, told_at, not_before)
            select root, case_id, 900 + n, 'STF-060', 'notice.rung1', '{"day": "2026-03-04"}', true, received_at + n * interval '1 minute', received_at
            from cases, generate_series(1, 3) n
            """);
        var (notices, marks) = (new MyNotices(town.Database, town.Library), new NoticeMarks(town.Database, town.Clock));

        var page = await notices.PageAsync("STF-060", null, 2, Token);
        Assert.Equal([903, 902], page.Rows.Select(n => n.No));
        Assert.Equal(receipt.Number, page.Rows[0].Number);
        Assert.Equal([901], (await notices.PageAsync("STF-060", page.Next, 2, Token)).Rows.Select(n => n.No));

        await marks.ReadAsync("STF-059", receipt.Key, 902, Token);
        Assert.Equal(3, await notices.UnreadAsync("STF-060", Token));
        await marks.ReadAsync("STF-060", receipt.Key, 902, Token);
        Assert.Equal(2, await notices.UnreadAsync("STF-060", Token));
        await marks.ReadAllAsync("STF-060", page.Rows[1].ToldAt, Token);
        Assert.Equal(1, await notices.UnreadAsync("STF-060", Token));
    }

    [Fact]
    public async Task A_folder_opens_for_its_readers_with_its_history_and_for_nobody_else()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        await town.Desk().GiveAsync(receipt.Number, new Comment(new("已到现场")), town.Clerk, DeskTerms.None, Token);
        var folders = new CaseFolders(town.Database, town.Library, town.Keys, town.Clock);

        var folder = await folders.OpenAsync(receipt.Number, town.Clerk, Token);

        Assert.Equal(receipt.Number, folder.Loaded.Case.Number);
        Assert.Contains("已到现场", folder.Loaded.Texts.Values);
        Assert.Equal(["13800001111", "王热工"], folder.Personal.Select(id => folder.Loaded.Texts[id]).Order());
        Assert.Equal(Enumerable.Range(1, folder.Timeline.Count), folder.Timeline.Select(t => t.Seq));
        Assert.Equal("STF-008", folder.Timeline[0].Actor);
        foreach (var stranger in new[] { "STF-038", "STF-059" })
            Assert.Equal("NOT_FOUND", (await Assert.ThrowsAsync<Refused>(() => folders.OpenAsync(receipt.Number, town.ActorOf(stranger), Token))).Code);
        Assert.Equal("NOT_FOUND", (await Assert.ThrowsAsync<Refused>(() => folders.OpenAsync("NQ-ZH-2026-9999", town.Clerk, Token))).Code);
    }

    [Theory]
    [InlineData("暖气", 1)]
    [InlineData("暖氣", 1)]
    [InlineData("三号楼暖气", 1)]
    [InlineData("三號樓暖氣", 1)]
    [InlineData("尽快维修", 1)]
    [InlineData("暖修", 0)]
    [InlineData("三号楼维修", 0)]
    [InlineData("路灯", 1)]
    [InlineData("王热工", 0)]
    [InlineData("", 2)]
    public async Task A_search_finds_words_in_either_script_and_never_names(string words, int hits)
    {
        await using var town = await DeskTown.OpenAsync();
        await town.RegisterAsync();
        await town.RegisterAsync(town.Petition("小区路灯坏了三天。", "13900002222", "李路灯") with { Title = "路灯" });
        var list = new CaseList(town.Database, town.Library);

        var page = await list.PageAsync(town.Clerk, new CaseFilter(words), town.Clock.GetUtcNow(), null, 50, Token);

        Assert.Equal(hits, page.Rows.Count);
    }

    [Fact]
    public async Task A_long_word_whose_pairs_stand_apart_does_not_fill_the_page()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.RegisterAsync(town.Petition("供暖气温低"));
        for (var n = 0; n < 4; n++)
        {
            town.Clock.Advance(TimeSpan.FromMinutes(1));
            await town.RegisterAsync(town.Petition("供暖不好；暖气不热；气温很低"));
        }
        var list = new CaseList(town.Database, town.Library);

        var page = await list.PageAsync(town.Clerk, new CaseFilter("供暖气温"), town.Clock.GetUtcNow(), null, 2, Token);

        Assert.Single(page.Rows);
    }

    [Fact]
    public async Task Filters_hold_together_and_pages_follow_one_another()
    {
        await using var town = await DeskTown.OpenAsync();
        for (var n = 0; n < 5; n++)
        {
            await town.RegisterAsync();
            town.Clock.Advance(TimeSpan.FromDays(1));
        }
        var (list, now) = (new CaseList(town.Database, town.Library), town.Clock.GetUtcNow());
        var filter = new CaseFilter(State: CaseState.Registered, Category: "A8", Open: true, ReceivedFrom: new(2026, 3, 5), ReceivedTo: new(2026, 3, 7));

        var first = await list.PageAsync(town.Clerk, filter, now, null, 2, Token);
        var second = await list.PageAsync(town.Clerk, filter, now, first.Next, 2, Token);

        Assert.Equal([7, 6, 5], first.Rows.Concat(second.Rows).Select(c => Local.DateOf(c.ReceivedAt).Day));
        Assert.Null(second.Next);
        Assert.Empty((await list.PageAsync(town.Clerk, filter with { Overdue = true }, now, null, 2, Token)).Rows);
        Assert.Equal("FIELD_INVALID", (await Assert.ThrowsAsync<Refused>(() => list.PageAsync(town.Clerk, filter, now, "x", 2, Token))).Code);
    }

    [Fact]
    public async Task The_board_counts_by_unit_and_rung_and_lists_what_is_late_or_stuck()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        await town.RegisterAsync();
        await town.ExecuteAsync(
            """
            update cases set completion_due_at = received_at - interval '1 day', rung = 2, attention = '{workflow-parked}' where number = @number;
            insert into workflow_instances (root, case_id, no, definition_id, definition_version_id, version, status, sub_status, parked, parked_reason,
                incident_count, created_at, updated_at, state)
            select root, case_id, 1, 'petition', 'petition-v1', 1, 'Finished', 'Faulted', true, 'NOT_OFFERED', 1, received_at, received_at, '{}' from cases where number = @number
            """, new { number = receipt.Number });
        var supervisor = town.ActorOf("STF-047");

        var board = await new Board(town.Database, town.Library).ReadAsync(supervisor, town.Clock.GetUtcNow(), 10, Token);

        Assert.Equal([(0, 1, 0), (2, 1, 1)], board.Counts.Select(c => (c.Rung, c.Open, c.Overdue)));
        Assert.Equal(receipt.Number, Assert.Single(board.Overdue).Number);
        Assert.Equal(receipt.Number, Assert.Single(board.Climbing).Number);
        Assert.Equal(["workflow-parked"], Assert.Single(board.NeedsAttention).Attention);
        Assert.Equal("NOT_OFFERED", Assert.Single(board.Parked).Reason);
        Assert.Empty((await new Board(town.Database, town.Library).ReadAsync(town.ActorOf("STF-038"), town.Clock.GetUtcNow(), 10, Token)).Counts);
    }

    [Fact]
    public async Task The_jobs_page_shows_runs_queues_and_what_is_parked()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.RegisterAsync();
        var runs = new JobRuns(town.Database, town.Clock);
        await runs.RecordAsync("sweep", "server-1", _ => Task.FromResult("12 fired"), Token);
        await Assert.ThrowsAsync<IOException>(() => runs.RecordAsync("anchor", "server-1", _ => throw new IOException("disk"), Token));
        await town.ExecuteAsync("update timers set parked_at = due_at, parked_reason = 'X', tries = 5 where no = (select min(no) from timers)");

        var jobs = await new Jobs(town.Database, town.Library).ReadAsync(town.ActorOf("STF-047"), town.Clock.GetUtcNow().AddYears(1), 10, Token);

        Assert.Equal(["anchor", "sweep"], jobs.Last.Select(j => j.Job));
        Assert.Equal("IOException: disk", jobs.Last[0].Failure);
        Assert.Equal("12 fired", jobs.Last[1].Result);
        Assert.Equal(["outbox", "timers"], jobs.Queues.Select(q => q.Name).Order());
        Assert.All(jobs.Queues.Where(q => q.Name == "timers"), q => Assert.Equal((q.Waiting, 1), (q.Due, q.Parked)));
        Assert.Equal("X", Assert.Single(jobs.Parked).Reason);
        Assert.NotNull(jobs.Parked[0].Number);
        Assert.Equal(1, await runs.ForgetAsync(town.Clock.GetUtcNow().AddDays(1), Token) - 1);
    }

    [Fact]
    public async Task The_township_s_desk_shows_what_was_sent_to_it()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        await town.RegisterAsync();
        await town.ExecuteAsync("update cases set holder = 'GOV-TOWN-ZZ', state = 'TRANSFERRED', readers = readers || '{GOV-TOWN-ZZ}' where number = @number", new { number = receipt.Number });

        var desk = await new DeskInbox(town.Database, town.Library).ReadAsync(town.ActorOf("STF-058"), 10, Token);

        Assert.Equal(receipt.Number, Assert.Single(desk.ToReceive).Number);
        Assert.Empty(desk.InHand);
    }

    [Fact]
    public async Task A_query_code_shows_the_state_and_guessing_is_braked()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var whereabouts = new Whereabouts(town.Database, town.Keys, town.Clock);

        var answer = await whereabouts.AskAsync(receipt.QueryCode!.ToLowerInvariant(), "10.0.0.1", Token);
        Assert.Equal(CaseState.Registered, answer.Found!.State);
        Assert.NotNull(answer.Found.Next);
        for (var n = 0; n < 9; n++)
            Assert.Null((await whereabouts.AskAsync("AAAAAAAAAA", "10.0.0.1", Token)).Found);

        Assert.True((await whereabouts.AskAsync(receipt.QueryCode, "10.0.0.1", Token)).TooMany);
        Assert.Equal((receipt.Key, null), await whereabouts.KeyOfAsync(receipt.QueryCode, "10.0.0.2", Token));
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.False((await whereabouts.AskAsync(receipt.QueryCode, "10.0.0.1", Token)).TooMany);
        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from query_attempts q where q::text like '%10.0.0.1%'"));
    }

    [Fact]
    public async Task The_daily_check_visits_open_cases_and_open_records()
    {
        await using var town = await DeskTown.OpenAsync();
        var (open, closed, asked) = (await town.RegisterAsync(), await town.RegisterAsync(), await town.RegisterAsync());
        await town.ExecuteAsync("update cases set open = false, accountability_open = number = @asked where number in (@asked, @closed)", new { asked = asked.Number, closed = closed.Number });

        Assert.Equal(new[] { open.Key, asked.Key }.ToHashSet(), (await new AccountabilityCases(town.Database, town.Clock).DueAsync(Token)).ToHashSet());
    }

    [Fact]
    public async Task The_daily_check_opens_the_record_of_a_petition_that_was_not_accepted_and_never_told_and_then_leaves_it()
    {
        await using var town = await DeskTown.OpenAsync();
        var (told, untold) = (await town.RegisterAsync(), await town.RegisterAsync());
        foreach (var receipt in new[] { told, untold })
            await town.Desk().GiveAsync(receipt.Key, new NotAccept("litigation", "GOV-COUNTY-COURT", "已在诉讼中"), town.ActorOf("STF-011"), DeskTerms.None, Token);
        var notice = (await town.FindAsync(told.Key)).Case.Documents.Single(d => d.Kind == "non-acceptance-notice").No;
        await town.Desk().GiveAsync(told.Key, new ServeDocument(notice, new ServiceProof("signed", null)), town.Clerk, DeskTerms.None, Token);
        var cases = new AccountabilityCases(town.Database, town.Clock);
        Assert.Empty(await cases.DueAsync(Token));

        town.Clock.Advance(TimeSpan.FromDays(17));
        while ((await town.Timers().SweepAsync(100, Token)).Fired > 0)
        {
        }
        Assert.Equal([untold.Key], await cases.DueAsync(Token));
        await town.Desk().GiveAsync(untold.Key, new CheckAccountability(), Actor.System, DeskTerms.None, Token);

        Assert.Equal("TR1", Assert.Single((await town.FindAsync(untold.Key)).Case.AccountabilityRecords).Trigger);
        Assert.Equal([untold.Key], await cases.DueAsync(Token));
    }
}
