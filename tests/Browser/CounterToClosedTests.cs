using System.Globalization;
using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>One dispute from the counter to its closing, in a real browser, each step by the person whose step it is.</summary>
public sealed class CounterToClosedTests
{
    private const string Clerk = "STF-008", Sorter = "STF-011", EstateHead = "STF-007", Mediator = "STF-013", Handler = "STF-029", Head = "STF-042", Supervisor = "STF-047";

    [Fact]
    public async Task A_leak_is_registered_routed_mediated_answered_held_back_for_a_clause_and_closed()
    {
        await using var town = await ServedTown.OpenAsync();
        var visitor = await Visitor.ArriveAsync(town);
        var number = await RegisterAsync(visitor);
        await RouteAsync(visitor, number);
        await MediateAsync(visitor, town, number);
        Assert.Equal("已答复", await visitor.StateAsync(number));
        await HoldBackAsync(visitor, number);
        await FillClausesAsync(visitor, town, number);
        await visitor.SignInAsync(EstateHead);
        await visitor.GiveAsync(number, "close", p => p.SelectOptionAsync("[name=levelOfSolution]", "unit"));
        Assert.Equal("已销号", await visitor.StateAsync(number));
    }

    private static async Task<string> RegisterAsync(Visitor visitor)
    {
        await visitor.SignInAsync(Clerk);
        await visitor.GoAsync("/register");
        var page = visitor.Page;
        await page.FillAsync("[name=title]", "楼上漏水");
        await page.FillAsync("[name=text]", "四楼卫生间漏水两个月，天花板掉皮。");
        await page.SelectOptionAsync("[name=category]", "B2");
        await page.SelectOptionAsync("[name=location]", "NQ-S1-B01");
        await page.FillAsync("[name='people[0].name']", "钱大妈");
        await page.FillAsync("[name='people[0].phone']", "13800001234");
        await page.ClickAsync("button[name=add][value=people]");
        // What was typed before the row was added is still there.
        Assert.Equal("楼上漏水", await page.InputValueAsync("[name=title]"));
        await page.FillAsync("[name='people[1].name']", "孙师傅");
        await page.ClickAsync("form[action='/register'] .actions button.btn-primary");
        Assert.Equal(10, (await page.InnerTextAsync("#query-code")).Trim().Length);
        return (await page.InnerTextAsync("#number")).Trim();
    }

    private static async Task RouteAsync(Visitor visitor, string number)
    {
        await visitor.SignInAsync(Sorter);
        await visitor.GiveAsync(number, "transfer", p => p.SelectOptionAsync("[name=to]", "COM-WY"));
        Assert.Contains("没有管辖权", await visitor.Page.InnerTextAsync("#refusal"));
        Assert.Equal("COM-WY", await visitor.Page.InputValueAsync("[name=to]"));
        await visitor.Page.FillAsync("[name=overrideReason]", "物业共用管道");
        await visitor.Page.ClickAsync("main form .actions button.btn-primary");
        await visitor.SignInAsync(Handler);
        await visitor.GiveAsync(number, "accept", p => p.CheckAsync("input[type=checkbox][name=recusalAnswered]"));
        await visitor.SignInAsync(Head);
        await visitor.GiveAsync(number, "assignHandler", p => p.SelectOptionAsync("[name=handler]", Handler));
        Assert.Equal("办理中", await visitor.StateAsync(number));
    }

    private static async Task MediateAsync(Visitor visitor, ServedTown town, string number)
    {
        await visitor.SignInAsync(Mediator);
        await visitor.GiveAsync(number, "proposeMediation", async p =>
        {
            await p.CheckAsync($"[name=mediators][value={Mediator}]");
            await p.SelectOptionAsync("[name=committee]", "COM-TJW");
        });
        foreach (var party in new[] { "1", "2" })
            await visitor.GiveAsync(number, "recordConsent", p => p.SelectOptionAsync("[name=party]", party));
        Assert.Equal("调解中", await visitor.StateAsync(number));
        await visitor.GiveAsync(number, "recordAgreement", async p =>
        {
            await p.FillAsync("[name=facts]", "四楼防水层老化，漏水两个月。");
            await p.FillAsync("[name=terms]", "孙师傅负责修好并赔付粉刷费用。");
            await p.FillAsync("[name='promises[0].what']", "修好防水层");
            await p.FillAsync("[name='promises[0].keepBy']", Today(town).AddDays(6).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            foreach (var box in await p.QuerySelectorAllAsync("[name=signedBy]"))
                await box.CheckAsync();
            await p.CheckAsync("input[type=checkbox][name=mediatorSigned]");
            await p.CheckAsync("input[type=checkbox][name=committeeSeal]");
        });
        await visitor.GiveAsync(number, "endByMediation", FillProofAsync);
    }

    private static async Task HoldBackAsync(Visitor visitor, string number)
    {
        await visitor.SignInAsync(Supervisor);
        await visitor.GiveAsync(number, "openAccountability", p => p.FillAsync("[name=reason]", "同楼多次漏水"));
        await visitor.SignInAsync(EstateHead);
        await visitor.GiveAsync(number, "close");
        var refusal = await visitor.Page.InnerTextAsync("#refusal");
        Assert.Contains("CLOSE_BLOCKED_ACCOUNTABILITY", refusal);
        Assert.Contains("责任人处理（C2）", refusal);
    }

    private static async Task FillClausesAsync(Visitor visitor, ServedTown town, string number)
    {
        await visitor.SignInAsync(Head);
        await visitor.GiveAsync(number, "recordCauses", async p =>
        {
            await p.FillAsync("[name='causes[0].evidence']", "现场照片-1");
            await p.FillAsync("[name='causes[0].description']", "防水层老化开裂");
            await p.SelectOptionAsync("[name='causes[1].code']", "upkeep");
            await p.FillAsync("[name='causes[1].evidence']", "维修台账-3");
            await p.FillAsync("[name='causes[1].description']", "八年没有检修");
        });
        await visitor.GiveAsync(number, "recordResponsible", async p =>
        {
            await p.SelectOptionAsync("[name='responsible[0].person']", "STF-030");
            await p.SelectOptionAsync("[name='responsible[0].measure']", "talk");
            await p.SelectOptionAsync("[name='responsible[0].decidedBy']", "COM");
            await p.FillAsync("[name='responsible[0].document']", "物业决字2026-12");
            await p.FillAsync("[name='responsible[0].inForceOn']", Today(town).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        });
        await visitor.GiveAsync(number, "recordEducation", async p =>
        {
            await p.SelectOptionAsync("[name=form]", "meeting");
            await p.FillAsync("[name=audience]", "全体维修工");
            await p.FillAsync("[name=expected]", "10");
            await p.FillAsync("[name=attended]", "10");
            await p.FillAsync("[name=file]", "签到表-1");
            await p.FillAsync("[name=material]", "检修制度宣讲");
        });
        await visitor.SignInAsync(Supervisor);
        await visitor.GiveAsync(number, "verifyAccountability");
        await visitor.SignInAsync(Mediator);
        await visitor.GiveAsync(number, "recordPerformance", p => p.FillAsync("[name=item]", "1"));
    }

    private static async Task FillProofAsync(IPage page)
    {
        await page.SelectOptionAsync("[name='proof.way']", "signed");
        await page.FillAsync("[name='proof.proof']", "双方当场签收");
    }

    private static DateOnly Today(ServedTown town) => Petitions.Cases.Local.DateOf(town.Clock.GetUtcNow());
}
