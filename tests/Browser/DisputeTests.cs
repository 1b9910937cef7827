using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>A dispute between neighbours from the counter to its close, each step by the account whose job it is.</summary>
public sealed class DisputeTests
{
    private const string Intake = "STF-008", Triage = "STF-011", EstateHead = "STF-007", Handler = "STF-029", UnitHead = "STF-042", Mediator = "STF-013", Supervisor = "STF-047";

    [Fact]
    public async Task Registered_mediated_answered_held_by_the_three_questions_and_closed()
    {
        await using var town = await ServedTown.OpenAsync();
        await using var visitor = await Visitor.ComeAsync(town, "dispute");
        var number = await RegisterAsync(visitor);
        await RouteAsync(town, visitor, number);
        await MediateAsync(town, visitor, number);
        await AnswerAsync(town, visitor, number);
        await RefuseToCloseAsync(town, visitor, number);
        await AnswerTheThreeQuestionsAsync(town, visitor, number);
        await CloseAsync(visitor, number);
    }

    private static async Task<string> RegisterAsync(Visitor visitor)
    {
        await visitor.SignInAsync(Intake);
        await visitor.OpenAsync("/register");
        foreach (var (path, value) in new[]
        {
            ("title", "楼上卫生间漏水，天花板掉皮"), ("text", "四楼卫生间漏水两个月，我家天花板掉皮，敲门说过三次没有人管。请社区帮忙让楼上修好并赔偿。"),
            ("category", "B2"), ("location", "NQ-S1-B01"), ("readBack", "true"), ("people[0].name", "钱大妈"), ("people[0].phone", "13800001234"),
            ("people[0].address", "一区1号楼301"),
        })
            await visitor.FillAsync(path, value);
        await visitor.SendAsync("再加一行");
        Assert.Equal("钱大妈", await visitor.ValueAsync("people[0].name"));
        await visitor.FillAsync("people[1].name", "孙师傅");
        await visitor.FillAsync("people[1].address", "一区1号楼401");
        await visitor.SendAsync();
        return await visitor.Page.Locator("#number").InnerTextAsync();
    }

    private static async Task RouteAsync(ServedTown town, Visitor visitor, string number)
    {
        town.Clock.HoldAt(At(4, 10));
        await visitor.SignInAsync(Triage);
        await visitor.OpenCaseAsync(number);
        await visitor.ChooseAsync("transfer");
        await visitor.FillAsync("to", "COM-WY");
        await visitor.SendAsync();
        Assert.Equal("UNIT_NOT_COMPETENT", await visitor.RefusalAsync());
        Assert.Equal("COM-WY", await visitor.ValueAsync("to"));
        await visitor.FillAsync("overrideReason", "漏的是物业维护的共用管道");
        await visitor.SendAsync();
        await visitor.AssertDoneAsync("transfer");
        await visitor.SignInAsync(Handler);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("accept", ("recusalAnswered", "true"));
        await visitor.SignInAsync(UnitHead);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("assignHandler", ("handler", Handler));
        await visitor.SignInAsync(Handler);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("recordFirstContact", ("note", "已与双方通电话，约好上门查看"));
    }

    private static async Task MediateAsync(ServedTown town, Visitor visitor, string number)
    {
        town.Clock.HoldAt(At(5, 9));
        await visitor.OpenCaseAsync(number);
        await visitor.ChooseAsync("proposeMediation");
        await visitor.TickAsync("mediators", Mediator);
        await visitor.SendAsync();
        await visitor.AssertDoneAsync("proposeMediation");
        await visitor.SignInAsync(Mediator);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("recordConsent", ("party", "1"));
        await visitor.DoAsync("recordConsent", ("party", "2"));
        town.Clock.HoldAt(At(9, 15));
        await visitor.DoAsync("recordSession", ("place", "南区调解工作室"), ("record", "双方到现场看了漏点，孙师傅承认地漏老化。"));
        await visitor.ChooseAsync("recordAgreement");
        foreach (var (path, value) in new[]
        {
            ("facts", "401卫生间地漏老化，漏水损坏301天花板。"), ("terms", "孙师傅三月底前修好地漏并重刷301天花板。"),
            ("promises[0].what", "修好地漏，重刷天花板"), ("promises[0].way", "请防水师傅上门施工"), ("promises[0].keepBy", "2026-03-31"),
            ("mediatorSigned", "true"), ("committeeSeal", "true"),
        })
            await visitor.FillAsync(path, value);
        await visitor.TickAsync("signedBy", "1");
        await visitor.TickAsync("signedBy", "2");
        await visitor.SendAsync();
        await visitor.AssertDoneAsync("recordAgreement");
        await visitor.OpenAsync($"/cases/{number}/agreement");
        Assert.Contains("请防水师傅上门施工", await visitor.MainTextAsync());
        await visitor.OpenCaseAsync(number);
    }

