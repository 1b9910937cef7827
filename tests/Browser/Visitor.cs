using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>
/// Somebody before a screen of the town's server: signs in and out, follows what is offered, fills forms. Every screen that comes up is
/// looked at (<see cref="LookAsync"/>); <c>PETITIONS_TEST_SCREENS</c> names a folder that the pictures go to.
/// </summary>
public sealed partial class Visitor : IAsyncDisposable
{
    private static readonly string? Album = Environment.GetEnvironmentVariable("PETITIONS_TEST_SCREENS");
    private readonly ServedTown _town;
    private readonly string _name;
    private readonly List<string> _missing = [];
    private int _seen;

    private Visitor(ServedTown town, IPage page, string name)
    {
        (_town, Page, _name) = (town, page, name);
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400 && answer.Request.ResourceType is not ("document" or "fetch" or "xhr"))
                _missing.Add($"{answer.Status} {answer.Url}");
        };
    }

    public IPage Page { get; }

    /// <summary>Leaves: a page with Studio in it would go on working beside the next test.</summary>
    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    /// <param name="name">Begins the names of this visit's pictures.</param>
    public static async Task<Visitor> ComeAsync(ServedTown town, string name, int width = 1280, bool scripts = true) =>
        new(town, await Chromium.NewPageAsync(width, scripts: scripts), name);

    public async Task OpenAsync(string path)
    {
        var answer = await Page.GotoAsync(new Uri(_town.Address, path).ToString());
        Assert.True(answer!.Ok, $"{path}: {answer.Status}");
        await LookAsync(path);
    }

    /// <summary>Through the sign-in page, after signing out whoever sat here before.</summary>
    public async Task SignInAsync(string staff)
    {
        if (await Page.Locator("details.who").CountAsync() > 0)
            await SignOutAsync();
        await Page.GotoAsync(new Uri(_town.Address, "/sign-in").ToString());
        await Page.Locator("#f-userName").FillAsync(staff.ToLowerInvariant());
        await Page.Locator("#f-password").FillAsync("petitions-demo");
        await SendAsync("登录");
        Assert.EndsWith("/tasks", Page.Url);
    }

    public async Task SignOutAsync()
    {
        await Page.Locator("details.who > summary").ClickAsync();
        await Page.Locator(".who-menu form[action='/sign-out'] button").ClickAsync();
        await Page.Locator("details.who").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>From the list of one's tasks, or, where others have the tasks of it, from the list of cases.</summary>
    public async Task OpenCaseAsync(string number)
    {
        var link = Page.Locator($"main a[href='/cases/{number}']").First;
        await OpenAsync("/tasks");
        if (!await link.IsVisibleAsync())
            await OpenAsync("/cases");
        await link.ClickAsync();
        await LookAsync("case");
    }

    /// <summary>Opens the form of a verb that the case file offers, among the next steps or among what may always be done.</summary>
    public async Task ChooseAsync(string verb)
    {
        var next = Page.Locator($".verbs a[href*='/do/{verb}']");
        if (await next.CountAsync() == 0)
        {
            next = Page.Locator($".verbs-more a[href*='/do/{verb}']");
            Assert.True(await next.CountAsync() > 0, $"{verb} is not offered on {Page.Url}: {await Page.Locator(".file-side").InnerTextAsync()}");
            if (!await next.First.IsVisibleAsync())
                await Page.Locator("section[aria-labelledby=offers] details > summary").ClickAsync();
        }
        await next.First.ClickAsync();
        await LookAsync(verb);
    }

    /// <summary>Types into a field, chooses in a select box, ticks a box (<c>true</c>, <c>false</c>): whichever the field is.</summary>
    public async Task FillAsync(string path, string value)
    {
        var field = Page.Locator("#f-" + path.Replace('[', '-').Replace(']', '-').Replace('.', '-'));
        if (!await field.IsVisibleAsync())
            await Page.Locator("details.more:not([open])", new() { Has = field }).Locator("> summary").ClickAsync();
        var tag = await field.EvaluateAsync<string>("e => e.type");
        if (tag.StartsWith("select", StringComparison.Ordinal))
            await field.SelectOptionAsync(value);
        else if (tag == "checkbox")
            await field.SetCheckedAsync(value == "true");
        else
            await field.FillAsync(value);
    }

    /// <summary>Ticks one of several boxes of the same name.</summary>
    public Task TickAsync(string path, string value) => Page.Locator($"input[type=checkbox][name='{path}'][value='{value}']").CheckAsync();

    public Task<string> ValueAsync(string path) => Page.Locator("#f-" + path.Replace('[', '-').Replace(']', '-').Replace('.', '-')).InputValueAsync();

    /// <summary>Presses the form's own button.</summary>
    public async Task SendAsync(string? button = null)
    {
        var press = button is null ? Page.Locator("main form .actions button.btn-primary") : Page.Locator("main form").GetByRole(AriaRole.Button, new() { Name = button });
        await press.ClickAsync();
        await LookAsync("after");
    }

    /// <summary>Fills and sends the form of a verb, which must succeed.</summary>
    public async Task DoAsync(string verb, params (string Path, string Value)[] fields)
    {
        await ChooseAsync(verb);
        foreach (var (path, value) in fields)
            await FillAsync(path, value);
        await SendAsync();
        await AssertDoneAsync(verb);
    }

    public async Task AssertDoneAsync(string verb)
    {
        Assert.True(await Page.Locator(".refusal").CountAsync() == 0, $"{verb}: {string.Join(' ', await Page.Locator(".refusal").AllInnerTextsAsync())}");
        await Assertions.Expect(Page.Locator(".notice-box.good[role=status]")).ToBeVisibleAsync();
    }

    /// <summary>The code below the refusal's sentence; fails when nothing was refused.</summary>
    public Task<string> RefusalAsync() => Page.Locator(".refusal-code").InnerTextAsync();

    public Task<string> MainTextAsync() => Page.Locator("main").InnerTextAsync();

    /// <summary>A picture for the album, where there is one.</summary>
    public async Task PhotographAsync(string what)
    {
        if (Album is not null)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Album, $"{_name}-{++_seen:00}-{what.Trim('/').Replace('/', '-')}.png"), FullPage = true });
    }

    /// <summary>What must hold on every screen: words instead of their names, days in Chinese form, nothing wider than the screen, style sheets and pictures there.</summary>
    public async Task LookAsync(string what)
    {
        await Page.WaitForLoadStateAsync(LoadState.DOMContentLoaded);
        await PhotographAsync(what);
        var text = await Page.Locator("body").InnerTextAsync();
        Assert.False(Key().IsMatch(text), $"{Page.Url} shows {Key().Match(text)}");
        Assert.False(MachineDay().IsMatch(text), $"{Page.Url} shows {MachineDay().Match(text)}");
        var wide = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth");
        Assert.True(wide <= 0, $"{Page.Url} is {wide} px too wide: {(wide <= 0 ? "" : await Page.EvaluateAsync<string>(Widest))}");
        Assert.True(_missing.Count == 0, $"{Page.Url} lacks {string.Join(", ", _missing)}");
    }

    /// <summary>The innermost elements that reach over the right edge.</summary>
    private const string Widest = """
        [...document.querySelectorAll('main *, header *, footer *')]
          .filter(e => e.getBoundingClientRect().right > innerWidth && ![...e.children].some(c => c.getBoundingClientRect().right > innerWidth))
          .slice(0, 4).map(e => e.outerHTML.slice(0, 160)).join(' | ')
        """;

    /// <summary>The name of a text instead of the text: <c>page.tasks</c>, <c>mediation.Proposed</c>.</summary>
    [GeneratedRegex(@"\b[a-z][A-Za-z]+\.[A-Za-z]{2}[\w.]*")]
    private static partial Regex Key();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d(T|\b)|\b\d\d/\d\d/20\d\d\b")]
    private static partial Regex MachineDay();
}
