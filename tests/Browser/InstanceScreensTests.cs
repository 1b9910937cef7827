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
        var visitor = await Visitor.ComeAsync(town, "instances", 1440);
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        var (page, inside) = await OpenAsync(visitor, town, "/studio/instances", "tbody tr");
        await Assertions.Expect(inside.Locator("tbody")).ToContainTextAsync(number);
        await visitor.PhotographAsync("list");
        await inside.Locator("tbody tr", new() { HasText = "信访事项办理" }).First.Locator("td").Nth(2).ClickAsync();
        await page.WaitForURLAsync($"**/studio/instances/{road}/view", new() { Timeout = PatienceMs });
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = PatienceMs });
        await Assertions.Expect(page.Locator("#instance-now")).ToContainTextAsync("指派承办人");
        await Assertions.Expect(page.Locator("#instance-now a")).ToHaveAttributeAsync("href", $"/cases/{number}");
        await Assertions.Expect(Node(inside, "受理审核").Locator(".mud-badge")).ToHaveTextAsync("1");
        await visitor.PhotographAsync("viewer");
        await town.DoneAsync("STF-007", number, "assignHandler", new { handler = "STF-021" });
        await Assertions.Expect(Node(inside, "调查办理").Locator(".mud-badge")).ToHaveTextAsync("1", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#instance-now")).Not.ToContainTextAsync("指派承办人", new() { Timeout = 30_000 });
        await visitor.PhotographAsync("moved");
        await page.ReloadAsync();
        await Assertions.Expect(Node(inside, "调查办理").Locator(".mud-badge")).ToHaveTextAsync("1", new() { Timeout = PatienceMs });
        await page.GotoAsync(new Uri(town.Address, $"/studio/workflows/instances/{road}/view").ToString());
        Assert.EndsWith($"/studio/instances/{road}/view", page.Url);
    }

    [Fact]
    public async Task A_process_that_stopped_is_shown_with_its_reason_and_skipped_with_another()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        var (_, instance) = await InstanceTown.BegunAsync(town, "B2");
        var visitor = await Visitor.ComeAsync(town, "stopped", 1440);
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        await visitor.OpenAsync("/studio/instances/attention");
        await visitor.Page.Locator($"main a[href='/studio/instances/{instance}/view']").ClickAsync();
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = PatienceMs });
        await Assertions.Expect(Node(inside, "告诉督查员").Locator(".mud-badge")).ToHaveTextAsync("1");
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
        var visitor = await Visitor.ComeAsync(town, "english", 1440);
        await visitor.SignInAsync(StudioVisitor.Designer);
        await visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = "en", Url = town.Address.ToString() }]);
        var (_, inside) = await OpenAsync(visitor, town, "/studio/instances", "tbody tr");
        await Assertions.Expect(inside.Locator("tbody")).ToContainTextAsync(number);
        await visitor.PhotographAsync("list");
        (_, inside) = await OpenAsync(visitor, town, $"/studio/instances/{instance}/view", ".x6-node");
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

    /// <summary>A step on the sheet, by the text that it bears.</summary>
    private static ILocator Node(IFrameLocator inside, string text) => inside.Locator(".x6-node", new() { HasText = text }).First;
}
