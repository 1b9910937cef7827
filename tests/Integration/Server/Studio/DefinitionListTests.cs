namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>The list of processes as Studio asks for it, in a town where nobody has drawn anything yet.</summary>
public sealed class DefinitionListTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Theory]
    [InlineData("versionOptions=Latest&Page=0&PageSize=10&SearchTerm=&IsSystem=False&OrderDirection=Ascending", 8, 8)]
    [InlineData("VERSIONOPTIONS=Published&definitionids=petition&DefinitionIds=closure&whatever=1", 2, 2)]
    [InlineData("versionOptions=&Ids=petition-v1", 1, 1)]
    [InlineData("versionOptions=Latest&Page=1&PageSize=5", 3, 8)]
    [InlineData("versionOptions=Latest&SearchTerm=MEDIATION", 1, 1)]
    [InlineData("versionOptions=2", 0, 0)]
    [InlineData("versionOptions=Draft", 0, 0)]
    public async Task The_list_is_filtered_paged_and_counted(string query, int shown, int all)
    {
        using var designer = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Designer);
        var answer = await designer.GetAsync("/workflow-definitions?" + query);
        Assert.Equal((200, shown), (answer.Status, answer.Items.Count));
        if (shown > 0)
            Assert.Equal(all, (int)answer.Body["totalCount"]!);
        string[] members = ["id", "definitionId", "name", "description", "version", "isLatest", "isPublished", "isReadonly", "materializerName", "isMaterializerAvailable", "createdAt", "links"];
        Assert.All(answer.Items, i => Assert.Empty(members.Except(i!.AsObject().Select(m => m.Key))));
    }
}
