using Microsoft.Playwright;
using Petitions.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Petitions.Tests.Browser;

/// <summary>The one browser of a test run: the system's own Chromium; each test opens a context of its own in it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] _places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>What does not come up within this time on a busy machine is missing.</summary>
    private const int PatienceMs = 30_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(2 * PatienceMs);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PETITIONS_TEST_BROWSER") ?? _places.FirstOrDefault(File.Exists) ?? _places[0],
            // Chromium's own sandbox refuses root and most containers; the pages are ours.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--lang=zh-CN"],
        });
    }

    /// <summary>A page as a new visitor has it: no cookies, Chinese first, Beijing time.</summary>
    public static async Task<IPage> NewPageAsync(int width = 1280, int height = 800, bool scripts = true)
    {
        var chromium = await TestContext.Current.GetFixture<Chromium>() ?? throw new InvalidOperationException("Not inside a test.");
        var context = await chromium._browser!.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = "zh-CN", TimezoneId = "Asia/Shanghai", ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(PatienceMs);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
