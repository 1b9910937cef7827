using System.Text.Json.Nodes;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>What was seen before anybody complained: a place, never a person; kept for ninety days.</summary>
public sealed class EarlySignTests : IAsyncLifetime
{
    private const string Section = "STF-025";
    private ServedTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task It_is_kept_for_ninety_days_and_then_deleted()
    {
        var made = await RecordAsync();
        Assert.True(made.Status == 201, made.Body.ToJsonString());
        Assert.Single(await SignsAsync());
        _town.Clock.HoldAt(_town.Clock.GetUtcNow().AddDays(89));
        Assert.Equal("deleted 0", await _town.WorkAsync("earlySigns"));
        Assert.Single(await SignsAsync());
        _town.Clock.HoldAt(_town.Clock.GetUtcNow().AddDays(1));
        Assert.Empty(await SignsAsync());
        Assert.Equal("deleted 1", await _town.WorkAsync("earlySigns"));
        Assert.Equal(0L, await _town.Rows.ScalarAsync<long>("select count(*) from early_signs"));
    }

    [Fact]
    public async Task Whom_it_concerns_reads_with_the_code_all_that_is_kept_and_a_guess_reads_nothing()
    {
        var code = (await RecordAsync()).Body["code"]!.GetValue<string>();
        var mine = await _town.SendAsync(HttpMethod.Get, "/api/my/early-sign", null, null, ("X-Query-Code", code));
        Assert.Equal(("楼道堆放旧家具，住户在门口争执", "已劝散，联系物业清理"), (mine.Body["seen"]!.GetValue<string>(), mine.Body["step"]!.GetValue<string>()));
        var guess = await _town.SendAsync(HttpMethod.Get, "/api/my/early-sign", null, null, ("X-Query-Code", "AAAAAAAAAA"));
        Assert.Equal((404, "QUERY_CODE_WRONG"), (guess.Status, guess.Code));
        for (var tries = 2; tries < 10; tries++)
            await _town.SendAsync(HttpMethod.Get, "/api/my/early-sign", null, null, ("X-Query-Code", "AAAAAAAAAA"));
        Assert.Equal(429, (await _town.SendAsync(HttpMethod.Get, "/api/my/early-sign", null, null, ("X-Query-Code", code))).Status);
    }

    [Theory]
    [InlineData("门口争执，电话13800001234")]
    [InlineData("门口争执，电话 138 0000 1234")]
    [InlineData("证件 １１０１０１１９９００１０１００１X")]
    [InlineData("钱大妈又在门口争执")]
    public async Task A_text_that_carries_a_number_or_the_name_of_a_petitioner_is_refused_and_nothing_is_kept(string seen)
    {
        await _town.RegisterAsync();
        await _town.GetAsync(Clerk, "/api/verbs");
        var before = await _town.PictureAsync();
        var refused = await RecordAsync(seen, Clerk);
        Assert.Equal((422, "EARLY_SIGN_NAMES_PERSON", "seen"), (refused.Status, refused.Code, refused.Field));
        Assert.Contains("姓名", refused.Body["sentences"]!["zh"]!.GetValue<string>());
        Assert.Contains("nobody's name", refused.Body["sentences"]!["en"]!.GetValue<string>());
        Assert.Equal(before, await _town.PictureAsync());
    }

    [Fact]
    public async Task Whoever_may_not_read_a_petition_does_not_learn_by_trying_who_brought_it()
    {
        await _town.RegisterAsync();
        Assert.Equal(201, (await RecordAsync("钱大妈又在门口争执")).Status);
    }

    [Fact]
    public async Task The_name_of_an_accuser_does_not_come_out_by_trying()
    {
        await _town.OpenAsync(Clerk, new { channel = "letter", category = "H2", location = (string?)null, responsibleUnit = "COM-WY", text = "反映收受好处。", people = new[] { new { role = "petitioner", name = "祁举报" } } });
        Assert.Equal(201, (await RecordAsync("祁举报门口争执")).Status);
    }

    [Fact]
    public async Task Only_who_is_on_the_spot_writes_one_down_and_nothing_is_left_out()
    {
        Assert.Equal("NOT_YOUR_ROLE", (await RecordAsync(who: Police)).Code);
        Assert.Equal("NOT_YOUR_ROLE", (await _town.GetAsync(Police, "/api/early-signs")).Code);
        Assert.Equal(("FIELD_INVALID", "step"), await RefusedAsync(new { place = "NQ-S5-B02", kind = "neighbours", seen = "争执", step = " " }));
        Assert.Equal(("FIELD_INVALID", "kind"), await RefusedAsync(new { place = "NQ-S5-B02", kind = "person", seen = "争执", step = "劝散" }));
        Assert.Equal(("FIELD_INVALID", "place"), await RefusedAsync(new { place = "P:1", kind = "neighbours", seen = "争执", step = "劝散" }));
    }

    [Fact]
    public async Task The_page_writes_one_down_and_makes_no_petition_of_it()
    {
        using var leader = await PageVisitor.SignInAsync(_town, Section);
        var cases = await _town.Rows.ScalarAsync<long>("select count(*) from cases");
        var (_, shown, _) = await leader.PostAsync("/early-signs", "/early-signs", ("place", "NQ-S5-B02"), ("kind", "neighbours"), ("seen", "楼道堆放旧家具"), ("step", "联系物业清理"));
        Assert.Contains("查阅码", shown);
        Assert.Contains("楼道堆放旧家具", (await leader.GetAsync("/early-signs")).Text);
        var (status, refused, _) = await leader.PostAsync("/early-signs", "/early-signs", ("place", "NQ-S5-B02"), ("kind", "neighbours"), ("seen", "电话13800001234"), ("step", "联系物业清理"));
        Assert.Equal(422, status);
        Assert.Contains("电话13800001234", refused);
        Assert.Equal(cases, await _town.Rows.ScalarAsync<long>("select count(*) from cases"));
        var code = System.Text.RegularExpressions.Regex.Match(shown, "查阅码 ([A-Z0-9]{10})（").Groups[1].Value;
        using var resident = PageVisitor.Stranger(_town);
        Assert.Contains("楼道堆放旧家具", (await resident.PostAsync("/sign", "/sign", ("queryCode", code))).Text);
    }

    private Task<Answer> RecordAsync(string seen = "楼道堆放旧家具，住户在门口争执", string who = Section) =>
        _town.SendAsync(HttpMethod.Post, "/api/early-signs", who, new { place = "NQ-S5-B02", kind = "neighbours", seen, step = "已劝散，联系物业清理" });

    private async Task<(string?, string?)> RefusedAsync(object order) =>
        await _town.SendAsync(HttpMethod.Post, "/api/early-signs", Section, order) is var answer ? (answer.Code, answer.Field) : default;

    private async Task<JsonArray> SignsAsync() => (await _town.GetAsync(Section, "/api/early-signs")).Body["earlySigns"]!.AsArray();
}
