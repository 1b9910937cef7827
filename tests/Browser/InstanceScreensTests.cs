using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Studio;

namespace Petitions.Tests.Browser;

/// <summary>The running processes in the real Elsa Studio: found in its list, looked at in its viewer, followed as they move, mended where they stopped.</summary>
public sealed class InstanceScreensTests
{
    /// <summary>Studio is some megabytes of WebAssembly that a busy machine compiles slowly.</summary>
    private const int PatienceMs = 90_000;

    [Fact]
    public async Task A_supervisor_finds_a_process_in_the_list_sees_where_it_waits_and_sees_it_move()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var (number, _) = await InstanceTown.BegunAsync(town, "A8");
        var road = await InstanceTown.OfAsync(town, number, "petition");
        await using var visitor = await Visitor.ComeAsync(town, "instances", 1440);
        var lines = new List<string>();
        visitor.Page.WebSocket += (_, line) => lines.Add(line.Url);
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        var (page, inside) = await OpenAsync(visitor, town, "/studio/instances", "tbody tr");
        await Assertions.Expect(inside.Locator("tbody")).ToContainTextAsync(number);
        Assert.Empty(await EnglishAsync(page));
        await visitor.PhotographAsync("list");
        await inside.Locator("tbody tr", new() { HasText = "信访事项办理" }).First.Locator("td").Nth(2).ClickAsync();
        await page.WaitForURLAsync($"**/studio/instances/{road}/view", new() { Timeout = PatienceMs });
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#instance-now")).ToContainTextAsync("指派承办人");
        await Assertions.Expect(page.Locator("#instance-now a")).ToHaveAttributeAsync("href", $"/cases/{number}");
        await Assertions.Expect(Node(inside, "受理审核").Locator(".mud-badge")).ToHaveTextAsync("1");
        Assert.Empty(await EnglishAsync(page));
        await visitor.PhotographAsync("viewer");
        await town.DoneAsync("STF-007", number, "assignHandler", new { handler = "STF-021" });
        await Assertions.Expect(Node(inside, "调查办理").Locator(".mud-badge")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#instance-now")).Not.ToContainTextAsync("指派承办人", new() { Timeout = 30_000 });
        Assert.Contains(lines, line => line.Contains("/elsa/hubs/workflow-instance", StringComparison.Ordinal));
        await visitor.PhotographAsync("moved");
        await page.ReloadAsync();
        await Assertions.Expect(Node(inside, "调查办理").Locator(".mud-badge")).ToHaveTextAsync("1", new() { Timeout = PatienceMs });
        await page.GotoAsync(new Uri(town.Address, $"/studio/workflows/instances/{road}/view").ToString());
        Assert.EndsWith($"/studio/instances/{road}/view", page.Url);
        await inside.Locator("a[href='/workflows/definitions/petition/edit']").ClickAsync(new() { Timeout = PatienceMs });
        await page.WaitForURLAsync("**/studio/definitions/petition/edit", new() { Timeout = PatienceMs });
    }

