using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>A resident with an old telephone whose browser runs no scripts.</summary>
public sealed class PublicTests
{
    [Fact]
    public async Task Without_scripts_the_public_form_gives_a_receipt_that_finds_the_case_again()
    {
        await using var town = await ServedTown.OpenAsync();
        await using var visitor = await Visitor.ComeAsync(town, "public", width: 390, scripts: false);
        await visitor.OpenAsync("/public");
        foreach (var (path, value) in new[]
        {
            ("title", "路灯坏了"), ("text", "一区1号楼前的路灯坏了三个星期，老人晚上出门摔过一次。"), ("category", "A4"), ("location", "NQ-S1-B01"),
            ("people[0].name", "周大爷"), ("people[0].phone", "13800002222"),
        })
            await visitor.FillAsync(path, value);
        await visitor.SendAsync("提交");
        var number = await visitor.Page.Locator("#number").InnerTextAsync();
        var code = await visitor.Page.Locator("#query-code").InnerTextAsync();

        await AskAsync(visitor, number, code == "AAAAAAAAAA" ? "BBBBBBBBBB" : "AAAAAAAAAA");
        Assert.Equal(1, await visitor.Page.Locator(".refusal").CountAsync());
        Assert.Equal(number, await visitor.ValueAsync("number"));
        Assert.DoesNotContain("已登记", await visitor.MainTextAsync());

        await AskAsync(visitor, number, code);
        Assert.Contains(number, await visitor.MainTextAsync());
        Assert.Contains("已登记", await visitor.MainTextAsync());
    }

    private static async Task AskAsync(Visitor visitor, string number, string code)
    {
        await visitor.OpenAsync("/where");
        await visitor.FillAsync("number", number);
        await visitor.FillAsync("queryCode", code);
        await visitor.SendAsync("查询");
    }
}
