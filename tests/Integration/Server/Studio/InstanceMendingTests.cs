namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>A process that stopped is mended on our page: tried again, skipped or cancelled, by those who may, once, and written down.</summary>
public sealed class InstanceMendingTests(InstanceTown studio) : IClassFixture<InstanceTown>
{
    private const string Sorter = "STF-011";

    [Fact]
    public async Task Tried_again_it_stops_again_until_its_reason_is_gone()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var page = PageOf(instance);
        var (_, text) = await supervisor.GetAsync(page);
        foreach (var said in new[] { "停住", "告诉督查员", $"/cases/{number}", "重试流程", "跳过流程步骤", "取消流程" })
            Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Equal(302, (await MendAsync(supervisor, instance, "retryWorkflow")).Status);
        Assert.Contains("还停着", (await supervisor.GetAsync(page + "?done=retryWorkflow")).Text, StringComparison.Ordinal);
        await studio.Town.DoneAsync("STF-007", number, "assignHandler", new { handler = "STF-021" });
        Assert.Equal(302, (await MendAsync(supervisor, instance, "retryWorkflow")).Status);
        Assert.Equal("Running", await StatusAsync(instance));
        Assert.Equal(2, await studio.Town.Rows.ScalarAsync<long>(
            $"select count(*) from audit join cases c using (root, case_id) where c.number = '{number}' and event = 'WorkflowMended' and actor = '{StudioVisitor.Supervisor}'"));
    }

    [Fact]
    public async Task Skipped_with_a_reason_it_goes_on_and_a_second_press_does_nothing_more()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        Assert.Equal((422, "REASON_REQUIRED"), await RefusedAsync(supervisor, instance, "skipWorkflowStep", ("outcome", "Done"), ("reason", " ")));
        Assert.Equal((400, "FIELD_INVALID"), await RefusedAsync(supervisor, instance, "skipWorkflowStep", ("outcome", "Nowhere"), ("reason", "不用告知")));
        Assert.Equal((409, "STALE_VERSION"), await RefusedAsync(supervisor, instance, "skipWorkflowStep", ("outcome", "Done"), ("reason", "不用告知"), ("if-match", "0")));
        foreach (var _ in new[] { 1, 2 })
            Assert.Equal(302, (await MendAsync(supervisor, instance, "skipWorkflowStep", ("outcome", "Done"), ("reason", "不用告知"), ("key", "one-press"))).Status);
        Assert.Equal("Running", await StatusAsync(instance));
        Assert.Equal(1, await studio.Town.Rows.ScalarAsync<long>($"select count(*) from audit join cases c using (root, case_id) where c.number = '{number}' and event = 'WorkflowMended'"));
        using var other = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.OtherSupervisor);
        Assert.Equal((422, "WORKFLOW_NOT_PARKED"), await RefusedAsync(other, instance, "skipWorkflowStep", ("outcome", "Done"), ("reason", "我也来")));
    }

    [Fact]
    public async Task Cancelled_with_a_reason_it_ends()
    {
        var (_, instance) = await studio.BegunAsync("B2");
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        Assert.Equal((422, "REASON_REQUIRED"), await RefusedAsync(supervisor, instance, "cancelWorkflow"));
        Assert.Equal(302, (await MendAsync(supervisor, instance, "cancelWorkflow", ("reason", "改由电话告知"))).Status);
        Assert.Equal("Cancelled", await studio.Town.Rows.ScalarAsync<string>($"select sub_status from workflow_instances where replace(case_id::text, '-', '') || '-' || no = '{instance}'"));
        Assert.Equal((422, "WORKFLOW_NOT_PARKED"), await RefusedAsync(supervisor, instance, "cancelWorkflow", ("reason", "再来")));
        Assert.DoesNotContain("name=\"do\"", (await supervisor.GetAsync(PageOf(instance))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_those_who_answer_for_it_mend_it()
    {
        var (_, instance) = await studio.BegunAsync("B2");
        foreach (var who in new[] { StudioVisitor.Designer, Sorter })
        {
            using var visitor = await PageVisitor.SignInAsync(studio.Town, who);
            Assert.DoesNotContain("name=\"do\"", (await visitor.GetAsync(PageOf(instance))).Text, StringComparison.Ordinal);
            foreach (var verb in new[] { "retryWorkflow", "skipWorkflowStep", "cancelWorkflow" })
                Assert.Equal((403, "NOT_YOUR_ROLE"), await RefusedAsync(visitor, instance, verb, ("outcome", "Done"), ("reason", "试试")));
        }
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        Assert.Equal((400, "FIELD_INVALID"), await RefusedAsync(supervisor, instance, "forgetWorkflow"));
    }

    [Fact]
    public async Task Everybody_who_oversees_sees_how_many_wait_and_a_designer_not_why()
    {
        var (number, instance) = await studio.BegunAsync("B2");
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var (_, list) = await supervisor.GetAsync("/studio/instances/attention");
        Assert.Contains($"/studio/instances/{instance}/view", list, StringComparison.Ordinal);
        Assert.Contains($"/cases/{number}", list, StringComparison.Ordinal);
        Assert.Matches(@"需要处理<span class=""count"">\d+", (await supervisor.GetAsync("/studio/instances")).Text);
        using var designer = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Designer, "en");
        (_, list) = await designer.GetAsync("/studio/instances/attention");
        Assert.Contains("masked", list, StringComparison.Ordinal);
        Assert.DoesNotContain($"/cases/{number}", list, StringComparison.Ordinal);
        Assert.Contains("personal values are masked", (await designer.GetAsync(PageOf(instance))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_says_who_is_waited_for_and_the_addresses_that_Studio_pushes_lead_to_it()
    {
        var (number, _) = await studio.BegunAsync("A8");
        var road = await InstanceTown.OfAsync(studio.Town, number, "petition");
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var (_, text) = await supervisor.GetAsync(PageOf(road));
        Assert.Contains("指派承办人", text, StringComparison.Ordinal);
        using var pushed = await supervisor.OpenAsync($"/studio/workflows/instances/{road}/view");
        Assert.Equal((302, PageOf(road)), ((int)pushed.StatusCode, pushed.Headers.Location?.ToString()));
        using var list = await supervisor.OpenAsync("/studio/workflows/instances");
        Assert.Equal("/studio/instances", list.Headers.Location?.ToString());
        Assert.Contains("elsa-workflow-instance-list", (await supervisor.GetAsync("/studio/desk/instances")).Text, StringComparison.Ordinal);
        Assert.Contains($"data-id=\"{road}\"", (await supervisor.GetAsync($"/studio/desk/instances/{road}")).Text, StringComparison.Ordinal);
    }

    private static string PageOf(string instance) => $"/studio/instances/{instance}/view";

    private static Task<(int Status, string Text, string? To)> MendAsync(PageVisitor visitor, string instance, string verb, params (string Name, string Value)[] values) =>
        visitor.PostAsync(PageOf(instance), PageOf(instance), [("do", verb), .. values]);

    private static async Task<(int, string)> RefusedAsync(PageVisitor visitor, string instance, string verb, params (string Name, string Value)[] values)
    {
        var (status, text, _) = await MendAsync(visitor, instance, verb, values);
        return (status, text.Split("refusal-code\">").ElementAtOrDefault(1)?.Split('<')[0] ?? text);
    }

    private async Task<string?> StatusAsync(string instance)
    {
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        return (string?)(await supervisor.GetAsync($"/workflow-instances/{instance}/execution-state")).Body["status"];
    }
}
