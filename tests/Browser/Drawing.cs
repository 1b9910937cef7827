using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>One process in Studio's editor, under a designer's mouse. Studio saves by itself after every change.</summary>
internal sealed class Drawing
{
    /// <summary>Studio is some megabytes of WebAssembly that a busy machine compiles slowly.</summary>
    public const int PatienceMs = 120_000;

    private readonly Visitor _visitor;
    private readonly IFrameLocator _inside;
    private readonly string _address;

    private Drawing(Visitor visitor, string address) => (_visitor, _inside, _address, Id) = (visitor, visitor.Page.FrameLocator("iframe.studio-frame"), address, address.Split('/')[^2]);

    public string Id { get; }

    /// <summary>What our page says around Studio: findings, refusals, a kept drawing.</summary>
    public ILocator Bar => _inside.Locator("#petitions-bar");

    /// <summary>What Studio itself says for some seconds.</summary>
    public ILocator Toasts => _inside.Locator(".mud-snackbar");

    public ILocator Nodes => _inside.Locator(".x6-node");

    private IPage Page => _visitor.Page;

    /// <summary>Makes a new process in Studio's list, which opens the editor.</summary>
    public static async Task<Drawing> BeginAsync(Visitor visitor, ServedTown town, string name)
    {
        await visitor.Page.GotoAsync(new Uri(town.Address, "/studio/definitions").ToString());
        var inside = visitor.Page.FrameLocator("iframe.studio-frame");
        await inside.Locator("tbody tr").First.WaitForAsync(new() { Timeout = PatienceMs });
        await visitor.PhotographAsync("list");
        await inside.GetByText("新建流程").First.ClickAsync();
        await inside.Locator(".mud-dialog input").First.FillAsync(name);
        await inside.Locator(".mud-dialog-actions button").Last.ClickAsync();
        await visitor.Page.WaitForURLAsync("**/edit", new() { Timeout = PatienceMs });
        var drawing = new Drawing(visitor, visitor.Page.Url);
        await drawing.ReadyAsync();
        return drawing;
    }

    /// <summary>Opens a process that is there.</summary>
    public static async Task<Drawing> OpenAsync(Visitor visitor, ServedTown town, string definition)
    {
        var drawing = new Drawing(visitor, new Uri(town.Address, $"/studio/definitions/{definition}/edit").ToString());
        await drawing.OpenAsync();
        await drawing.Nodes.First.WaitForAsync(new() { Timeout = PatienceMs });
        return drawing;
    }

    public async Task OpenAsync()
    {
        await Page.GotoAsync(_address);
        await ReadyAsync();
    }

    /// <summary>Drags an activity from the toolbox onto the sheet; once more where the mouse let go of it on the way.</summary>
    public async Task DropAsync(string category, string activity, int x, int y)
    {
        var wanted = await Nodes.CountAsync() + 1;
        var item = _inside.Locator("[draggable=true]").Filter(new() { HasTextRegex = new Regex($@"^\s*{activity}\s*$") }).First;
        if (!await item.IsVisibleAsync())
            await _inside.Locator(".mud-expand-panel-header", new() { HasText = category }).First.ClickAsync();
        for (var tries = 0; tries < 3; tries++)
        {
            // The browser does not always tell that a drag inside a frame has ended; whether it has is seen on the sheet.
            await ComesAsync(item.DragToAsync(_inside.Locator(".x6-graph").First, new() { TargetPosition = new() { X = x, Y = y }, Timeout = 10_000 }));
            if (await ComesAsync(Assertions.Expect(Nodes).ToHaveCountAsync(wanted, new() { Timeout = 30_000 })))
                return;
        }
        await Assertions.Expect(Nodes).ToHaveCountAsync(wanted);
    }

