using System.Text.Json.Nodes;
using Petitions.Tests.Integration.Server;
using Petitions.Tests.Integration.Server.Studio;

namespace Petitions.Tests.Browser;

/// <summary>Running cases are moved to the new version of their process, on the screen of a desk and of a telephone, in both languages.</summary>
public sealed class MovingScreensTests
{
    [Theory]
    [InlineData(1280, "zh-Hans")]
    [InlineData(390, "en")]
    public async Task A_move_is_looked_at_proposed_approved_seen_and_taken_back(int width, string language)
    {
        await using var town = await ServedTown.OpenAsync();
        var (moved, kept) = (await Redrawn.WorkOrderAsync(town), await Redrawn.WorkOrderAsync(town));
        await Redrawn.PassToAsync(town, Redrawn.Monday);
        // A third one stands at a reminder that the new drawing does not have: it stays.
        await Redrawn.WorkOrderAsync(town);
        await Redrawn.PublishedAsync(town, ShorterWithAnotherReminder);
        await using var visitor = await Visitor.ComeAsync(town, $"moving{width}{language}", width);
        await SpeakAsync(town, visitor, "zh-Hans");
        await visitor.SignInAsync(StudioVisitor.OtherSupervisor);
        await SpeakAsync(town, visitor, language);
        await visitor.OpenAsync("/studio/definitions/escalation/review");
        await visitor.Page.Locator(".notice-box a[href='/studio/definitions/escalation/moves']").ClickAsync();
        await visitor.LookAsync("preview");
        Assert.Equal((3, 1), (await visitor.Page.Locator("table.list tbody tr").CountAsync(), await visitor.Page.Locator("table.list .tag.bad").CountAsync()));
        await visitor.Page.Locator($"input[name=stays][value='{kept}']").CheckAsync();
        await visitor.Page.Locator("#f-note").FillAsync("社区要早两天处理");
        await visitor.Page.Locator("form[action='/studio/definitions/escalation/moves'] button.btn-primary").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/studio/moves/1");
        await visitor.LookAsync("proposed");
        Assert.Equal(0, await visitor.Page.Locator("button[value=approve]").CountAsync());

        await SpeakAsync(town, visitor, "zh-Hans");
        await visitor.SignInAsync(StudioVisitor.Supervisor);
        await SpeakAsync(town, visitor, language);
        await visitor.OpenAsync("/studio/moves/1");
        await visitor.Page.Locator("#f-note").FillAsync("同意");
        await visitor.Page.Locator("button[value=approve]").ClickAsync();
        await visitor.LookAsync("approved");
        await town.RunDueAsync();
        await visitor.OpenAsync("/studio/moves/1");
        Assert.Equal((1, 2), (await visitor.Page.Locator("table.list .tag.good").CountAsync(), await visitor.Page.Locator("table.list .tag.bad").CountAsync()));
        await visitor.Page.Locator("#f-note").FillAsync("步骤写错了");
        await visitor.Page.Locator("button[value=takeBack]").ClickAsync();
        await town.RunDueAsync();
        await visitor.OpenAsync("/studio/moves/1");
        await visitor.OpenAsync("/studio/definitions/escalation/moves");
        await visitor.OpenAsync($"/cases/{moved}");
    }

    private static void ShorterWithAnotherReminder(JsonObject model)
    {
        Redrawn.Shorter(model);
        model["root"] = JsonNode.Parse(model["root"]!.ToJsonString().Replace("\"id\":\"remind1\"", "\"id\":\"reminder\"", StringComparison.Ordinal)
            .Replace("\"activity\":\"remind1\"", "\"activity\":\"reminder\"", StringComparison.Ordinal));
    }

    private static Task SpeakAsync(ServedTown town, Visitor visitor, string language) =>
        visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = language, Url = town.Address.ToString() }]);
}
