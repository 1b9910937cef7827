using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>The real Elsa Studio in a real browser: a process drawn from nothing by mouse, handed in, published by somebody else, and followed by a case.</summary>
public sealed class StudioTests
{
    private const string Designer = "STF-059", Supervisor = "STF-047", Triage = "STF-011";

    [Fact]
    public async Task A_process_is_drawn_refused_mended_published_by_another_and_begun_by_a_case()
    {
        await using var town = await ServedTown.OpenAsync();
        var visitor = await Visitor.ComeAsync(town, "studio", 1440);
        await visitor.SignInAsync(Designer);
        var drawing = await Drawing.BeginAsync(visitor, town, "受理后现场核实");
        await drawing.DropAsync("基本", "等待事件", 40, 60);
        await drawing.DropAsync("时限与升级", "启动内部时限", 260, 60);
        await drawing.DropAsync("定时", "等待一段时间", 40, 240);
        await drawing.DropAsync("开始与结束", "结束", 300, 240);
        await drawing.ConnectAsync(0, 1);
        await drawing.ConnectAsync(1, 2);
        await drawing.ConnectAsync(2, 3);
        await drawing.FillAsync(0, "事件名", "accepted");
        await drawing.FillAsync(2, "等待时长", "1.00:00:00");
        await drawing.FillAsync(1, "名称", "CLK-HANDLE60");
        await Assertions.Expect(drawing.Bar).ToContainTextAsync("W5");
        await drawing.HandInAsync();
        await Assertions.Expect(drawing.Bar.Locator(".petitions-say.bad")).ToContainTextAsync("不能发布");
        await visitor.PhotographAsync("refused");
        await drawing.FillAsync(1, "名称", "现场核实");
        await Assertions.Expect(drawing.Bar.Locator(".petitions-check")).ToHaveAttributeAsync("data-errors", "0");
        await drawing.HandInAsync();
        await visitor.Page.WaitForURLAsync("**/review");
        await visitor.FillAsync("note", "受理后一天内要到现场看");
        await visitor.SendAsync("提交审批");
        await visitor.SignInAsync(Supervisor);
        await visitor.OpenAsync("/studio/reviews");
        await visitor.Page.Locator("main a.strong", new() { HasText = "受理后现场核实" }).ClickAsync();
        Assert.Contains("现场核实", await visitor.MainTextAsync(), StringComparison.Ordinal);
        await visitor.FillAsync("note", "同意");
        await visitor.SendAsync("发布");
        Assert.Contains("已发布", await visitor.Page.Locator(".notice-box.good").InnerTextAsync(), StringComparison.Ordinal);
        var number = await town.RegisterAsync();
        await visitor.SignInAsync(Triage);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("accept");
        Assert.Equal(1, await town.Rows.ScalarAsync<long>($"select count(*) from workflow_instances where definition_id = '{drawing.Id}'"));
        await visitor.OpenAsync($"/cases/{number}");
        Assert.Contains("现场核实", await visitor.MainTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_ends_loses_no_drawing()
    {
        await using var town = await ServedTown.OpenAsync();
        var visitor = await Visitor.ComeAsync(town, "session", 1440);
        await visitor.SignInAsync(Designer);
        var drawing = await Drawing.BeginAsync(visitor, town, "画到一半");
        await visitor.Page.Context.ClearCookiesAsync(new() { Name = "petitions" });
        await drawing.DropAsync("基本", "等待事件", 60, 60);
        await Assertions.Expect(drawing.Bar.Locator(".petitions-say.bad")).ToContainTextAsync("登录已过期");
        await visitor.PhotographAsync("expired");
        await visitor.SignInAsync(Designer);
        await drawing.OpenAsync();
        await drawing.Bar.GetByText("恢复并保存").ClickAsync();
        await Assertions.Expect(drawing.Nodes).ToHaveCountAsync(1);
        Assert.Equal("1", await town.Rows.ScalarAsync<string>($"select json_array_length(document -> 'root' -> 'activities')::text from definition_drafts where definition_id = '{drawing.Id}'"));
    }

    [Fact]
    public async Task Studio_speaks_English_to_whoever_reads_English()
    {
        await using var town = await ServedTown.OpenAsync();
        var visitor = await Visitor.ComeAsync(town, "english", 1440);
        await visitor.SignInAsync(Designer);
        await visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = "en", Url = town.Address.ToString() }]);
        await visitor.Page.GotoAsync(new Uri(town.Address, "/studio/definitions/escalation/edit").ToString());
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = Drawing.PatienceMs });
        foreach (var said in new[] { "Clocks and escalation", "Petition intake", "Properties" })
            await Assertions.Expect(inside.Locator("#petitions-studio")).ToContainTextAsync(said);
        await visitor.PhotographAsync("editor");
    }
}

