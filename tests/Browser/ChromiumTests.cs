namespace Petitions.Tests.Browser;

/// <summary>Screens are looked at in Chinese: a browser without Chinese fonts would show boxes and pass every other test.</summary>
public sealed class ChromiumTests
{
    private const string Draw =
        """
        character => {
          const canvas = document.createElement('canvas');
          const pen = canvas.getContext('2d');
          pen.font = '40px sans-serif';
          pen.fillText(character, 10, 60);
          return canvas.toDataURL();
        }
        """;

    [Fact]
    public async Task Different_Chinese_characters_look_different()
    {
        var page = await Chromium.NewPageAsync();

        Assert.NotEqual(await page.EvaluateAsync<string>(Draw, "信"), await page.EvaluateAsync<string>(Draw, "访"));
    }

    [Fact]
    public async Task The_accessibility_checker_is_at_hand()
    {
        var page = await Chromium.NewPageAsync();
        await page.SetContentAsync("<html lang=zh><title>信访</title><main><h1>信访</h1><img src=''></main>");
        await page.AddScriptTagAsync(new() { Path = Path.Combine(AppContext.BaseDirectory, "axe.min.js") });

        var broken = await page.EvaluateAsync<string[]>("async () => (await axe.run()).violations.map(v => v.id)");

        Assert.Contains("image-alt", broken);
    }
}
