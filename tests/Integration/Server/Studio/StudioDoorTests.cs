namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Who comes in, and how Studio hears that somebody does not.</summary>
public sealed class StudioDoorTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Fact]
    public async Task A_stranger_is_told_and_not_sent_to_another_page()
    {
        var town = studio.Town;
        using var stranger = StudioVisitor.Stranger(town);
        var read = await stranger.GetAsync("/workflow-definitions");
        Assert.Equal((401, "NOT_SIGNED_IN"), (read.Status, read.Code));
        var save = await stranger.SaveAsync(Drawn.New("新流程"));
        Assert.Equal((400, "NOT_SIGNED_IN"), (save.Status, save.Code));
        Assert.Contains("登录", save.Errors[0], StringComparison.Ordinal);
        Assert.Contains("sign in", (await stranger.PostAsync("/workflow-definitions", new { }, ("Accept-Language", "en"))).Errors[0], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_write_without_the_token_of_our_page_is_refused_and_a_read_is_not()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        designer.ForgetToken();
        Assert.Equal((400, "FORM_EXPIRED"), await CodeAsync(designer.SaveAsync(Drawn.New("新流程"))));
        Assert.Equal(200, (await designer.GetAsync("/workflow-definitions")).Status);
    }

    [Fact]
    public async Task A_client_with_a_bearer_token_needs_no_other_token()
    {
        var town = studio.Town;
        var answer = await town.SendAsync(HttpMethod.Post, "/elsa/api/workflow-definitions", StudioVisitor.Designer, new { model = Drawn.New("接口建的流程"), publish = false });
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Only_designers_and_supervisors_save_and_others_see_without_the_link_to_change()
    {
        var town = studio.Town;
        using var handler = await StudioVisitor.SignInAsync(town, StudioVisitor.Handler);
        Assert.Equal((400, "NOT_YOUR_ROLE"), await CodeAsync(handler.SaveAsync(Drawn.New("新流程"))));
        var read = await handler.GetAsync("/workflow-definitions/by-definition-id/petition");
        Assert.DoesNotContain(read.Body["links"]!.AsArray(), l => (string?)l!["rel"] == "publish");
        Assert.Empty((await handler.GetAsync("/workflow-definitions")).Body["links"]!.AsArray());
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        Assert.Contains((await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body["links"]!.AsArray(), l => (string?)l!["rel"] == "publish");
        Assert.Contains((await designer.GetAsync("/workflow-definitions")).Body["links"]!.AsArray(), l => (string?)l!["rel"] == "bulk-publish");
    }

    [Fact]
    public async Task What_is_not_there_is_said_in_json()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(designer.GetAsync("/workflow-definitions/by-definition-id/nowhere")));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(designer.GetAsync("/secrets")));
    }

    private static async Task<(int, string?)> CodeAsync(Task<StudioAnswer> answer) => ((await answer).Status, (await answer).Code);
}
