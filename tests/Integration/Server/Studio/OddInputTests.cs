using System.Text;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Letters that no text can hold, names given twice, values out of reach: named as such, never an error of ours.</summary>
public sealed class OddInputTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Theory]
    [InlineData("{ \"searchTerm\": \"a\\u0000b\" }")]
    [InlineData("{ \"searchTerm\": \"\\ud800\" }")]
    [InlineData("{ \"definitionIds\": [\"\\u0000\"] }")]
    [InlineData("{ \"SearchTerm\": \"a\", \"searchTerm\": \"b\" }")]
    [InlineData("{ \"searchTerm\": \"a\", \"searchTerm\": \"b\" }")]
    public async Task A_body_that_cannot_be_read_is_refused(string body)
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await designer.PostAsync("/workflow-instances", content);
        Assert.Equal((400, "FIELD_INVALID"), (answer.Status, (string?)answer.Body["code"]));
    }

    [Fact]
    public async Task The_same_in_an_address_is_refused()
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var answer = await designer.GetAsync("/workflow-definitions?SearchTerm=a%00b");
        Assert.Equal((400, "FIELD_INVALID"), (answer.Status, (string?)answer.Body["code"]));
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_refused_and_a_wrong_field_is_said_in_words()
    {
        using var trial = await TrialVisitor.SignInAsync(studio.Town, StudioVisitor.Designer, "petition");
        await trial.InventAsync("published", ("text", "a\0b"));
        Assert.True(trial.Status == 400 && trial.Says("格式不对"), trial.Main);
        await trial.InventAsync("published", ("at", "9999-01-01T00:00"));
        Assert.True(trial.Status == 400 && trial.Says("超出可选范围"), trial.Main);
        await trial.InventAsync("published", ("channel", ""));
        Assert.True(trial.Status == 400 && trial.Says("没有填，或不合要求") && !trial.Says("（）"), trial.Main);
    }
}
