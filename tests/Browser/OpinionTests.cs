using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>A claim that is answered by a written opinion; and a form that somebody else overtook.</summary>
public sealed class OpinionTests
{
    private const string Triage = "STF-011", EstateHead = "STF-007", Handler = "STF-027", UnitHead = "STF-041", Intake = "STF-008";

    private static readonly object Claim = new
    {
        category = "A1", nature = "N-CLAIM", title = "家里暖气两天不热", text = "从前天夜里开始暖气只有一点温，请派人来看，并给书面答复。", treatAsPetition = true,
        people = new[] { new { role = "petitioner", name = "赵住户", phone = "13800001001", address = "一区1号楼201" } },
    };

    [Fact]
    public async Task Submitted_signed_and_served_with_nothing_lost_when_the_form_was_stale()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync(Claim);
        await using var visitor = await Visitor.ComeAsync(town, "opinion");
        await visitor.SignInAsync(Triage);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("accept", ("recusalAnswered", "true"), ("noticeServed.way", "signed"), ("noticeServed.proof", "当面签收告知书"));
        await visitor.SignInAsync(EstateHead);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("assignHandler", ("handler", Handler));
        await visitor.SignInAsync(Handler);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("recordFirstContact", ("note", "已电话联系，下午上门测温"));
        await SubmitAsync(town, visitor, number);
        await visitor.SignInAsync(UnitHead);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("issueOpinion", ("issuingBody", "COM"));
        await visitor.SignInAsync(Intake);
        await visitor.OpenCaseAsync(number);
        await visitor.DoAsync("serveOpinion", ("proof.way", "signed"), ("proof.proof", "本人签收"));
        Assert.Contains("已答复", await visitor.Page.Locator(".file-head").InnerTextAsync());
    }

    /// <summary>While the handler types, a colleague adds a fact: the form is refused once, keeps every word, and goes through when sent again.</summary>
    private static async Task SubmitAsync(ServedTown town, Visitor visitor, string number)
    {
        const string Facts = "立管堵塞，冲洗后室温20度，与邻户一致。", Basis = "供热服务承诺第四条：室温不低于18度。";
        await visitor.ChooseAsync("submitOpinion");
        await visitor.FillAsync("results[0].result", "supported");
        await visitor.FillAsync("results[0].facts", Facts);
        await visitor.FillAsync("results[0].basis", Basis);
        await town.DoneAsync(Intake, number, "supplement", new { text = "又来电：隔壁房间也不热。" });
        await visitor.SendAsync();
        Assert.Equal("STALE_VERSION", await visitor.RefusalAsync());
        Assert.Equal(("supported", Facts, Basis),
            (await visitor.ValueAsync("results[0].result"), await visitor.ValueAsync("results[0].facts"), await visitor.ValueAsync("results[0].basis")));
        await visitor.SendAsync();
        await visitor.AssertDoneAsync("submitOpinion");
    }
}
