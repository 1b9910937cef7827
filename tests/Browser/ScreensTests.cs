using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>Every screen is usable with a screen reader and on a phone.</summary>
public sealed class ScreensTests
{
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    [InlineData(320)]
    public async Task No_screen_has_an_obstacle(int width)
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync();
        var visitor = await Visitor.ArriveAsync(town, width);
        var found = new List<string>();
        foreach (var path in new[] { "/sign-in", "/public", "/where" })
            found.AddRange(await LookAsync(visitor, path));
        foreach (var (who, path) in new[]
        {
            ("STF-008", "/register"), ("STF-011", "/tasks"), ("STF-011", "/cases"), ("STF-011", $"/cases/{number}"), ("STF-011", $"/cases/{number}/do/accept"),
            ("STF-011", $"/cases/{number}/do/transfer"), ("STF-011", "/notices"), ("STF-047", "/board"), ("STF-047", "/jobs"), ("STF-058", "/desk"),
        })
        {
            await visitor.SignInAsync(who);
            found.AddRange(await LookAsync(visitor, path));
        }
        Assert.Empty(found);
    }

    private static async Task<IEnumerable<string>> LookAsync(Visitor visitor, string path)
    {
        await visitor.GoAsync(path);
        return (await visitor.ObstaclesAsync()).Select(o => $"{path}: {o}");
    }
}
