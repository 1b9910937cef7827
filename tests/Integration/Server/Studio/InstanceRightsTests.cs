
namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Who sees which instance and how much of it, and what Studio's menus do not do.</summary>
public sealed class InstanceRightsTests(InstanceTown studio) : IClassFixture<InstanceTown>
{
    private const string Officer = "STF-050", Sorter = "STF-011", Police = "STF-056", Tell = "Workflow1:flow1:tell";

    [Fact]
    public async Task A_designer_sees_the_course_and_the_words_of_the_drawing_and_no_other_values()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var whole = (await designer.GetAsync($"/workflow-instances/{instance}")).Body;
        Assert.Equal(number, (string?)whole["correlationId"]);
        var incident = whole["workflowState"]!["incidents"]!.AsArray()[0]!;
        Assert.Contains("已遮盖", (string)incident["message"]!, StringComparison.Ordinal);
        Assert.Matches("^[A-Z_]+$", (string)incident["exception"]!["type"]!);
        var variable = Assert.Single((await designer.GetAsync($"/workflow-instances/{instance}/variables")).Items)!;
        Assert.Equal(("Said", "•••"), ((string?)variable["name"], (string?)variable["value"]));
        var record = Assert.Single((await designer.GetAsync($"/activity-executions/list?WorkflowInstanceId={instance}&ActivityNodeId={Tell}")).Items)!;
        Assert.Equal("R-SUPERVISOR", (string?)record["activityState"]!["Role"]);
        Assert.Contains("已遮盖", (string)record["exception"]!["message"]!, StringComparison.Ordinal);
        var journal = (await designer.PostAsync($"/workflow-instances/{instance}/journal", new { })).Text;
        Assert.DoesNotContain(number, journal, StringComparison.Ordinal);
        Assert.Contains("•••", journal, StringComparison.Ordinal);
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        Assert.DoesNotContain("•••", (await supervisor.PostAsync($"/workflow-instances/{instance}/journal", new { })).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("已遮盖", (await supervisor.GetAsync($"/workflow-instances/{instance}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_oversees_no_process_finds_those_of_the_own_petitions()
    {
        var (_, instance) = await studio.BegunAsync("A8");
        using var handler = await StudioVisitor.SignInAsync(studio.Town, "STF-078");
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(handler.GetAsync($"/workflow-instances/{instance}")));
        Assert.Equal(0, (int)(await handler.PostAsync("/workflow-instances", new { })).Body["totalCount"]!);
        using var sorter = await StudioVisitor.SignInAsync(studio.Town, Sorter);
        Assert.Equal(200, (await sorter.GetAsync($"/workflow-instances/{instance}")).Status);
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(sorter.GetAsync($"/workflow-instances/{Guid.NewGuid():N}-1")));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(sorter.GetAsync("/workflow-instances/inst-1/variables")));
    }

    [Fact]
    public async Task An_instance_of_a_sealed_petition_exists_for_its_own_line_alone_and_each_look_is_written_down()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var opened = await town.OpenAsync("STF-008", new { category = "H2", text = "收了十二条香烟。", people = new[] { new { role = "petitioner", name = "裴举证", phone = "13611112222" } } });
        Assert.True(opened.Status == 201, opened.Body.ToJsonString());
        var number = opened.Body["number"]!.GetValue<string>();
        await town.DoneAsync(Sorter, number, "handToDiscipline", new { to = "ENT-JW" });
        var names = await town.Rows.ListAsync<string>("select replace(case_id::text, '-', '') || '-' || no from workflow_instances");
        Assert.NotEmpty(names);
        var node = await town.Rows.ScalarAsync<string>("select activity_instance_id from journal limit 1");
        foreach (var who in new[] { StudioVisitor.Designer, StudioVisitor.Supervisor, Sorter, "STF-001" })
        {
            using var other = await StudioVisitor.SignInAsync(town, who);
            var list = await other.PostAsync("/workflow-instances", new { });
            Assert.Equal((200, 0, 0), (list.Status, list.Items.Count, (int)list.Body["totalCount"]!));
            foreach (var path in names.SelectMany(n => new[] { "", "/variables", "/journal", "/execution-state", "/export" }.Select(p => $"/workflow-instances/{n}{p}"))
                .Append($"/activity-executions/by-id?id={node}").Append($"/activity-executions/{node}/call-stack"))
                Assert.Equal((404, "NOT_FOUND"), await CodeAsync(other.GetAsync(path)));
            Assert.Equal((400, "NOT_FOUND"), await CodeAsync(other.PostAsync($"/cancel/workflow-instances/{names[0]}", new { reason = "试试" })));
            using var page = await PageVisitor.SignInAsync(town, who);
            Assert.Equal(404, (await page.GetAsync($"/studio/instances/{names[0]}/view")).Status);
            Assert.Equal(404, (await page.GetAsync($"/studio/desk/instances/{names[0]}")).Status);
        }
        Assert.DoesNotContain(StudioVisitor.Designer, await town.Rows.ListAsync<string>("select reader from sealed_reads"));
        using var officer = await StudioVisitor.SignInAsync(town, Officer);
        Assert.Equal(names.Count, (await officer.PostAsync("/workflow-instances", new { })).Items.Count);
        var before = await town.Rows.ScalarAsync<long>($"select count(*) from sealed_reads where reader = '{Officer}'");
        Assert.Equal(200, (await officer.GetAsync($"/workflow-instances/{names[0]}")).Status);
        Assert.Equal(200, (await officer.GetAsync($"/workflow-instances/{names[0]}/variables")).Status);
        Assert.Equal(before + 1, await town.Rows.ScalarAsync<long>($"select count(*) from sealed_reads where reader = '{Officer}'"));
        town.Clock.HoldAt(town.Clock.GetUtcNow().AddMinutes(2));
        Assert.Equal(200, (await officer.PostAsync($"/workflow-instances/{names[0]}/journal", new { })).Status);
        Assert.Equal(before + 2, await town.Rows.ScalarAsync<long>($"select count(*) from sealed_reads where reader = '{Officer}'"));
    }

