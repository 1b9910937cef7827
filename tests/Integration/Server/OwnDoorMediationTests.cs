using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>What a petitioner decides about her own mediation, with number and query code at "where is my case" (people's mediation law, art. 17, 19, 23).</summary>
public sealed class OwnDoorMediationTests : IAsyncLifetime
{
    private const string NextMediator = "STF-014";

    private ServedTown _town = null!;
    private PageVisitor _resident = null!;
    private string _number = "", _code = "";

    public async ValueTask InitializeAsync()
    {
        _town = await ServedTown.OpenAsync();
        _resident = PageVisitor.Stranger(_town);
        var receipt = await _town.OpenAsync(Clerk);
        (_number, _code) = (receipt.Body["number"]!.GetValue<string>(), receipt.Body["queryCode"]!.GetValue<string>());
        await _town.DoneAsync(Sorter, _number, "accept", new { noticeServed = new { way = "signed", proof = "签收" } });
        await _town.DoneAsync(EstateHead, _number, "assignHandler", new { handler = Handler });
    }

    public async ValueTask DisposeAsync()
    {
        _resident.Dispose();
        await _town.DisposeAsync();
    }

    [Fact]
    public async Task Before_anybody_proposes_a_mediation_the_door_offers_none_and_refuses_a_word_about_it()
    {
        var page = await _resident.PostAsync("/where", "/where", ("number", _number), ("queryCode", _code));
        Assert.DoesNotContain("/where/recordConsent", page.Text);
        Assert.Equal(422, (await UseAsync("recordConsent", ("party", "1"), ("consents", "true"))).Status);
        Assert.Equal(422, (await UseAsync("replaceMediator", ("party", "1"), ("refused", Mediator), ("chosen", NextMediator))).Status);
    }

    [Fact]
    public async Task She_says_yes_at_her_own_door_and_with_the_other_side_s_yes_the_mediation_is_open()
    {
        await ProposeAsync();
        Assert.Equal(200, (await UseAsync("recordConsent", ("party", "1"), ("consents", "true"))).Status);
        await _town.DoneAsync(Mediator, _number, "recordConsent", new { party = 2, consents = true });
        Assert.Equal(200, (await SessionAsync()).Status);
    }

    [Fact]
    public async Task She_refuses_at_her_own_door_and_the_mediator_is_told_and_may_only_end()
    {
        await ProposeAsync();
        Assert.Equal(200, (await UseAsync("recordConsent", ("party", "1"), ("consents", "false"))).Status);
        Assert.Equal(["notice.mediationRefused"], await ToldAsync(Mediator));
        Assert.Equal("MEDIATION_REFUSED_BY_PARTY", (await SessionAsync()).Code);
    }

    [Fact]
    public async Task She_ends_a_mediation_that_is_under_way_at_any_time()
    {
        await ProposeAsync();
        await UseAsync("recordConsent", ("party", "1"), ("consents", "true"));
        await _town.DoneAsync(Mediator, _number, "recordConsent", new { party = 2, consents = true });
        Assert.Equal(200, (await SessionAsync()).Status);
        Assert.Equal(200, (await UseAsync("recordConsent", ("party", "1"), ("consents", "false"))).Status);
        Assert.Equal(["notice.mediationRefused"], await ToldAsync(Mediator));
        Assert.Equal("MEDIATION_REFUSED_BY_PARTY", (await SessionAsync()).Code);
        await _town.DoneAsync(Mediator, _number, "endMediation", new { ground = "refused", otherWays = new[] { "court" } });
    }

    [Fact]
    public async Task Nobody_speaks_for_the_other_side_nor_without_the_query_code()
    {
        await ProposeAsync();
        Assert.Equal(403, (await UseAsync("recordConsent", ("party", "2"), ("consents", "true"))).Status);
        Assert.Equal(403, (await UseAsync("replaceMediator", ("party", "2"), ("refused", Mediator), ("chosen", NextMediator))).Status);
        Assert.Equal(404, (await _resident.PostAsync("/where", "/where/recordConsent",
            ("number", _number), ("queryCode", "00000000"), ("key", "x"), ("party", "1"), ("consents", "true"))).Status);
        Assert.Empty(await ToldAsync(Mediator));
    }

    [Fact]
    public async Task She_chooses_another_mediator_and_both_mediators_are_told()
    {
        await ProposeAsync();
        Assert.Equal(200, (await UseAsync("replaceMediator", ("party", "1"), ("refused", Mediator), ("chosen", NextMediator))).Status);
        Assert.Equal(["notice.mediatorReplaced"], await ToldAsync(Mediator));
        Assert.Equal(["notice.mediatorChosen"], await ToldAsync(NextMediator));
        Assert.Contains(_number, (await _town.GetAsync(NextMediator, "/api/tasks")).Plain());
    }

    [Fact]
    public async Task Nobody_is_chosen_who_does_not_mediate_and_nobody_refused_who_is_not_the_mediator()
    {
        await ProposeAsync();
        Assert.Equal(400, (await UseAsync("replaceMediator", ("party", "1"), ("refused", Mediator), ("chosen", Handler))).Status);
        Assert.Equal(400, (await UseAsync("replaceMediator", ("party", "1"), ("refused", Handler), ("chosen", NextMediator))).Status);
        Assert.Empty(await ToldAsync(Mediator));
    }

    [Fact]
    public async Task A_refused_mediator_does_not_come_back()
    {
        await ProposeAsync();
        await UseAsync("replaceMediator", ("party", "1"), ("refused", Mediator), ("chosen", NextMediator));
        var back = await UseAsync("replaceMediator", ("party", "1"), ("refused", NextMediator), ("chosen", Mediator));
        Assert.Equal(422, back.Status);
        Assert.Equal(["notice.mediatorReplaced"], await ToldAsync(Mediator));
    }

    private Task ProposeAsync() => _town.DoneAsync(Mediator, _number, "proposeMediation", new { mediators = new[] { Mediator } });

    private Task<Answer> SessionAsync() => _town.GiveAsync(Mediator, _number, "recordSession", new { place = "调解室", record = "双方陈述" });

    private Task<(int Status, string Text, string? To)> UseAsync(string right, params (string Name, string Value)[] values) =>
        _resident.PostAsync("/where", "/where/" + right, [("number", _number), ("queryCode", _code), ("key", Guid.CreateVersion7().ToString()), .. values]);

    private Task<List<string>> ToldAsync(string person) =>
        _town.Rows.ListAsync<string>($"select template from notices where person = '{person}' and template like 'notice.mediat%' order by no");
}
