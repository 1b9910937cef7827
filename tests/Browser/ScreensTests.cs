using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>Every main page on a telephone, and for people who cannot see or use a mouse.</summary>
public sealed class ScreensTests
{
    private const string Violations =
        "async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(' | '))";

    private const string OneMoreHoliday = """
        { "calendarId": "cn-national-2026", "version": "1.0.1", "year": 2026, "weeklyRestDays": ["saturday", "sunday"], "makeupWorkdays": [],
          "holidays": [{ "name": "加放", "from": "2026-03-05", "to": "2026-03-06" }] }
        """;

    [Theory]
    [InlineData(320)]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task The_main_pages_fit_and_are_open_to_everybody(int width)
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync();
        await town.DoneAsync("STF-011", number, "accept");
        await town.DoneAsync("STF-007", number, "assignHandler", new { handler = "STF-021" });
        await town.DoneAsync("STF-047", number, "openAccountability", new { trigger = "TR10", reason = "同一栋楼第三起" });
        await using var visitor = await Visitor.ComeAsync(town, $"screens{width}", width);
        foreach (var path in new[] { "/sign-in", "/public", "/where" })
            await VisitAsync(visitor, path);
        await visitor.SignInAsync("STF-008");
        await VisitAsync(visitor, "/register");
        await visitor.SignInAsync("STF-007");
        foreach (var path in new[] { "/tasks", "/notices", "/cases", "/board", $"/cases/{number}", $"/cases/{number}/do/recordResponsible", $"/cases/{number}/do/transfer" })
            await VisitAsync(visitor, path);
        await visitor.SignInAsync("STF-047");
        await VisitAsync(visitor, "/jobs");
        await visitor.SignInAsync("STF-061");
        await VisitAsync(visitor, "/reference");
        await visitor.Page.Locator("#f-content").FillAsync(OneMoreHoliday);
        await visitor.Page.Locator("#f-note").FillAsync("国务院办公厅通知调整放假安排");
        await visitor.SendAsync("提交修订");
        Assert.EndsWith("/reference/1?done=sent", visitor.Page.Url);
        await visitor.SignInAsync("STF-047");
        await VisitAsync(visitor, "/reference/1");
        await visitor.Page.Locator("#f-note").FillAsync("已核对通知原文");
        await visitor.SendAsync("批准并公布");
        await town.RunDueAsync();
        await VisitAsync(visitor, "/reference/1");
        await visitor.SignInAsync("STF-058");
        await VisitAsync(visitor, "/desk");
    }

    private static async Task VisitAsync(Visitor visitor, string path)
    {
        await visitor.OpenAsync(path);
        // The pages allow no foreign script; the debugger is not bound by that.
        await visitor.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js"), TestContext.Current.CancellationToken));
        var broken = await visitor.Page.EvaluateAsync<string[]>(Violations);
        Assert.True(broken.Length == 0, $"{path}: {string.Join('\n', broken)}");
    }
}
