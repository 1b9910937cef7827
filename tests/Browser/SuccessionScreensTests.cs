using Petitions.Tests.Integration.Server;

namespace Petitions.Tests.Browser;

/// <summary>A unit is succeeded by another, on the screen of a desk and of a telephone, in both languages.</summary>
public sealed class SuccessionScreensTests
{
    [Theory]
    [InlineData(1280, "zh-Hans")]
    [InlineData(390, "zh-Hans")]
    [InlineData(1280, "en")]
    [InlineData(390, "en")]
    public async Task A_hand_over_is_ordered_looked_at_and_kept(int width, string language)
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync(new
        {
            category = "A2", nature = "N-CLAIM", text = (string?)null, affiliatedUnit = "ENT-U01", parts = new[] { new { text = "更换老旧管道" }, new { text = "减免六七月水费" } },
        });
        await town.DoneAsync("STF-011", number, "transfer", new { to = "COM-HW" });
        await town.DoneAsync("STF-027", number, "receiveTransfer");
        await using var visitor = await Visitor.ComeAsync(town, $"succession{width}{language}", width);
        await visitor.SignInAsync("STF-027");
        await SpeakAsync(town, visitor, language);
        await visitor.OpenAsync($"/cases/{number}/do/raiseObjection");
        await visitor.OpenAsync($"/cases/{number}/do/raiseJurisdictionDispute");
        await visitor.OpenAsync($"/cases/{number}");
        await SpeakAsync(town, visitor, "zh-Hans");
        await visitor.SignInAsync("STF-001");
        await SpeakAsync(town, visitor, language);
        await visitor.OpenAsync($"/cases/{number}/do/succeedUnit");
        await visitor.OpenAsync("/successions");
        Assert.Equal(language == "en" ? "Successions" : "单位承继移交", (await visitor.Page.Locator("h1").InnerTextAsync()).Trim());
        await visitor.Page.Locator("#f-from").SelectOptionAsync("COM-HW");
        await visitor.Page.Locator("#f-to").SelectOptionAsync("COM-WY");
        await visitor.Page.Locator("#f-on").FillAsync("2026-03-05");
        await visitor.Page.Locator("#f-reason").FillAsync("供水供暖站并入物业");
        await visitor.Page.Locator("form[action='/successions'] button.btn-primary").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/successions/1");
        await visitor.Page.Locator($"input[name=stays][value='{number}:2']").CheckAsync();
        await visitor.Page.Locator("button[value=keep]").ClickAsync();
        await visitor.OpenAsync("/successions/1");
        Assert.True(await visitor.Page.Locator($"input[name=stays][value='{number}:2']").IsCheckedAsync());

        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.FromHours(8)));
        await town.RunDueAsync();

        await visitor.OpenAsync("/successions/1");
        Assert.Equal(1, await visitor.Page.Locator("table.list tbody tr").CountAsync());
        Assert.Equal(1, await visitor.Page.Locator($"table.list a[href='/cases/{number}']").CountAsync());
        await visitor.OpenAsync("/successions");
        await visitor.OpenAsync($"/cases/{number}");
    }

    private static Task SpeakAsync(ServedTown town, Visitor visitor, string language) =>
        visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = language, Url = town.Address.ToString() }]);
}