/// <summary>One process in Studio's editor, under a designer's mouse.</summary>
internal sealed class Drawing
{
    /// <summary>Studio is some megabytes of WebAssembly that a busy machine compiles slowly.</summary>
    public const int PatienceMs = 90_000;

    private readonly IPage _page;
    private readonly IFrameLocator _inside;
    private readonly string _address;

    private Drawing(IPage page, string address) => (_page, _inside, _address, Id) = (page, page.FrameLocator("iframe.studio-frame"), address, address.Split('/')[^2]);

    public string Id { get; }
    public ILocator Bar => _inside.Locator("#petitions-bar");
    public ILocator Nodes => _inside.Locator(".x6-node");

    /// <summary>Makes a new process in Studio's list, which opens the editor.</summary>
    public static async Task<Drawing> BeginAsync(Visitor visitor, ServedTown town, string name)
    {
        var page = visitor.Page;
        await page.GotoAsync(new Uri(town.Address, "/studio/definitions").ToString());
        var inside = page.FrameLocator("iframe.studio-frame");
        await inside.Locator("tbody tr").First.WaitForAsync(new() { Timeout = PatienceMs });
        await visitor.PhotographAsync("list");
        await inside.GetByText("新建流程").First.ClickAsync();
        await inside.Locator(".mud-dialog input").First.FillAsync(name);
        await inside.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await page.WaitForURLAsync("**/edit", new() { Timeout = PatienceMs });
        var drawing = new Drawing(page, page.Url);
        await drawing.ReadyAsync();
        return drawing;
    }

    public async Task OpenAsync()
    {
        await _page.GotoAsync(_address);
        await ReadyAsync();
    }

    /// <summary>Drags an activity from the toolbox onto the sheet.</summary>
    public async Task DropAsync(string category, string activity, int x, int y)
    {
        var before = await Nodes.CountAsync();
        var item = _inside.Locator("[draggable=true]").Filter(new() { HasTextRegex = new Regex($@"^\s*{activity}\s*$") }).First;
        if (!await item.IsVisibleAsync())
            await _inside.Locator(".mud-expand-panel-header", new() { HasText = category }).First.ClickAsync();
        await item.DragToAsync(_inside.Locator(".x6-graph").First, new() { TargetPosition = new() { X = x, Y = y } });
        await Assertions.Expect(Nodes).ToHaveCountAsync(before + 1);
    }

    /// <summary>Draws a line by mouse from the first outcome of one step to another.</summary>
    public async Task ConnectAsync(int from, int to)
    {
        var lines = _inside.Locator(".x6-edge");
        var before = await lines.CountAsync();
        var (start, end) = (await CentreAsync(Nodes.Nth(from).Locator(".x6-port-out .x6-port-body").First), await CentreAsync(Nodes.Nth(to).Locator(".x6-port-in .x6-port-body").First));
        await _page.Mouse.MoveAsync(start.X, start.Y);
        await _page.Mouse.DownAsync();
        await _page.Mouse.MoveAsync(start.X + 15, start.Y + 5, new() { Steps = 5 });
        await _page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 20 });
        await _page.Mouse.UpAsync();
        await Assertions.Expect(lines).ToHaveCountAsync(before + 1);
    }

    /// <summary>Selects a step and types into one of its inputs; Studio saves by itself.</summary>
    public async Task FillAsync(int node, string label, string value)
    {
        await Nodes.Nth(node).ClickAsync(new() { Position = new() { X = 60, Y = 14 }, Force = true });
        var field = _inside.Locator(".mud-input-control", new() { HasText = label }).Locator("input").First;
        await field.FillAsync(value);
        await _page.RunAndWaitForResponseAsync(() => field.PressAsync("Tab"), answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal));
    }

    /// <summary>Studio's cloud: our "hand in".</summary>
    public async Task HandInAsync() => await _inside.Locator(".mud-toolbar .mud-primary-text.mud-icon-button, .mud-toolbar .mud-icon-button-color-primary, .mud-button-group-root button").First.ClickAsync();

    private Task ReadyAsync() => _inside.Locator(".x6-graph").WaitForAsync(new() { Timeout = PatienceMs });

    private static async Task<(float X, float Y)> CentreAsync(ILocator place)
    {
        var box = await place.BoundingBoxAsync() ?? throw new InvalidOperationException("Not on the sheet.");
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }
}
