using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>Of a joint petition everybody who is named follows it with a code of his own and speaks for himself alone.</summary>
public sealed class CodesOfManyTests : IAsyncLifetime
{
    private static readonly object[] Three =
    [
        new { role = "petitioner", name = "伍住户", phone = "000-0000-1001" }, new { role = "listed", name = "余住户", phone = "000-0000-1002" },
        new { role = "listed", name = "元住户", phone = "000-0000-1003" },
    ];

    private static readonly object Letter = new { channel = "letter", category = "A8", nature = "N-CLAIM", title = "停车费", text = "停车费重复扣了半年，请退还。", location = "NQ-S2-B01", people = Three };

    private ServedTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task Each_of_three_has_a_code_that_opens_the_same_matter_in_his_own_name_and_no_one_elses()
    {
        var (number, codes) = await RegisteredAsync();
        Assert.Equal(3, codes.Distinct().Count());
        foreach (var code in codes)
        {
            var seen = await MineAsync(HttpMethod.Get, number, code, "");
            Assert.Equal(200, seen.Status);
            Assert.DoesNotContain("住户", seen.Plain());
        }
        Assert.Equal(404, (await MineAsync(HttpMethod.Get, "NQ-ZH-2026-9999", codes[1], "")).Status);
        Assert.Equal("NOT_YOUR_ROLE", (await MineAsync(HttpMethod.Post, number, codes[1], "/withdraw", new { reason = "不告了", person = 1 })).Code);
        Assert.Equal(200, (await MineAsync(HttpMethod.Post, number, codes[1], "/withdraw", new { reason = "不告了" })).Status);
        Assert.Equal("2", await _town.Rows.ScalarAsync<string>("select doc->'withdrawals'->0->>'person' from cases"));
        Assert.Equal(200, (await MineAsync(HttpMethod.Post, number, codes[2], "/supplement", new { text = "附上缴费单" })).Status);
    }

