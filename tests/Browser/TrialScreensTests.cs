using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Petitions.Storage;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Studio;

namespace Petitions.Tests.Browser;

/// <summary>A drawing tried on an invented petition and rehearsed on closed ones: at a desk and on a telephone, in both languages.</summary>
public sealed class TrialScreensTests(RehearsalTown rehearsed) : IClassFixture<RehearsalTown>
{
    private ServedTown Town => rehearsed.Town;

    [Theory]
    [InlineData(1280, "zh-Hans", true)]
    [InlineData(390, "zh-Hans", false)]
    [InlineData(1280, "en", false)]
    [InlineData(390, "en", true)]
    public async Task A_draft_is_tried_and_rehearsed_with_and_without_scripts(int width, string language, bool scripts)
    {
        await DrawAsync();
        await using var visitor = await Visitor.ComeAsync(Town, $"trial{width}{language}", width, scripts);
        await visitor.SignInAsync(StudioVisitor.Designer);
        await visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = language, Url = Town.Address.ToString() }]);
        var page = visitor.Page;
        await page.GotoAsync(new Uri(Town.Address, "/studio/definitions/petition/trial").ToString());
        await LookAsync(visitor, "begin");
        await page.Locator("#f-invented-which").SelectOptionAsync("draft");
        await page.Locator("#f-invented-at").FillAsync("2026-03-04T09:00");
        await page.Locator("form:has(input[value=invented]) button.btn-primary").ClickAsync();
        await LookAsync(visitor, "registered");
        await page.Locator("button[value^='ask/accept/']").ClickAsync();
        await LookAsync(visitor, "accepting");
        await page.Locator("#f-procedure").SelectOptionAsync("ordinary");
        await page.Locator("#f-recusalAnswered").CheckAsync();
        await page.Locator("section[aria-labelledby=trial-form] button.btn-primary").ClickAsync();
        await LookAsync(visitor, "accepted");
        Assert.Contains("核对材料", await page.Locator(".walk").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("button[value=due]").ClickAsync();
        await page.Locator("#f-trial-to").FillAsync("2026-03-25T10:00");
        await page.Locator(".trial-to button").ClickAsync();
        await LookAsync(visitor, "climbed");
        Assert.True(await page.Locator(".rungs .fired").CountAsync() >= 6);
        await page.GotoAsync(new Uri(Town.Address, "/studio/definitions/petition/rehearsal").ToString());
        await LookAsync(visitor, "wish");
        await page.Locator("#f-from").FillAsync("2026-01-01");
        await page.Locator("#f-to").FillAsync("2026-12-31");
        await page.Locator("form.card button.btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".rehearsed")).ToHaveCountAsync(4);
        await LookAsync(visitor, "rehearsed");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_run_button_of_the_real_studio_leads_to_the_trial()
    {
        var before = await EveryRow.OfAsync(Town);
        await using var visitor = await Visitor.ComeAsync(Town, "run", 1440);
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        await visitor.Page.GotoAsync(new Uri(Town.Address, "/studio/definitions/escalation/edit").ToString());
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator(".x6-node").First.WaitForAsync(new() { Timeout = 90_000 });
        // The green button of the editor's own bar.
        await inside.Locator("button.mud-success-text").First.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/studio/definitions/escalation/trial", new() { Timeout = 30_000 });
        Assert.Contains("逐级上报", await visitor.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await EveryRow.OfAsync(Town));
        await visitor.Page.Context.CloseAsync();
    }

    private async Task DrawAsync()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var drawing = (await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body;
        if (drawing["root"]!["activities"]!.AsArray().Any(a => (string)a!["id"]! == "gather"))
            return;
        AddedStep.Insert(drawing["root"]!.AsObject());
        await designer.SavedAsync(drawing);
    }

    private async Task LookAsync(Visitor visitor, string what)
    {
        await visitor.Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await visitor.PhotographAsync(what);
        var reference = (await Town.Services.GetRequiredService<LibrarySource>().CurrentAsync(TestContext.Current.CancellationToken)).Reference;
        // Names of people stay as they are.
        var faults = await Screen.FaultsAsync(visitor.Page, reference.People.Values.Select(p => p.Name).OrderByDescending(n => n.Length));
        Assert.True(faults.Count == 0, $"{what}: {string.Join('\n', faults)}");
        Assert.Equal("", await Screen.TooWideAsync(visitor.Page));
    }
}
