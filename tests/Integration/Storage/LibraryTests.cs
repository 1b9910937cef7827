using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>Definitions, reference data, accounts, files and keys: what belongs to the house.</summary>
public sealed class LibraryTests
{
    private const string Definition = """
        { "id": "plain-v1", "definitionId": "plain", "name": "普通", "version": 1, "isLatest": true, "isPublished": true,
          "root": { "id": "f", "type": "Elsa.Flowchart", "version": 1, "activities": [], "connections": [] },   "custom": { "kept": [1, 2.50] } }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_definition_is_kept_letter_by_letter_and_importing_is_not_publishing()
    {
        await using var town = await DeskTown.OpenAsync();
        var definitions = new Definitions(town.Database, town.Library);

        var imported = await definitions.ImportAsync(Definition, "STF-059", town.Clock.GetUtcNow(), publish: false, Token);
        Assert.Equal(Definition, (await definitions.FindAsync("plain-v1", Token))!.Json);
        Assert.False(imported.IsPublished);
        Assert.Null(await definitions.PublishedAsync("plain", Token));

        await definitions.PublishAsync("plain-v1", Token);
        Assert.Equal("plain-v1", (await definitions.PublishedAsync("plain", Token))!.VersionId);
    }

    [Fact]
    public async Task A_drawing_with_errors_is_imported_and_never_published()
    {
        await using var town = await DeskTown.OpenAsync();
        var definitions = new Definitions(town.Database, town.Library);
        var bad = Definition.Replace("[], \"connections\"", "[{ \"id\": \"x\", \"type\": \"Elsa.RunCSharp\" }], \"connections\"", StringComparison.Ordinal);

        await definitions.ImportAsync(bad, "STF-059", town.Clock.GetUtcNow(), publish: false, Token);
        var refused = await Assert.ThrowsAsync<Refused>(() => definitions.PublishAsync("plain-v1", Token));
        Assert.Equal((422, "DEFINITION_REFUSED", "x", "foreignType"), (refused.Status, refused.Code, refused.Findings.Single().Node, refused.Findings.Single().Rule));
        Assert.Null(await definitions.PublishedAsync("plain", Token));

        await Assert.ThrowsAsync<Refused>(() => definitions.ImportAsync(bad.Replace("普通", "加急", StringComparison.Ordinal), "STF-059", town.Clock.GetUtcNow(), publish: true, Token));
        Assert.Single(await definitions.VersionsOfAsync("plain", Token));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_an_edited_one_becomes_the_next_version()
    {
        await using var town = await DeskTown.OpenAsync();
        var definitions = new Definitions(town.Database, town.Library);
        await definitions.ImportAsync(Definition, "SEED", town.Clock.GetUtcNow(), publish: true, Token);
        await definitions.ImportAsync(Definition, "SEED", town.Clock.GetUtcNow(), publish: true, Token);
        Assert.Single(await definitions.VersionsOfAsync("plain", Token));

        var edited = await definitions.ImportAsync(Definition.Replace("普通", "加急", StringComparison.Ordinal), "SEED", town.Clock.GetUtcNow(), publish: true, Token);

        Assert.Equal(("plain-v2", 2, true, true), (edited.VersionId, edited.Version, edited.IsPublished, edited.IsLatest));
        Assert.Equal("plain-v2", (string?)JsonNode.Parse(edited.Json)!["id"]);
        Assert.Equal([(1, false, false), (2, true, true)], (await definitions.VersionsOfAsync("plain", Token)).Select(v => (v.Version, v.IsPublished, v.IsLatest)));
    }

    [Fact]
    public async Task Another_server_notices_a_new_definition_with_its_next_step()
    {
        await using var town = await DeskTown.OpenAsync();
        using var elsewhere = new LibrarySource(town.Database);
        var desk = new CaseDesk(town.Database, elsewhere, town.Keys, town.Clock);
        Assert.Empty((await elsewhere.CurrentAsync(Token)).Workflows.Versions);

        await new Definitions(town.Database, town.Library).ImportAsync(Definition, "SEED", town.Clock.GetUtcNow(), publish: true, Token);
        await desk.OpenAsync(town.Petition(), town.Clerk, DeskTerms.None, Token);

        Assert.Single((await elsewhere.CurrentAsync(Token)).Workflows.Versions);
    }

    [Fact]
    public async Task A_published_document_stands_beside_the_old_one_and_the_same_text_again_does_nothing()
    {
        await using var town = await DeskTown.OpenAsync();
        var text = await town.CountAsync<string>("select document::text from reference where kind = 'ladder'");
        var stamp = (await town.Library.CurrentAsync(Token)).Stamp;

        await town.Library.PublishReferenceAsync("ladder", text, "STF-001", town.Clock.GetUtcNow(), Token);
        Assert.Equal(1, await town.CountAsync<int>("select count(*)::int from reference where kind = 'ladder'"));

        await town.Library.PublishReferenceAsync("ladder", text + "\n", "STF-001", town.Clock.GetUtcNow(), Token);
        Assert.Equal(2, await town.CountAsync<int>("select max(version) from reference where kind = 'ladder'"));
        Assert.True((await town.Library.CurrentAsync(Token)).Stamp > stamp);
    }

    [Fact]
    public async Task Accounts_files_and_keys_come_back_as_they_were_kept()
    {
        await using var town = await DeskTown.OpenAsync();
        var people = new People(town.Database);
        Assert.True(await people.IsEmptyAsync(Token));
        Assert.True(await people.AddAsync(new Account("Clerk", "STF-008", "hash", "stamp"), town.Clock.GetUtcNow(), Token));
        Assert.False(await people.AddAsync(new Account("CLERK", "STF-009", "hash", "stamp"), town.Clock.GetUtcNow(), Token));
        var locked = (await people.FindAsync("CLERK", Token))! with { Failed = 5, LockedUntil = town.Clock.GetUtcNow().ToUniversalTime() };
        Assert.True(await people.SaveAsync(locked, Token));
        Assert.Equal(locked, await people.FindByStaffAsync("STF-008", Token));

        var files = new Files(town.Database, town.Keys, town.Clock);
        var c = new Case { Key = new CaseKey("COM", Guid.CreateVersion7()), ReceivedBy = "COM", Holder = "COM", HandlingUnit = "COM" };
        var kept = await files.KeepAsync(FilePlace.Of(c), "屋顶.png", "image/png", [1, 2, 3], "STF-008", Token);
        Assert.Null(await files.FindAsync(c, kept.Id, Token));
        c.Attachments.Add(new Attachment(1, kept.Id.ToString(), "photo", null, "STF-008", town.Clock.GetUtcNow()));
        var (file, content) = (await files.FindAsync(c, kept.Id, Token))!.Value;
        Assert.Equal(kept, file);
        Assert.Equal(new byte[] { 1, 2, 3 }, content);
        Assert.Null(await files.FindAsync(c, Guid.NewGuid(), Token));

        var ring = new KeyRing(town.Database);
        ring.Add("a", "<key/>");
        ring.Add("a", "<other/>");
        Assert.Equal(["<key/>"], ring.All());
    }
}
