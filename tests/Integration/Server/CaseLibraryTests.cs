using Petitions.Tests.Integration.Scenarios;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>After a record has passed, over HTTP: it happens again, it is corrected, and others learn from it.</summary>
public sealed class CaseLibraryTests
{
    private static readonly object Signed = new { way = "signed", proof = "签收" };

    [Fact]
    public async Task What_happens_again_at_the_same_place_is_put_before_the_supervisor_once_and_opens_the_record_by_her_word()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await PassedAsync(town);
        await AccountabilityScenarioTests.PassAsync(town, "2026-03-20 09:00");
        var again = await AccountabilityScenarioTests.ServiceAsync(town, "J2");
        await AccountabilityScenarioTests.ServiceAsync(town, "A6");
        await AccountabilityScenarioTests.ServiceAsync(town, "J2", "NQ-S1-B01");
        Assert.Contains("recurrences 1", await town.WorkAsync("threeNotLetGo"), StringComparison.Ordinal);
        Assert.Contains("recurrences 0", await town.WorkAsync("threeNotLetGo"), StringComparison.Ordinal);
        using var pages = await PageVisitor.SignInAsync(town, Supervisor);
        Assert.Contains(again, (await pages.GetAsync($"/cases/{number}")).Text);
        var form = (await pages.GetAsync($"/cases/{number}/do/decideRecurrence")).Text;
        Assert.Contains($"value=\"{again}\"", form);
        Assert.Equal("CLOSED", (await town.DoneAsync(Supervisor, number, "decideRecurrence", new { record = 1, number = again, same = true })).State);
        var record = Assert.Single(await AccountabilityScenarioTests.RecordsAsync(town, number))!["record"]!;
        Assert.Equal(("open", true), (record["status"]!.GetValue<string>(), record["causesDoubtful"]!.GetValue<bool>()));
        Assert.Equal("running", await town.Rows.ScalarAsync<string>("select status from clocks k join cases c using (root, case_id) where code = 'CLK-3NLG' and category = 'J2' and location = 'NQ-S5-B06' order by k.no desc limit 1"));
    }

    [Fact]
    public async Task A_case_note_is_read_by_everybody_and_names_nobody()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await PassedAsync(town);
        foreach (var words in new[] { "钱大妈家停水", "电话138 0000 1234", "一区1号楼301停水" })
            Assert.Equal("PETITIONER_DATA_IN_MATERIAL", (await town.GiveAsync(Supervisor, number, "writeCaseNote", new { record = 1, title = "阀门失修", text = words })).Code);
        await town.DoneAsync(Supervisor, number, "writeCaseNote", new { record = 1, title = "阀门失修", text = "三年未检修，停水两天；列入年检后未再发生。" });
        foreach (var (language, heading) in new[] { ("zh-Hans", "案例库"), ("en", "Case library") })
        {
            using var pages = await PageVisitor.SignInAsync(town, "STF-029", language);
            var (status, text) = await pages.GetAsync("/case-notes");
            Assert.Equal(200, status);
            Assert.Contains(heading, text);
            Assert.Contains("列入年检后未再发生", text);
            Assert.DoesNotContain(number, text);
        }
        using var read = await town.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, "/api/case-notes"), TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)read.StatusCode);
    }

    [Fact]
    public async Task A_correction_stands_beside_the_record_it_corrects()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await PassedAsync(town);
        await town.DoneAsync(Supervisor, number, "correctAccountability", new { record = 1, reason = "责任人写错" });
        var records = await AccountabilityScenarioTests.RecordsAsync(town, number);
        Assert.Equal(["passed", "open"], records.Select(r => r!["record"]!["status"]!.GetValue<string>()));
        using var pages = await PageVisitor.SignInAsync(town, Supervisor);
        var page = (await pages.GetAsync($"/cases/{number}")).Text;
        Assert.Contains("已由第2号记录更正", page);
        Assert.Contains("本记录是第1号记录的更正版本", page);
        foreach (var verb in new[] { "correctAccountability", "writeCaseNote", "recordFollowUp" })
            Assert.Equal(200, (await pages.GetAsync($"/cases/{number}/do/{verb}")).Status);
    }

    [Fact]
    public async Task The_follow_up_is_a_task_in_the_supervisors_list()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await PassedAsync(town);
        await AccountabilityScenarioTests.PassAsync(town, "2026-04-03 09:00");
        Assert.Contains(number, (await town.GetAsync(Supervisor, "/api/tasks")).Plain());
        await town.DoneAsync(Supervisor, number, "recordFollowUp", new { record = 1, inEffect = true, recurred = false, note = "已列入年检" });
        Assert.Equal(0, await town.Rows.ScalarAsync<long>("select count(*) from tasks where kind = 'recordFollowUp' and status = 'open'"));
    }

    /// <summary>A case of the category that always asks, closed on 4 March after its record had passed.</summary>
    private static async Task<string> PassedAsync(ServedTown town)
    {
        var number = await AccountabilityScenarioTests.ServiceAsync(town, "J2");
        await town.DoneAsync(Handler, number, "reportResult", new { result = "done", what = "已抢修恢复", reply = Signed });
        await AccountabilityScenarioTests.CausesAsync(town, number);
        await AccountabilityScenarioTests.BlameAsync(town, number);
        await AccountabilityScenarioTests.EducationAsync(town, number);
        await town.DoneAsync(Supervisor, number, "verifyAccountability", new { record = 1 });
        await town.DoneAsync(EstateHead, number, "close", new { levelOfSolution = "estate" });
        return number;
    }
}
