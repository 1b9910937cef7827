using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Tests.Integration.Storage;

public sealed class LockedTextsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task What_is_said_in_a_sealed_or_confidential_case_is_encrypted_and_cannot_be_searched(bool isSealed, bool confidential)
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var found = await town.FindAsync(receipt.Key);
        var words = found.Loaded.Texts.ToDictionary();
        found.Case.Flags = found.Case.Flags with { Sealed = isSealed, Confidential = confidential };

        // The case becomes sealed: what was said before goes along, and keeps its kind.
        await using var connection = await town.Rows.AsAppAsync();
        await town.Desk().Writer.WriteAsync(connection, [SampleSteps.Saying(found, "暖气之外")], Token);

        Assert.Equal((0, 0), (await town.CountAsync<int>("select count(*)::int from texts"), await town.CountAsync<int>("select count(*)::int from person_texts")));
        Assert.Equal(words.Count + 1, await town.CountAsync<int>("select count(*)::int from locked_texts"));
        var after = await town.FindAsync(receipt.Key);
        Assert.Equal(words, after.Loaded.Texts.Where(t => words.ContainsKey(t.Key)).ToDictionary());
        Assert.Equal(found.PersonalTexts, after.PersonalTexts);
        var list = new CaseList(town.Database, town.Library);
        foreach (var person in new[] { town.Clerk, town.ActorOf("STF-050"), town.ActorOf("STF-054"), Actor.System })
            Assert.Empty((await list.PageAsync(person, new CaseFilter("暖气"), town.Clock.GetUtcNow(), null, 10, Token)).Rows);
        Assert.Empty((await list.PageAsync(town.Clerk, new CaseFilter(), town.Clock.GetUtcNow(), null, 10, Token)).Rows);
        Assert.Empty((await town.RegisterAsync()).Candidates);
    }

    [Fact]
    public async Task A_sealed_part_of_an_open_case_is_locked_and_the_rest_can_be_found()
    {
        await using var town = await DeskTown.OpenAsync();
        var found = FoundCase.New(SampleSteps.NewKey());
        var step = SampleSteps.Registration(found.Case.Key);
        step = step with { Result = step.Result with { Texts = [.. step.Result.Texts, new KeptText(4, TextKind.Request, "有人收钱", true)] } };
        await using var connection = await town.Rows.AsAppAsync();
        await town.Desk().Writer.WriteAsync(connection, [step], Token);
        var list = new CaseList(town.Database, town.Library);

        Assert.Single((await list.PageAsync(Actor.System, new CaseFilter("供暖"), town.Clock.GetUtcNow(), null, 10, Token)).Rows);
        Assert.Empty((await list.PageAsync(Actor.System, new CaseFilter("收钱"), town.Clock.GetUtcNow(), null, 10, Token)).Rows);
        Assert.Equal("有人收钱", (await town.FindAsync(step.Case.Key)).Loaded.Texts[4]);
    }

    [Fact]
    public async Task Words_of_an_open_case_that_a_split_seals_leave_the_open_tables()
    {
        await using var town = await DeskTown.OpenAsync();
        var mixed = town.Petition("一是退费；二是物业要一条烟。") with
        {
            Channel = "visit", ReadBack = true, ReceivedBy = "NQ-ZH", Category = "A8", Title = "两件事",
            Parts = [new("退费", Natures.Claim, "A8")],
        };
        var number = (await town.RegisterAsync(mixed)).Number;
        var split = new Split([new("退费", Natures.Claim, "A8"), new("物业要一条烟", Natures.Accuse, "H2", Sealed: true)], "退费", "退费");
        await town.Desk().GiveAsync(number, split, town.ActorOf("STF-011"), DeskTerms.None, Token);

        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from texts where body like '%烟%'"));
        var list = new CaseList(town.Database, town.Library);
        Assert.Empty((await list.PageAsync(town.Clerk, new CaseFilter("条烟"), town.Clock.GetUtcNow(), null, 10, Token)).Rows);
        Assert.Single((await list.PageAsync(town.Clerk, new CaseFilter("退费"), town.Clock.GetUtcNow(), null, 10, Token)).Rows);
        Assert.True(await town.CountAsync<int>("select count(*)::int from locked_texts") >= 3);
    }

    [Fact]
    public void Words_open_with_their_own_key_only()
    {
        var (one, other) = (new TextKeys(new byte[32]), new TextKeys([.. Enumerable.Repeat((byte)1, 32)]));
        var cipher = one.LockPerson("王热工");

        Assert.Equal("王热工", one.OpenPerson(cipher));
        Assert.NotEqual(cipher, one.LockPerson("王热工"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => one.OpenSealed(cipher));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => other.OpenPerson(cipher));
        Assert.NotEqual(one.Digest("Name", "王热工"), one.Digest("Phone", "王热工"));
    }

    [Fact]
    public void A_folder_s_key_is_made_once()
    {
        using var folder = new TestFolder();
        var cipher = TextKeys.OfFolder(folder.Path).LockPerson("王热工");
        Assert.Equal("王热工", TextKeys.OfFolder(folder.Path).OpenPerson(cipher));
    }
}