    /// <summary>Draws a line by mouse from an outcome of one step to another step; steps are known by a part of what they show.</summary>
    public Task ConnectAsync(string from, string to, int outcome = 0) => LinesBecomeAsync(+1, async () =>
    {
        var start = await CentreAsync(Node(from).Locator(".x6-port-out .x6-port-body").Nth(outcome));
        var end = await CentreAsync(Node(to).Locator(".x6-port-in .x6-port-body").First);
        await Page.Mouse.MoveAsync(start.X, start.Y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(start.X + 15, start.Y + 5, new() { Steps = 5 });
        await Page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 20 });
        await Page.Mouse.UpAsync();
    });

    /// <summary>Takes a line away by the cross that it shows under the mouse.</summary>
    public Task CutAsync(string from, int outcome = 0) => LinesBecomeAsync(-1, async () =>
    {
        var port = await RestAsync(Node(from).Locator(".x6-port-out .x6-port-body").Nth(outcome));
        var cross = _inside.Locator("[data-tool-name='button-remove'] circle").First;
        // The line begins where the outcome ends, and bends; the cross comes a moment after the mouse.
        for (var tries = 0; tries < 10; tries++)
        {
            await Page.Mouse.MoveAsync(port.X, port.Y + port.Height + 40);
            await Page.Mouse.MoveAsync(port.X + port.Width + 1 + tries % 5 * 3, port.Y + port.Height / 2 + tries / 5, new() { Steps = 4 });
            if (await ComesAsync(cross.WaitForAsync(new() { Timeout = 1_500 })))
            {
                await ComesAsync(cross.ClickAsync(new() { Force = true, Timeout = 5_000 }));
                return;
            }
        }
    });

    /// <summary>As a person does who sees that the mouse slipped, because the sheet moved under it: once more.</summary>
    private async Task LinesBecomeAsync(int more, Func<Task> byMouse)
    {
        var lines = _inside.Locator(".x6-edge");
        var wanted = await lines.CountAsync() + more;
        for (var tries = 0; tries < 4; tries++)
        {
            await DeselectAsync();
            await byMouse();
            if (await ComesAsync(Assertions.Expect(lines).ToHaveCountAsync(wanted, new() { Timeout = 15_000 })))
                return;
        }
        await Assertions.Expect(lines).ToHaveCountAsync(wanted);
    }

    /// <summary>Studio's button that shows the whole sheet.</summary>
    public Task FitAsync() => PressAsync(_inside.Locator(".mud-tooltip-inline > button:not(.d-none)").First);

    /// <summary>Ctrl+S, which saves what there is to save.</summary>
    public Task SaveByKeyAsync() => SavedAfterAsync(() => Page.Keyboard.PressAsync("Control+s"));

    /// <summary>Selects a step and types into one of its inputs.</summary>
    public async Task FillAsync(string node, string label, string value)
    {
        await SelectAsync(node);
        var field = _inside.Locator(".mud-input-control", new() { HasText = label }).Locator("input").First;
        await field.FillAsync(value);
        await SavedAfterAsync(() => field.PressAsync("Tab"));
    }

    /// <summary>Selects a step and takes one of what its input offers.</summary>
    public async Task ChooseAsync(string node, string label, string choice)
    {
        await SelectAsync(node);
        await _inside.Locator(".mud-input-control.mud-select-extended", new() { HasText = label }).First.ClickAsync();
        await SavedAfterAsync(() => _inside.Locator(".mud-popover-open").GetByText(choice, new() { Exact = true }).First.ClickAsync());
    }

    /// <summary>Selects a step and writes one of its inputs in JavaScript.</summary>
    public async Task ScriptAsync(string node, string label, string code)
    {
        await SelectAsync(node);
        await _inside.Locator("[role=tabpanel]", new() { HasText = label }).Last.Locator("button").Last.ClickAsync();
        await SavedAfterAsync(() => _inside.Locator(".mud-popover-open").GetByText("JavaScript", new() { Exact = true }).ClickAsync());
        await _inside.Locator(".monaco-editor").First.ClickAsync();
        await Page.Keyboard.PressAsync("Control+A");
        await SavedAfterAsync(() => Page.Keyboard.TypeAsync(code));
    }

    /// <summary>Studio's cloud, which hands in here.</summary>
    public Task HandInAsync() => PressAsync(_inside.Locator(".mud-tooltip-inline > button.mud-primary-text").First);

    /// <summary>Closes what Studio says, which lies over the sheet.</summary>
    public async Task DismissAsync()
    {
        // Some close by themselves meanwhile.
        for (var tries = 0; tries < 20 && await Toasts.CountAsync() is > 0 and var open; tries++)
        {
            await ComesAsync(Toasts.First.Locator("button").ClickAsync(new() { Timeout = 3_000 }));
            await ComesAsync(Assertions.Expect(Toasts).ToHaveCountAsync(open - 1, new() { Timeout = 3_000 }));
        }
        await Assertions.Expect(Toasts).ToHaveCountAsync(0, Patient);
    }

    public async Task SelectAsync(string node)
    {
        var selected = Assertions.Expect(_inside.Locator(".x6-node-selected", new() { HasText = node }));
        for (var tries = 0; tries < 4; tries++)
        {
            await Node(node).ClickAsync(new() { Force = true });
            if (await ComesAsync(selected.ToHaveCountAsync(1, new() { Timeout = 10_000 })))
                return;
            await DismissAsync();
        }
        await selected.ToHaveCountAsync(1);
    }

    /// <summary>What Studio says may lie over a button, and stays while the mouse waits there; a person closes it and presses again.</summary>
    private async Task PressAsync(ILocator button)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            if (await ComesAsync(button.ClickAsync(new() { Timeout = 5_000 })))
                return;
            await DismissAsync();
        }
        await button.ClickAsync();
    }

    /// <summary>A step that is selected has handles where its outcomes are.</summary>
    private async Task DeselectAsync()
    {
        for (var tries = 0; tries < 4 && !await ComesAsync(_inside.Locator(".x6-graph").First.ClickAsync(new() { Position = new() { X = 4, Y = 4 }, Timeout = 5_000 })); tries++)
            await DismissAsync();
        await Assertions.Expect(_inside.Locator(".x6-node-selected")).ToHaveCountAsync(0, Patient);
    }

    public ILocator Node(string shown) => _inside.Locator(".x6-node", new() { HasText = shown }).First;

    /// <summary>The first save that ends after the deed has taken it in: Studio waits half a second for more.</summary>
    private Task SavedAfterAsync(Func<Task> deed) => Page.RunAndWaitForResponseAsync(
        deed, answer => answer.Request.Method == "POST" && answer.Url.EndsWith("/elsa/api/workflow-definitions", StringComparison.Ordinal), new() { Timeout = PatienceMs });

    private static async Task<bool> ComesAsync(Task awaited)
    {
        try
        {
            await awaited;
            return true;
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException)
        {
            return false;
        }
    }

    private Task ReadyAsync() => _inside.Locator(".x6-graph-svg-viewport").WaitForAsync(new() { Timeout = PatienceMs, State = WaitForSelectorState.Attached });

    private static LocatorAssertionsToHaveCountOptions Patient { get; } = new() { Timeout = 60_000 };

    private async Task<(float X, float Y)> CentreAsync(ILocator place)
    {
        var box = await RestAsync(place);
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }

    /// <summary>Where it lies once the sheet has come to rest: panels beside it open and close, and whoever aims meanwhile misses.</summary>
    private async Task<LocatorBoundingBoxResult> RestAsync(ILocator place)
    {
        var box = await BoxAsync(place);
        for (var same = 0; same < 6;)
        {
            await Page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            var now = await BoxAsync(place);
            same = (now.X, now.Y) == (box.X, box.Y) ? same + 1 : 0;
            box = now;
        }
        return box;
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator place) =>
        await place.BoundingBoxAsync() ?? throw new InvalidOperationException("Not on the sheet.");
}
