using System.Diagnostics;
using Npgsql;
using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Tests.Integration.Storage;

public sealed class CaseDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_gets_a_number_and_a_query_code_that_the_database_does_not_know()
    {
        await using var town = await DeskTown.OpenAsync();

        var first = await town.RegisterAsync();
        var second = await town.RegisterAsync();

        Assert.EndsWith("-2026-0001", first.Number);
        Assert.EndsWith("-2026-0002", second.Number);
        Assert.Equal(10, first.QueryCode!.Length);
        Assert.Equal(0, await town.CountAsync<int>($"select count(*)::int from cases c where c::text like '%{first.QueryCode}%'"));
        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from cases c where c::text like '%王热工%' or c::text like '%13800001111%'"));
        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from commands c where c::text like '%王热工%' or c::text like '%暖气%'"));
        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from audit a where a::text like '%王热工%' or a::text like '%暖气%'"));
    }

    [Fact]
    public async Task A_step_costs_two_round_trips_and_four_statements()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var desk = town.Desk();
        var database = await town.CountAsync<string>("select current_database()");
        var trips = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Tags.Any(t => t.Value == database) && activity.TagObjects.Any(t => t.Key is "db.query.text" or "db.statement"))
                    trips.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);

        await desk.GiveAsync(receipt.Number, new Comment(new("已电话联系")), town.Clerk, new DeskTerms(IdempotencyKey: "k"), Token);

        Assert.Equal(2, trips.Count);
        Assert.Equal(4, trips.Sum(t => StatementsIn((string)t.TagObjects.First(tag => tag.Key is "db.query.text" or "db.statement").Value!)));
    }

    [Fact]
    public async Task Two_who_press_at_once_are_both_heard_one_after_the_other()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var (mine, theirs) = (town.Desk(), town.Desk());
        Task<StepReceipt>? between = null;
        mine.Writer.BeforeSending = _ => (between ??= theirs.GiveAsync(receipt.Number, new Comment(new("他人先到")), town.Clerk, DeskTerms.None, Token)).GetAwaiter().GetResult();

        await mine.GiveAsync(receipt.Number, new Comment(new("我后到")), town.Clerk, DeskTerms.None, Token);

        Assert.Equal(["他人先到", "我后到"], (await town.FindAsync(receipt.Key)).Loaded.Texts.Where(t => t.Value.EndsWith('到')).OrderBy(t => t.Key).Select(t => t.Value));
    }

    [Fact]
    public async Task Who_loses_every_race_is_told_so_and_nothing_is_written()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var (mine, theirs) = (town.Desk(), town.Desk());
        var races = 0;
        mine.Writer.BeforeSending = _ => theirs.GiveAsync(receipt.Number, new Comment(new($"他人 {++races}")), town.Clerk, DeskTerms.None, Token).GetAwaiter().GetResult();

        await Assert.ThrowsAsync<DeskBusy>(() => mine.GiveAsync(receipt.Number, new Comment(new("我")), town.Clerk, DeskTerms.None, Token));

        Assert.Equal(4, races);
        Assert.DoesNotContain("我", (await town.FindAsync(receipt.Key)).Loaded.Texts.Values);
    }

    [Fact]
    public async Task One_idempotency_key_has_one_effect_and_one_receipt_however_many_arrive_at_once()
    {
        await using var town = await DeskTown.OpenAsync();

        var receipts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.RegisterAsync(key: "the same form")));

        Assert.Single(receipts.Select(r => (r.Key, r.Number, r.QueryCode)).Distinct());
        Assert.Equal(1, await town.CountAsync<int>("select count(*)::int from cases"));
        Assert.Equal(1, await town.CountAsync<int>("select last from counters where kind = 'petition'"));
    }

    [Fact]
    public async Task Another_person_s_key_is_another_key()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync(key: "k");

        var other = await town.Desk().OpenAsync(town.Petition(), town.ActorOf("STF-009"), new DeskTerms(IdempotencyKey: "k"), Token);

        Assert.NotEqual(receipt.Key, other.Key);
    }

    [Fact]
    public async Task A_connection_that_breaks_after_the_commit_leaves_one_effect()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var desk = town.Desk();
        var sent = 0;
        desk.Writer.BeforeSending = batch =>
        {
            if (sent++ == 0)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));
                batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_terminate_backend(pg_backend_pid())"));
            }
        };

        await desk.GiveAsync(receipt.Number, new Comment(new("只说一次")), town.Clerk, DeskTerms.None, Token);

        Assert.Equal(1, sent);
        Assert.Single((await town.FindAsync(receipt.Key)).Loaded.Texts, t => t.Value == "只说一次");
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_commit_is_tried_again()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var desk = town.Desk();
        var sent = 0;
        desk.Writer.BeforeSending = batch =>
        {
            if (sent++ == 0)
                batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_terminate_backend(pg_backend_pid())"));
        };

        await desk.GiveAsync(receipt.Number, new Comment(new("再说一次")), town.Clerk, DeskTerms.None, Token);

        Assert.Equal(2, sent);
        Assert.Single((await town.FindAsync(receipt.Key)).Loaded.Texts, t => t.Value == "再说一次");
    }

    [Fact]
    public async Task A_form_filled_against_old_facts_is_refused_and_changes_nothing()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var before = await town.CountAsync<int>("select row_version from cases");

        var refused = await Assert.ThrowsAsync<Refused>(() =>
            town.Desk().GiveAsync(receipt.Number, new Comment(new("旧表")), town.Clerk, new DeskTerms(IfMatch: receipt.FactVersion - 1), Token));

        Assert.Equal("STALE_VERSION", refused.Code);
        Assert.Equal(before, await town.CountAsync<int>("select row_version from cases"));
    }

    [Fact]
    public async Task A_number_that_does_not_exist_is_not_found()
    {
        await using var town = await DeskTown.OpenAsync();
        var refused = await Assert.ThrowsAsync<Refused>(() => town.Desk().GiveAsync("NQ-2026-9999", new Comment(new("?")), town.Clerk, DeskTerms.None, Token));
        Assert.Equal("NOT_FOUND", refused.Code);
    }

    [Fact]
    public async Task The_counter_is_shown_cases_that_may_be_about_the_same_matter()
    {
        await using var town = await DeskTown.OpenAsync();
        var first = await town.RegisterAsync();

        var second = await town.RegisterAsync(town.Petition(phone: "+86 138-0000-1111", name: "王 热工"));

        var candidate = Assert.Single(second.Candidates);
        Assert.Equal(first.Number, candidate.Number);
        Assert.Equal("暖气不热", candidate.Title);
        Assert.Equal(["sameName", "samePhone", "samePlace", "similarText"], candidate.Reasons);
    }

    [Fact]
    public async Task A_matter_of_long_ago_or_of_another_place_is_no_candidate()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.RegisterAsync();
        town.Clock.Advance(TimeSpan.FromDays(181));
        Assert.Empty((await town.RegisterAsync(town.Petition(phone: "13800003333", name: "另一人"))).Candidates);

        var elsewhere = town.Petition("路灯坏了", "13900002222", "李路灯") with { Location = "NQ-S2", Category = "A1", Title = "路灯" };
        Assert.Empty((await town.RegisterAsync(elsewhere)).Candidates);
    }

    [Theory]
    [InlineData("王熱工", "sameName")]
    [InlineData("汪热工", "soundsAlike")]
    public async Task The_same_person_is_found_by_a_name_in_other_characters_or_one_that_sounds_alike(string name, string reason)
    {
        await using var town = await DeskTown.OpenAsync();
        var first = await town.RegisterAsync();
        var second = await town.RegisterAsync(town.Petition("电梯坏了", "13900002222", name) with { Location = "NQ-S2", Title = "电梯" });
        var candidate = Assert.Single(second.Candidates);
        Assert.Equal(first.Number, candidate.Number);
        Assert.Equal([reason], candidate.Reasons);
    }

    [Fact]
    public async Task A_name_that_only_sounds_alike_is_no_reason_where_place_and_subject_differ()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.RegisterAsync();
        Assert.Empty((await town.RegisterAsync(town.Petition("电梯坏了", "13900002222", "汪热工") with { Location = "NQ-S2", Category = "A1", Title = "电梯" })).Candidates);
    }

    [Fact]
    public async Task Two_lists_match_when_one_person_stands_on_both_and_the_other_side_is_nobody_of_them()
    {
        await using var town = await DeskTown.OpenAsync();
        NamedPerson Listed(string name, string role = "listed") => new(role, name);
        var first = await town.RegisterAsync(town.Petition() with { People = [Listed("赵甲"), Listed("钱乙"), Listed("被告丙", "respondent")] });
        town.Clock.Advance(TimeSpan.FromDays(400));
        var elsewhere = town.Petition("水黄", "", "") with { Location = "NQ-S2", Category = "A1", Title = "水黄" };
        var second = await town.RegisterAsync(elsewhere with { People = [Listed("孙丁"), Listed("钱乙")] });
        var candidate = Assert.Single(second.Candidates);
        Assert.Equal(first.Number, candidate.Number);
        Assert.Equal(["onList", "sameName"], candidate.Reasons);
        Assert.Empty((await town.RegisterAsync(elsewhere with { Location = "NQ-S3", Category = "A3", People = [Listed("周戊"), Listed("被告丙", "respondent")] })).Candidates);
    }

    [Fact]
    public async Task Candidates_are_looked_up_by_index_among_many_petitions()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        await town.ExecuteAsync(
            """
            insert into person_texts (root, case_id, id, kind, cipher, hash, sound)
            select 'ENT', gen_random_uuid(), 1, 'Name', '\x00', decode(md5(n::text), 'hex'), decode(md5('s' || n), 'hex') from generate_series(1, 20000) n;
            analyze person_texts;
            """);
        var plan = await DuplicateCandidates.PlanAsync(town.Database, receipt.Key, null, Token);
        Assert.DoesNotContain("Seq Scan on person_texts", plan);
        Assert.Contains("person_texts_hash", plan);
        Assert.Contains("person_texts_sound", plan);
    }

    private static int StatementsIn(string text) => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
}
