using Dapper;

namespace Petitions.Tests.Integration.Server;

/// <summary>Alarms of the installation and of rights: raised where supervision sees them, and gone when the cause is.</summary>
public sealed class AlarmTests
{
    private const string Supervisor = "STF-047", UnitHead = "STF-007";

    /// <summary>Of the daily check; other work of the night is told beside it.</summary>
    private const string Alarm = "警报：“[^”]*三不放过[^”]*”未按时运行";

    private static readonly DateTimeOffset NextMorning = new(2026, 3, 5, 6, 0, 0, TimeSpan.FromHours(8));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_daily_check_that_was_missed_is_an_alarm_until_the_run_is_made_up()
    {
        await using var town = await ServedTown.OpenAsync();
        using var supervisor = await PageVisitor.SignInAsync(town, Supervisor);
        town.Clock.HoldAt(NextMorning.AddMinutes(9));
        Assert.DoesNotMatch(Alarm, (await supervisor.GetAsync("/board")).Text);

        town.Clock.HoldAt(NextMorning.AddMinutes(11));
        foreach (var page in new[] { "/board", "/jobs", "/tasks" })
            Assert.Matches(Alarm, (await supervisor.GetAsync(page)).Text);
        Assert.Contains("Alarm: “", (await (await PageVisitor.SignInAsync(town, Supervisor, "en")).GetAsync("/board")).Text);
        var told = await town.GetAsync(Supervisor, "/api/alarms");
        var missed = told.Body["missed"]!.AsArray().Single(m => (string?)m!["job"] == "threeNotLetGo")!;
        Assert.Equal(NextMorning, DateTimeOffset.Parse((string)missed["due"]!, System.Globalization.CultureInfo.InvariantCulture));

        foreach (var work in Petitions.Server.Workers.Schedule.All)
            Assert.Equal("/jobs?done=ran", (await supervisor.PostAsync("/jobs", "/jobs/run", ("job", work.Name))).To);
        foreach (var page in new[] { "/board", "/jobs", "/tasks" })
            Assert.DoesNotContain("未按时运行", (await supervisor.GetAsync(page)).Text);
        Assert.Empty((await town.GetAsync(Supervisor, "/api/alarms")).Body["missed"]!.AsArray());

        town.Clock.HoldAt(NextMorning.AddDays(1).AddMinutes(11));
        Assert.Contains("未按时运行", (await supervisor.GetAsync("/board")).Text);
    }

    [Fact]
    public async Task A_run_that_failed_makes_up_nothing_and_says_why()
    {
        await using var town = await ServedTown.OpenAsync();
        using var supervisor = await PageVisitor.SignInAsync(town, Supervisor);
        town.Clock.HoldAt(NextMorning.AddMinutes(11));
        await using var owner = await town.Rows.AsOwnerAsync();
        await owner.ExecuteAsync(
            "insert into job_runs (job, server, started_at, finished_at, failure) values ('threeNotLetGo', 'one', @at, @at, 'NpgsqlException: gone')", new { at = town.Clock.GetUtcNow().UtcDateTime });
        Assert.Contains("最近一次运行失败：NpgsqlException: gone", (await supervisor.GetAsync("/jobs")).Text);
        Assert.Contains("threeNotLetGo", (await town.GetAsync(Supervisor, "/api/alarms")).Body.ToJsonString());
    }

    [Fact]
    public async Task A_run_whose_server_died_in_it_is_missed_after_an_hour()
    {
        await using var town = await ServedTown.OpenAsync();
        await using var owner = await town.Rows.AsOwnerAsync();
        await owner.ExecuteAsync("insert into job_runs (job, server, started_at) values ('threeNotLetGo', 'one', @at)", new { at = NextMorning.UtcDateTime });
        town.Clock.HoldAt(NextMorning.AddMinutes(50));
        Assert.DoesNotContain("threeNotLetGo", (await town.GetAsync(Supervisor, "/api/alarms")).Body.ToJsonString());
        town.Clock.HoldAt(NextMorning.AddMinutes(70));
        Assert.Contains("threeNotLetGo", (await town.GetAsync(Supervisor, "/api/alarms")).Body.ToJsonString());
    }