    [Fact]
    public async Task Codes_are_given_once_and_lie_nowhere_in_the_database()
    {
        var first = await _town.SendAsync(HttpMethod.Post, "/api/cases", Clerk, Letter, ("Idempotency-Key", "letter-1"));
        var again = await _town.SendAsync(HttpMethod.Post, "/api/cases", Clerk, Letter, ("Idempotency-Key", "letter-1"));
        Assert.Equal(first.Body["personCodes"]!.ToJsonString(), again.Body["personCodes"]!.ToJsonString());
        Assert.Equal(2L, await _town.Rows.ScalarAsync<long>("select count(*) from person_codes"));
        foreach (var code in CodesOf(first))
            Assert.Equal(0L, await _town.Rows.ScalarAsync<long>($"select count(*) from (select cases::text as row from cases union all select idempotency::text from idempotency "
                + $"union all select person_codes::text from person_codes union all select commands::text from commands) r where r.row like '%{code}%'"));
        Assert.Empty((await _town.DoneAsync(Sorter, first.Body["number"]!.GetValue<string>(), "comment", new { text = "已转办" })).Body["personCodes"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_is_named_later_gets_a_code_and_the_others_keep_theirs()
    {
        var (number, codes) = await RegisteredAsync();
        var added = await _town.DoneAsync(Clerk, number, "addPeople", new { people = new[] { new { role = "listed", name = "孟住户", phone = "000-0000-1004" } } });
        var code = Assert.Single(added.Body["personCodes"]!.AsArray())!;
        Assert.Equal(4, code["person"]!.GetValue<int>());
        foreach (var one in codes.Append(code["code"]!.GetValue<string>()))
            Assert.Equal(200, (await MineAsync(HttpMethod.Get, number, one, "")).Status);
    }

    [Fact]
    public async Task The_code_of_a_petition_opens_what_was_split_from_it_in_the_same_name_but_never_an_accusation()
    {
        var (number, codes) = await RegisteredAsync();
        await _town.DoneAsync(Sorter, number, "split", new
        {
            parts = new object[] { new { text = "退停车费", category = "A8" }, new { text = "路灯不亮", category = "A3" }, new { text = "收费员收了一条烟", category = "H2" } },
            openText = "退停车费；路灯不亮。", openTitle = "两件事",
        });
        await _town.RunDueAsync();
        var lamp = await _town.Rows.ScalarAsync<string>("select number from cases where category = 'A3'");
        var hidden = await _town.Rows.ScalarAsync<string>("select number from cases where sealed");
        foreach (var code in codes)
        {
            Assert.Equal(200, (await MineAsync(HttpMethod.Get, lamp, code, "")).Status);
            Assert.Equal((404, "QUERY_CODE_WRONG"), ((await MineAsync(HttpMethod.Get, hidden, code, "")) is var shut ? (shut.Status, shut.Code) : default));
        }
        Assert.Equal(200, (await MineAsync(HttpMethod.Post, lamp, codes[1], "/withdraw", new { reason = "灯亮了" })).Status);
        Assert.Equal("2", await _town.Rows.ScalarAsync<string>("select doc->'withdrawals'->0->>'person' from cases where category = 'A3'"));
        var added = await _town.DoneAsync(Clerk, number, "addPeople", new { people = new[] { new { role = "listed", name = "孟住户", phone = "000-0000-1004" } } });
        var later = added.Body["personCodes"]![0]!["code"]!.GetValue<string>();
        Assert.Equal((200, 404), ((await MineAsync(HttpMethod.Get, number, later, "")).Status, (await MineAsync(HttpMethod.Get, lamp, later, "")).Status));
        using var visitor = PageVisitor.Stranger(_town);
        var (_, page, _) = await visitor.PostAsync("/where", "/where", ("number", number), ("queryCode", codes[0]));
        Assert.Contains(lamp, page);
        Assert.DoesNotContain(hidden, page);
    }

    [Fact]
    public async Task The_receipt_and_the_page_after_adding_people_show_each_name_with_its_code_for_printing()
    {
        using var clerk = await PageVisitor.SignInAsync(_town, Clerk);
        var (status, receipt, _) = await clerk.PostAsync("/register", "/register", ("channel", "letter"), ("category", "A2"), ("text", "要求换掉老铁管。"), ("location", "NQ-S4"),
            ("people[0].role", "petitioner"), ("people[0].name", "伍住户"), ("people[1].role", "listed"), ("people[1].name", "余住户"));
        Assert.Equal(200, status);
        Assert.Contains("请分别交给本人", receipt);
        Assert.Contains("余住户", receipt);
        var number = await _town.Rows.ScalarAsync<string>("select number from cases");
        var (_, added, to) = await clerk.PostAsync($"/cases/{number}/do/addPeople", $"/cases/{number}/do/addPeople", ("people[0].role", "listed"), ("people[0].name", "元住户"));
        Assert.Null(to);
        Assert.Contains("元住户", added);
        Assert.DoesNotContain("余住户", added);
        Assert.Contains("查询码只显示这一次", added);
        Assert.DoesNotContain("请分别交给本人", (await clerk.GetAsync($"/cases/{number}")).Text);
        using var english = await PageVisitor.SignInAsync(_town, Clerk, "en");
        var (_, slips, _) = await english.PostAsync($"/cases/{number}/do/addPeople", $"/cases/{number}/do/addPeople", ("people[0].role", "listed"), ("people[0].name", "顾住户"));
        Assert.Contains("Query codes of the others", slips);
    }

    private async Task<(string Number, IReadOnlyList<string> Codes)> RegisteredAsync()
    {
        var receipt = await _town.OpenAsync(Clerk, Letter);
        return (receipt.Body["number"]!.GetValue<string>(), CodesOf(receipt));
    }

    private static IReadOnlyList<string> CodesOf(Answer receipt) =>
        [receipt.Body["queryCode"]!.GetValue<string>(), .. receipt.Body["personCodes"]!.AsArray().Select(p => p!["code"]!.GetValue<string>())];

    /// <summary>From one address there are only ten tries in ten minutes; neighbours come at their own times.</summary>
    private Task<Answer> MineAsync(HttpMethod method, string number, string code, string right, object? body = null)
    {
        _town.Clock.HoldAt(_town.Clock.GetUtcNow().AddMinutes(11));
        return _town.SendAsync(method, $"/api/my/{number}{right}", null, body, ("X-Query-Code", code));
    }
}