    [Fact]
    public async Task Where_no_line_can_be_kept_open_the_viewer_asks_again_by_itself()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var (number, _) = await InstanceTown.BegunAsync(town, "A8");
        var road = await InstanceTown.OfAsync(town, number, "petition");
        await using var visitor = await Visitor.ComeAsync(town, "polled", 1440);
        await visitor.Page.RouteAsync("**/elsa/hubs/**", route => route.FulfillAsync(new() { Status = 404 }));
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        var (_, inside) = await OpenAsync(visitor, town, $"/studio/instances/{road}/view", ".x6-node");
        town.Clock.HoldAt(town.Clock.GetUtcNow().AddMinutes(10));
        await town.DoneAsync("STF-007", number, "assignHandler", new { handler = "STF-021" });
        await Assertions.Expect(Node(inside, "调查办理").Locator(".mud-badge")).ToHaveTextAsync("1", new() { Timeout = 60_000 });
    }

    [Fact]
    public async Task Cancelling_in_the_list_leads_to_the_reason_and_deleting_is_not_offered()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var (_, instance) = await InstanceTown.BegunAsync(town, "A8");
        await using var visitor = await Visitor.ComeAsync(town, "cancelled", 1440);
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        var (page, inside) = await OpenAsync(visitor, town, "/studio/instances", "tbody tr");
        await inside.Locator("tbody tr", new() { HasText = "现场查看" }).Locator("button").Last.ClickAsync();
        var menu = inside.Locator(".mud-popover-open");
        await Assertions.Expect(menu.GetByText("取消", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(menu.GetByText("删除", new() { Exact = true })).ToBeHiddenAsync();
        await menu.GetByText("取消", new() { Exact = true }).ClickAsync();
        await visitor.PhotographAsync("asked");
        await inside.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await page.WaitForURLAsync($"**/studio/instances/{instance}/view?ask=cancel#mend", new() { Timeout = PatienceMs });
        await visitor.PhotographAsync("reason");
        await visitor.FillAsync("reason", "现场已经看过");
        await visitor.SendAsync("取消流程");
        await visitor.AssertDoneAsync("cancelWorkflow");
        await Assertions.Expect(page.Locator("#instance-now")).ToContainTextAsync("已取消");
    }

    [Fact]
    public async Task A_process_that_stopped_is_shown_with_its_reason_and_skipped_with_another()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var (_, instance) = await InstanceTown.BegunAsync(town, "B2");
        await using var visitor = await Visitor.ComeAsync(town, "stopped", 1440);
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        await visitor.OpenAsync("/studio/instances/attention");
        await visitor.Page.Locator($"main a[href='/studio/instances/{instance}/view']").ClickAsync();
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = PatienceMs });
        await Assertions.Expect(Node(inside, "告诉督查员").Locator(".mud-badge")).ToHaveTextAsync("1");
        await inside.Locator(".mud-tab", new() { HasText = "异常" }).ClickAsync();
        await inside.Locator(".mud-expand-panel-header").First.ClickAsync();
        await inside.GetByText("在图上定位").ClickAsync();
        await Assertions.Expect(inside.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await visitor.PhotographAsync("viewer");
        await visitor.FillAsync("reason", "督查员已经知道，不用再告知");
        await visitor.SendAsync("跳过流程步骤");
        await visitor.AssertDoneAsync("skipWorkflowStep");
        await Assertions.Expect(visitor.Page.Locator("#instance-now")).ToContainTextAsync("进行中");
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = PatienceMs });
        await visitor.PhotographAsync("skipped");
    }

    [Fact]
    public async Task A_designer_who_reads_English_sees_the_course_and_not_the_matter()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var (number, instance) = await InstanceTown.BegunAsync(town, "B2");
        await using var visitor = await Visitor.ComeAsync(town, "english", 1440);
        await visitor.SignInAsync(StudioVisitor.Designer);
        await visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = "en", Url = town.Address.ToString() }]);
        var (_, inside) = await OpenAsync(visitor, town, "/studio/instances", "tbody tr");
        await Assertions.Expect(inside.Locator("tbody")).ToContainTextAsync(number);
        await visitor.PhotographAsync("list");
        (_, inside) = await OpenAsync(visitor, town, $"/studio/instances/{instance}/view", ".x6-node");
        await Assertions.Expect(Node(inside, "告诉督查员").Locator(".mud-badge")).ToHaveTextAsync("1", new() { Timeout = PatienceMs });
        await visitor.PhotographAsync("viewer");
        Assert.DoesNotContain("重试", await visitor.MainTextAsync(), StringComparison.Ordinal);
    }

    private static async Task<(IPage Page, IFrameLocator Inside)> OpenAsync(Visitor visitor, ServedTown town, string path, string awaited)
    {
        await visitor.Page.GotoAsync(new Uri(town.Address, path).ToString());
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator(awaited).First.WaitForAsync(new() { Timeout = PatienceMs });
        return (visitor.Page, inside);
    }

    /// <summary>Labels of Studio itself that are still English: heads of columns and tabs, buttons, names of properties.</summary>
    private static Task<string[]> EnglishAsync(IPage page) => page.Frames.Single(f => f.Url.Contains("/studio/desk/", StringComparison.Ordinal)).EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('th, th *, .mud-tab, .mud-tab *, [role=toolbar] *, button, button *, label, td:first-child p')]
          .flatMap(e => [...[...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()), e.title])
          .filter(t => t && /[A-Za-z]{4}/.test(t) && !/^[0-9a-f]{32}-/.test(t))
        """);

    /// <summary>A step on the sheet, by the text that it bears.</summary>
    private static ILocator Node(IFrameLocator inside, string text) => inside.Locator(".x6-node", new() { HasText = text }).First;
}