    [Fact]
    public async Task Whoever_can_do_nothing_about_it_is_not_told_on_every_page()
    {
        await using var town = await ServedTown.OpenAsync();
        town.Clock.HoldAt(NextMorning.AddMinutes(11));
        using var clerk = await PageVisitor.SignInAsync(town, "STF-008");
        Assert.DoesNotContain("未按时运行", (await clerk.GetAsync("/tasks")).Text);
        Assert.Equal((403, "NOT_YOUR_ROLE"), await StatusAsync(town, "STF-008", "/api/alarms"));
        using var head = await PageVisitor.SignInAsync(town, UnitHead);
        Assert.DoesNotContain("未按时运行", (await head.GetAsync("/tasks")).Text);
    }

    [Fact]
    public async Task A_right_that_meets_a_broken_workflow_is_recorded_and_raises_an_alarm_that_supervision_ends()
    {
        await using var town = await ServedTown.OpenAsync();
        var receipt = await town.OpenAsync("STF-008");
        var (number, code) = (receipt.Body["number"]!.GetValue<string>(), receipt.Body["queryCode"]!.GetValue<string>());
        var sound = await SpoilAsync(town);

        var given = await town.SendAsync(HttpMethod.Post, $"/api/my/{number}/supplement", null, new { text = "补充：照片已交居委会。" }, ("X-Query-Code", code));
        Assert.Equal(200, given.Status);
        Assert.Contains("RightBlocked", given.Body["events"]!.ToJsonString());
        await using var owner = await town.Rows.AsOwnerAsync();
        Assert.Equal(1, await owner.QuerySingleAsync<int>("select count(*)::int from audit where event = 'RightBlocked' and rule = 'RIGHT_BLOCKED'"));
        using var supervisor = await PageVisitor.SignInAsync(town, Supervisor);
        Assert.Matches($@"(?s){number}.*权利受阻", (await supervisor.GetAsync("/board")).Text);
        Assert.Contains("警报：信访人行使权利", (await supervisor.GetAsync("/notices")).Text);
        Assert.Contains("权利受阻警报", (await supervisor.GetAsync("/tasks")).Text);

        await MendAsync(town, sound);
        var task = await owner.QuerySingleAsync<int>("select no from tasks where kind = 'rightBlocked' and status = 'open'");
        Assert.Equal("NOT_YOUR_ROLE", (await town.GiveAsync("STF-008", number, "finishTask", new { task })).Code);
        await town.DoneAsync(Supervisor, number, "finishTask", new { task, result = "流程已修复" });
        Assert.DoesNotContain("权利受阻", (await supervisor.GetAsync("/board")).Text);
    }

    [Fact]
    public async Task The_same_defect_under_an_order_of_the_staff_changes_nothing()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync();
        await SpoilAsync(town);
        var before = await town.PictureAsync();
        Assert.Equal((500, "INTERNAL_ERROR"), await StatusOfAsync(town.GiveAsync("STF-011", number, "askSupplement", new { items = new[] { "照片" } })));
        Assert.Equal(before, await town.PictureAsync());
    }

    private static async Task<(int, string?)> StatusAsync(ServedTown town, string who, string path) => await StatusOfAsync(town.GetAsync(who, path));

    private static async Task<(int, string?)> StatusOfAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);

    /// <summary>A published drawing that cannot be read any more: every step that signals something meets it.</summary>
    private static async Task<string> SpoilAsync(ServedTown town)
    {
        await using var owner = await town.Rows.AsOwnerAsync();
        var sound = await owner.QuerySingleAsync<string>("select document::text from definitions where definition_id = 'closure' and is_published");
        await owner.ExecuteAsync("""update definitions set document = '{"definitionId": "closure"}' where definition_id = 'closure' and is_published""");
        return sound;
    }

    private static async Task MendAsync(ServedTown town, string sound)
    {
        await using var owner = await town.Rows.AsOwnerAsync();
        await owner.ExecuteAsync("update definitions set document = @sound::json where definition_id = 'closure' and is_published", new { sound });
    }
}
