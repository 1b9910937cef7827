using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Studio;

namespace Petitions.Tests.Browser;

/// <summary>Studio's lists under the mouse: what they ask for is done or refused in words, and the list goes on.</summary>
public sealed class StudioListsTests
{
    private const string Designer = "STF-059", Supervisor = "STF-047";

    [Fact]
    public async Task What_the_bulk_menu_of_processes_cannot_do_is_said_and_the_list_goes_on()
    {
        await using var town = await ServedTown.OpenAsync();
        await using var visitor = await Visitor.ComeAsync(town, "bulk", 1440);
        await visitor.SignInAsync(Designer);
        var inside = await ListAsync(visitor, town, "/studio/definitions");
        await PickAsync(inside, "petition", "closure");
        await BulkAsync(inside, "删除");
        await Assertions.Expect(inside.Locator("#petitions-bar")).ToContainTextAsync("只有草稿可以删除，这些已保留：");
        await visitor.PhotographAsync("kept");
        inside = await ListAsync(visitor, town, "/studio/definitions");
        await PickAsync(inside, "petition");
        await BulkAsync(inside, "撤下");
        await Assertions.Expect(inside.Locator("#petitions-bar")).ToContainTextAsync("您的岗位不能办理");
        await Assertions.Expect(inside.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await inside.Locator("tbody tr", new() { HasText = "petition" }).Locator("button").Last.ClickAsync();
        await Assertions.Expect(inside.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "复制" })).ToBeVisibleAsync();
        await Assertions.Expect(inside.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "取消" })).ToBeHiddenAsync();
        inside = await ListAsync(visitor, town, "/studio/definitions");
        var sorted = await visitor.Page.RunAndWaitForRequestAsync(
            () => inside.Locator("th .mud-table-sort-label", new() { HasText = "最新版本" }).ClickAsync(),
            asked => asked.Url.Contains("/elsa/api/workflow-definitions?versionOptions=Latest", StringComparison.Ordinal), new() { Timeout = Drawing.PatienceMs });
        Assert.Contains("OrderBy=Version", sorted.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Instances_are_sorted_and_found_by_day_and_cancelled_one_at_a_time()
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        await InstanceTown.BegunAsync(town, "A8");
        await using var visitor = await Visitor.ComeAsync(town, "instances", 1440);
        await visitor.SignInAsync(Supervisor);
        var inside = await ListAsync(visitor, town, "/studio/instances");
        var sorted = await AskedAsync(visitor, () => inside.Locator("th .mud-table-sort-label", new() { HasText = "结束" }).ClickAsync());
        Assert.Equal("Finished", (string?)sorted["orderBy"]);
        await inside.GetByText("按时间").First.ClickAsync();
        await inside.GetByText("添加", new() { Exact = true }).ClickAsync();
        await TakeAsync(inside, 0, "创建");
        await TakeAsync(inside, 1, "早于");
        await inside.Locator(".mud-popover-open .mud-input-control").Nth(2).Locator("button").Last.ClickAsync();
        await inside.Locator(".mud-picker-calendar-day:not(.mud-hidden)").Nth(2).ClickAsync();
        await visitor.PhotographAsync("by-day");
        var asked = await AskedAsync(visitor, () => inside.GetByText("应用", new() { Exact = true }).ClickAsync());
        Assert.Equal(("CreatedAt", "LessThan"), ((string?)asked["timestampFilters"]![0]!["column"], (string?)asked["timestampFilters"]![0]!["operator"]));
        inside = await ListAsync(visitor, town, "/studio/instances");
        await PickAsync(inside, "现场查看", "信访事项办理");
        await BulkAsync(inside, "取消");
        await Assertions.Expect(inside.Locator("#petitions-bar")).ToContainTextAsync("逐个写明理由");
        await Assertions.Expect(inside.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await visitor.PhotographAsync("not-cancelled");
        await inside.Locator("tbody tr", new() { HasText = "现场查看" }).First.Locator("button").Last.ClickAsync();
        await inside.Locator(".mud-popover-open .mud-menu-item:visible", new() { HasText = "取消" }).ClickAsync();
        await inside.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/view?ask=cancel#mend");
    }

    [Theory]
    [InlineData("/studio/definitions")]
    [InlineData("/studio/instances")]
    public async Task In_a_narrow_window_everything_of_a_list_can_be_read_and_pressed(string path)
    {
        await using var town = await ServedTown.OpenAsync();
        await InstanceTown.PublishAsync(town);
        await InstanceTown.BegunAsync(town, "A8");
        await using var visitor = await Visitor.ComeAsync(town, "narrow-list", 420);
        await visitor.SignInAsync(Supervisor);
        var inside = await ListAsync(visitor, town, path);
        await visitor.PhotographAsync("list");
        await inside.GetByText("批量操作").First.ClickAsync();
        Assert.True(await inside.Locator("tbody tr").First.EvaluateAsync<bool>(
            "row => [...row.querySelectorAll('td')].every(cell => cell.getBoundingClientRect().right <= innerWidth + 1 && !/[A-Za-z]{3}/.test(cell.dataset.label ?? ''))"));
    }

    private static async Task<IFrameLocator> ListAsync(Visitor visitor, ServedTown town, string path)
    {
        await visitor.Page.GotoAsync(new Uri(town.Address, path).ToString());
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator(".mud-table tbody tr td").First.WaitForAsync(new() { Timeout = Drawing.PatienceMs });
        return inside;
    }

    private static async Task PickAsync(IFrameLocator inside, params string[] rows)
    {
        foreach (var row in rows)
            await inside.Locator("tbody tr", new() { HasText = row }).First.Locator("input[type=checkbox]").SetCheckedAsync(true, new() { Force = true });
    }

    private static async Task BulkAsync(IFrameLocator inside, string action)
    {
        await inside.GetByText("批量操作").First.ClickAsync();
        await inside.Locator(".mud-popover-open .mud-menu-item:visible", new() { HasText = action }).ClickAsync();
        await inside.Locator(".mud-dialog-actions button").Last.ClickAsync();
    }

    private static async Task TakeAsync(IFrameLocator inside, int field, string choice)
    {
        await inside.Locator(".mud-popover-open .mud-input-control").Nth(field).ClickAsync();
        await inside.Locator(".mud-popover-open .mud-list-item").GetByText(choice, new() { Exact = true }).ClickAsync();
    }

    private static async Task<JsonObject> AskedAsync(Visitor visitor, Func<Task> deed)
    {
        var request = await visitor.Page.RunAndWaitForRequestAsync(deed, asked => asked.Method == "POST" && asked.Url.EndsWith("/elsa/api/workflow-instances", StringComparison.Ordinal), new() { Timeout = Drawing.PatienceMs });
        return JsonNode.Parse(request.PostData!)!.AsObject();
    }
}