    [Fact]
    public async Task The_number_of_a_police_tip_is_withheld_from_those_who_only_oversee()
    {
        var (number, instance) = await studio.BegunAsync("A8");
        await using (var owner = await studio.Town.Rows.AsOwnerAsync())
        await using (var command = owner.CreateCommand())
        {
            command.CommandText = $$"""
                update cases set confidential = true, readers = '{tip}', doc = jsonb_set(doc, '{flags,confidential}', 'true') where number = '{{number}}'
                """;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var whole = await designer.GetAsync($"/workflow-instances/{instance}");
        Assert.Equal((200, null, "（不公开）"), (whole.Status, (string?)whole.Body["correlationId"], (string?)whole.Body["name"]));
        Assert.DoesNotContain(number, (await designer.PostAsync("/workflow-instances", new { pageSize = 100 })).Text, StringComparison.Ordinal);
        Assert.Empty((await designer.PostAsync("/workflow-instances", new { searchTerm = number })).Items);
        Assert.Empty((await designer.PostAsync("/workflow-instances", new { correlationId = number })).Items);
        using var police = await StudioVisitor.SignInAsync(studio.Town, Police);
        Assert.Equal(number, (string?)(await police.GetAsync($"/workflow-instances/{instance}")).Body["correlationId"]);
    }

    [Theory]
    [InlineData("POST", "/bulk-actions/delete/workflow-instances/by-id", "INSTANCE_KEPT", "不能删除")]
    [InlineData("POST", "/bulk-actions/import/workflow-instances", "INSTANCE_NOT_FROM_ELSEWHERE", "不能从文件导入")]
    [InlineData("DELETE", "/workflow-instances/{id}", "INSTANCE_KEPT", "is never deleted", "en")]
    public async Task Nothing_is_deleted_or_brought_in_and_Studio_shows_why(string method, string path, string code, string says, string language = "zh-Hans")
    {
        var (_, instance) = await studio.BegunAsync("A8");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor, language);
        var before = await studio.Town.PictureAsync();
        var refused = await supervisor.SendAsync(new HttpMethod(method), path.Replace("{id}", instance, StringComparison.Ordinal), method == "POST" ? new { ids = new[] { instance } } : null);
        Assert.Equal((400, code), (refused.Status, refused.Code));
        Assert.Contains(says, Assert.Single(refused.Errors), StringComparison.Ordinal);
        Assert.Equal(before, await studio.Town.PictureAsync());
    }

    [Fact]
    public async Task Cancelling_in_Studio_leads_to_our_page_for_the_reason()
    {
        var (_, instance) = await studio.BegunAsync("A8");
        var (_, another) = await studio.BegunAsync("A8");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var asked = await supervisor.PostAsync($"/cancel/workflow-instances/{instance}", null);
        Assert.Equal((200, $"/studio/instances/{instance}/view?ask=cancel#mend"), (asked.Status, asked.Headers["X-Petitions-Next"]));
        Assert.Equal("Running", await StatusAsync(supervisor, instance));
        Assert.Equal((400, "REASON_REQUIRED"), await CodeAsync(supervisor.PostAsync("/bulk-actions/cancel/workflow-instances", new { ids = new[] { instance, another } })));
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        Assert.Equal((400, "NOT_YOUR_ROLE"), await CodeAsync(designer.PostAsync($"/cancel/workflow-instances/{instance}", new { reason = "不要了" })));
        Assert.Equal(200, (await supervisor.PostAsync("/bulk-actions/cancel/workflow-instances", new { ids = new[] { instance, another }, reason = "现场已经看过" })).Status);
        Assert.Equal(("Finished", "Finished"), (await StatusAsync(supervisor, instance), await StatusAsync(supervisor, another)));
        Assert.Equal((400, "WORKFLOW_NOT_PARKED"), await CodeAsync(supervisor.PostAsync($"/cancel/workflow-instances/{instance}", new { reason = "再来" })));
    }

    [Fact]
    public async Task A_stranger_is_told_to_sign_in()
    {
        using var stranger = StudioVisitor.Stranger(studio.Town);
        Assert.Equal((401, "NOT_SIGNED_IN"), await CodeAsync(stranger.PostAsync("/workflow-instances", new { })));
        Assert.Equal((400, "NOT_SIGNED_IN"), await CodeAsync(stranger.PostAsync("/cancel/workflow-instances/1", new { })));
    }

    private static async Task<string?> StatusAsync(StudioVisitor visitor, string instance) => (string?)(await visitor.GetAsync($"/workflow-instances/{instance}/execution-state")).Body["status"];

    private static async Task<(int, string?)> CodeAsync(Task<StudioAnswer> answer) => ((await answer).Status, (await answer).Code);
}