    /// <summary>The agreement is the answer; then the promise is kept.</summary>
    private static async Task AnswerAsync(ServedTown town, Visitor visitor, string number)
    {
        await visitor.DoAsync("endByMediation", ("proof.way", "signed"), ("proof.proof", "双方当面签收协议书"));
        Assert.Contains("已答复", await visitor.MainTextAsync());
        town.Clock.HoldAt(At(30, 16));
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("recordPerformance", ("item", "1"), ("doneOn", "2026-03-30"));
    }

    private static async Task RefuseToCloseAsync(ServedTown town, Visitor visitor, string number)
    {
        await visitor.SignInAsync(Supervisor);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("openAccountability", ("trigger", "TR10"), ("reason", "同一栋楼第三起漏水，查查为什么没有早修。"));
        town.Clock.HoldAt(At(31, 9));
        await visitor.SignInAsync(EstateHead);
        await visitor.OpenCaseAsync(number);
        await visitor.ChooseAsync("close");
        await visitor.SendAsync();
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", await visitor.RefusalAsync());
        Assert.Equal(3, await visitor.Page.Locator(".refusal li").CountAsync());
    }

    private static async Task AnswerTheThreeQuestionsAsync(ServedTown town, Visitor visitor, string number)
    {
        await visitor.SignInAsync(UnitHead);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("recordCauses",
            ("causes[0].description", "地漏老化没有更换"), ("causes[0].evidence", "现场照片三张"), ("causes[1].code", "upkeep"),
            ("causes[1].description", "八年没有检修"), ("causes[1].evidence", "报修登记本"), ("analysedOn", "2026-03-31"));
        await visitor.DoAsync("recordResponsible", ("responsible[0].person", "STF-030"), ("responsible[0].unit", "COM-WY"),
            ("responsible[0].measure", "talk"), ("responsible[0].decidedBy", "COM"), ("responsible[0].document", "谈话记录三号"), ("responsible[0].inForceOn", "2026-03-31"));
        await visitor.SignInAsync(EstateHead);
        await visitor.OpenCaseAsync(number);
        await visitor.ChooseAsync("close");
        await visitor.SendAsync();
        Assert.Equal("CLOSE_BLOCKED_ACCOUNTABILITY", await visitor.RefusalAsync());
        Assert.Equal(1, await visitor.Page.Locator(".refusal li").CountAsync());
        await visitor.SignInAsync(UnitHead);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("recordEducation", ("heldOn", "2026-03-31"), ("form", "meeting"), ("audience", "物业部全体维修工"), ("expected", "8"), ("attended", "8"),
            ("material", "卫生间漏水早报早修的做法"));
        town.Clock.HoldAt(new DateTimeOffset(2026, 4, 1, 10, 0, 0, TimeSpan.FromHours(8)));
        await visitor.SignInAsync(Supervisor);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("verifyAccountability");
    }

    private static async Task CloseAsync(Visitor visitor, string number)
    {
        await visitor.SignInAsync(EstateHead);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("close", ("levelOfSolution", "estate"));
        Assert.Contains("已销号", await visitor.Page.Locator(".file-head").InnerTextAsync());
    }

    private static DateTimeOffset At(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.FromHours(8));
}
