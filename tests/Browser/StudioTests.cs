using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>The real Elsa Studio in a real browser: a process drawn from nothing by mouse, handed in, published by somebody else, and followed by a case.</summary>
public sealed class StudioTests
{
    private const string Designer = "STF-059", Supervisor = "STF-047", Intake = "STF-008", Mediator = "STF-013";

    [Fact]
    public async Task A_process_is_drawn_refused_mended_published_by_another_and_followed_by_a_case()
    {
        await using var town = await ServedTown.OpenAsync();
        var visitor = await Visitor.ComeAsync(town, "studio", 1440);
        await visitor.SignInAsync(Designer);
        var drawing = await DrawAsync(visitor, town);
        await drawing.Bar.Locator(".petitions-check > summary").ClickAsync();
        await Assertions.Expect(drawing.Bar.Locator(".petitions-check .error")).ToHaveCountAsync(1);
        await Assertions.Expect(drawing.Bar.Locator(".petitions-check .error")).ToContainTextAsync("W2");
        await drawing.HandInAsync();
        await Assertions.Expect(drawing.Toasts.First).ToContainTextAsync("不能发布");
        await visitor.PhotographAsync("refused");
        await drawing.DismissAsync();
        await drawing.FillAsync("派发任务", "超时离开", "5");
        await drawing.ConnectAsync("派发任务", "结束", 1);
        await Assertions.Expect(drawing.Bar.Locator(".petitions-check")).ToHaveAttributeAsync("data-errors", "0");
        await visitor.PhotographAsync("mended");
        await PublishAsync(visitor, drawing);
        var number = await RegisterAsync(visitor);
        await visitor.SignInAsync(Mediator);
        await visitor.OpenCaseAsync(number);
        Assert.Contains("上门走访", await visitor.MainTextAsync(), StringComparison.Ordinal);
        await visitor.DoAsync("finishTask", ("result", "两家都见了面，愿意坐下来谈"));
    }

    /// <summary>A petition about neighbours is followed by a visit of the mediator and a day's wait; every other ends at once.</summary>
    private static async Task<Drawing> DrawAsync(Visitor visitor, ServedTown town)
    {
        var drawing = await Drawing.BeginAsync(visitor, town, "邻里纠纷先走访");
        await drawing.DropAsync("基本", "等待事件", 20, 40);
        await drawing.DropAsync("分支与汇合", "判断", 250, 40);
        await drawing.DropAsync("办理", "派发任务", 500, 40);
        await drawing.DropAsync("定时", "等待一段时间", 250, 180);
        await drawing.DropAsync("开始与结束", "结束", 540, 240);
        await drawing.ConnectAsync("等待事件", "判断");
        await drawing.ConnectAsync("判断", "派发任务");
        await drawing.ConnectAsync("判断", "结束", 1);
        await drawing.ConnectAsync("派发任务", "等待一段时间");
        await drawing.ConnectAsync("等待一段时间", "结束");
        await drawing.FillAsync("等待事件", "事件名", "registered");
        await drawing.ScriptAsync("判断", "条件", "return getInput(\"case\").category === \"B2\" && !getInput(\"case\").sealed;");
        await drawing.FillAsync("等待一段时间", "等待时长", "1.00:00:00");
        await drawing.FillAsync("派发任务", "任务名称", "上门走访");
        await drawing.ChooseAsync("派发任务", "由谁办理", "人民调解员");
        return drawing;
    }

    private static async Task PublishAsync(Visitor visitor, Drawing drawing)
    {
        await drawing.HandInAsync();
        await visitor.Page.WaitForURLAsync("**/review");
        await visitor.FillAsync("note", "邻里纠纷先上门看一看");
        await visitor.SendAsync("提交审批");
        await visitor.SignInAsync(Supervisor);
        await visitor.OpenAsync("/studio/reviews");
        await visitor.Page.Locator("main a", new() { HasText = "邻里纠纷先走访" }).First.ClickAsync();
        Assert.Contains("上门走访", await visitor.MainTextAsync(), StringComparison.Ordinal);
        await visitor.PhotographAsync("comparison");
        await visitor.FillAsync("note", "同意");
        await visitor.SendAsync("发布");
        Assert.Contains("已发布", await visitor.Page.Locator(".notice-box.good").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> RegisterAsync(Visitor visitor)
    {
        await visitor.SignInAsync(Intake);
        await visitor.OpenAsync("/register");
        foreach (var (path, value) in new[]
        {
            ("title", "楼道堆放杂物"), ("text", "对门把旧家具堆在楼道里一个月了，说过两次都吵起来，请社区帮忙。"), ("category", "B2"), ("location", "NQ-S1-B01"),
            ("readBack", "true"), ("people[0].name", "钱大妈"), ("people[0].phone", "13800001234"), ("people[0].address", "一区1号楼301"),
        })
            await visitor.FillAsync(path, value);
        await visitor.SendAsync();
        return await visitor.Page.Locator("#number").InnerTextAsync();
    }
}
