using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>A member of the staff at the pages: signs in, opens cases, fills the forms of verbs.</summary>
public sealed class Visitor(ServedTown town, IPage page)
{
    public IPage Page { get; } = page;

    public static async Task<Visitor> ArriveAsync(ServedTown town, int width = 1280) => new(town, await Chromium.NewPageAsync(width));

    /// <summary>Signs in as somebody else; who was here before is forgotten.</summary>
    public async Task SignInAsync(string staffId)
    {
        await Page.Context.ClearCookiesAsync();
        await GoAsync("/sign-in");
        await Page.FillAsync("[name=userName]", staffId.ToLowerInvariant());
        await Page.FillAsync("[name=password]", "petitions-demo");
        await Page.ClickAsync("main button.btn-primary");
        await Page.Locator("nav.rooms").WaitForAsync();
    }

    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(new Uri(town.Address, path).ToString());

    /// <summary>Opens the form of a verb from the case file, fills it and sends it.</summary>
    public async Task GiveAsync(string number, string verb, Func<IPage, Task>? fill = null)
    {
        await GoAsync($"/cases/{number}");
        var link = Page.Locator($"a[href^='/cases/{number}/do/{verb}']").First;
        if (!await link.IsVisibleAsync())
            await Page.Locator("#offers ~ details.more > summary").ClickAsync();
        await link.ClickAsync();
        if (fill is not null)
            await fill(Page);
        await Page.ClickAsync("main form .actions button.btn-primary");
    }

    /// <summary>The state tag in the head of the case file.</summary>
    public async Task<string> StateAsync(string number)
    {
        await GoAsync($"/cases/{number}");
        return (await Page.Locator(".file-head .tag").Nth(1).InnerTextAsync()).Trim();
    }

    /// <summary>What keeps somebody with a screen reader or a phone from using this page; empty when nothing does.</summary>
    public async Task<IReadOnlyList<string>> ObstaclesAsync()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));
        // The page's policy forbids foreign scripts; the checker is run from outside.
        await Page.EvaluateAsync(script);
        var found = await Page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map(v => v.id + ': ' + v.nodes.map(n => n.target).join(' '))");
        var wide = await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
        return wide ? [.. found, "wider than the screen"] : found;
    }
}
