using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Petitions.Tests.Integration.Server;

/// <summary>What holds at the door whatever the verb: who comes in, in which order it is checked, what a second press does.</summary>
public sealed class DoorTests : IClassFixture<DoorTests.Shared>
{
    private readonly ServedTown _town;

    public DoorTests(Shared shared) => _town = shared.Town;

    [Fact]
    public async Task Nobody_gives_an_order_without_a_token()
    {
        var answer = await _town.SendAsync(HttpMethod.Post, "/api/cases", null, new { channel = "visit" });
        Assert.Equal(401, answer.Status);
    }

    [Fact]
    public async Task Whatever_a_page_is_dressed_in_is_served()
    {
        var page = await _town.Http.GetStringAsync("/sign-in");
        var parts = Regex.Matches(page, "(?:href|src)=\"(/(?:app|lib)/[^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.Contains(parts, p => p.Contains("site.css", StringComparison.Ordinal));
        foreach (var part in parts)
            Assert.True((await _town.Http.GetAsync(part)).IsSuccessStatusCode, part);
    }

    [Fact]
    public async Task Whoever_asks_beforehand_until_when_a_clock_runs_is_told_the_day_and_each_day_of_its_count()
    {
        var told = await _town.GetAsync("STF-011", "/api/clocks/CLK-OBJECT5WD/due?from=2026-02-12T16:10:00%2B08:00&unit=COM-WY");
        Assert.Equal((200, "2026-02-26", 5), (told.Status, told.Body["effectiveDue"]!.GetValue<string>(), told.Body["counted"]!.AsArray().Count));
        Assert.Equal("到期：2026年2月26日（周四）24:00。", told.Body["zh"]!.AsArray()[^3]!.GetValue<string>());
        Assert.Equal((404, "NOT_FOUND"), Refusal(await _town.GetAsync("STF-011", "/api/clocks/CLK-NONE/due?from=2026-02-12T16:10:00%2B08:00")));
        var unreadable = await _town.GetAsync("STF-011", "/api/clocks/CLK-OBJECT5WD/due?from=tomorrow");
        Assert.Equal((400, "FIELD_INVALID", "from"), (unreadable.Status, unreadable.Code, unreadable.Field));
        Assert.Equal(401, (await _town.SendAsync(HttpMethod.Get, "/api/clocks/CLK-OBJECT5WD/due?from=2026-02-12T16:10:00%2B08:00", null, null)).Status);
    }

    [Fact]
    public async Task Beyond_the_published_years_the_answer_is_that_the_calendar_is_missing_and_never_a_guess()
    {
        var before = await _town.PictureAsync();
        Assert.Equal((422, "CALENDAR_NOT_PUBLISHED"), Refusal(await _town.GetAsync("STF-011", "/api/clocks/CLK-SIMPLE10WD/due?from=2026-12-28T09:00:00%2B08:00")));
        Assert.Equal(before, await _town.PictureAsync());
        var days = await _town.GetAsync("STF-011", "/api/clocks/CLK-HANDLE60/due?from=2026-12-28T09:00:00%2B08:00");
        Assert.Equal((200, "2027-02-26"), (days.Status, days.Body["effectiveDue"]!.GetValue<string>()));
    }

    private static (int, string?) Refusal(Answer answer) => (answer.Status, answer.Code);

    [Fact]
    public async Task A_wrong_password_is_refused_and_five_of_them_lock_the_account()
    {
        for (var i = 0; i < 5; i++)
            await _town.Http.PostAsJsonAsync("/api/sign-in", new { userName = "stf-040", password = "wrong" });
        var locked = await Answer.OfAsync(await _town.Http.PostAsJsonAsync("/api/sign-in", new { userName = "stf-040", password = "petitions-demo" }));
        Assert.Equal((429, "LOCKED_OUT"), (locked.Status, locked.Code));
    }

    [Fact]
    public async Task The_same_idempotency_key_has_one_effect_and_one_receipt()
    {
        var first = await _town.OpenAsync("STF-008", null, ("Idempotency-Key", "counter-7"));
        var picture = await _town.PictureAsync();
        var second = await _town.OpenAsync("STF-008", null, ("Idempotency-Key", "counter-7"));
        Assert.Equal(first.Body["number"]!.GetValue<string>(), second.Body["number"]!.GetValue<string>());
        Assert.Equal(first.Body["queryCode"]!.GetValue<string>(), second.Body["queryCode"]!.GetValue<string>());
        Assert.Equal(picture, await _town.PictureAsync());
    }

    [Fact]
    public async Task A_form_filled_against_older_facts_is_refused_with_where_the_case_stands_now()
    {
        var number = await _town.RegisterAsync();
        var before = (await _town.GetAsync("STF-011", $"/api/cases/{number}")).ETag!;
        await _town.DoneAsync("STF-011", number, "askSupplement", new { items = new[] { "漏水照片" } });
        var stale = await _town.GiveAsync("STF-011", number, "accept", new { }, ("If-Match", before));
        Assert.Equal((409, "STALE_VERSION"), (stale.Status, stale.Code));
        Assert.Equal("WAITING_SUPPLEMENT", stale.Body["current"]!["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_sealed_petition_answers_others_as_one_that_never_was()
    {
        var number = await _town.RegisterAsync(new { category = "H1", text = "反映某负责人收受好处。", responsibleUnit = "COM-HW" });
        var handedOver = await _town.GetAsync("STF-008", $"/api/cases/{number}");
        var absent = await _town.GetAsync("STF-008", "/api/cases/NQ-ZH-2026-9999");
        Assert.Equal(404, handedOver.Status);
        Assert.Equal(absent.Body.ToJsonString(), handedOver.Body.ToJsonString());
        var accept = await _town.GiveAsync("STF-041", number, "accept");
        Assert.Equal((404, absent.Body.ToJsonString()), (accept.Status, accept.Body.ToJsonString()));
    }

    [Fact]
    public async Task A_member_that_nobody_knows_is_named_and_nothing_is_lost_silently()
    {
        var number = await _town.RegisterAsync();
        var answer = await _town.GiveAsync("STF-011", number, "accept", new { procedur = "simple" });
        Assert.Equal((400, "FIELD_INVALID", "procedur"), (answer.Status, answer.Code, answer.Field));
    }

    [Fact]
    public async Task A_word_outside_the_vocabulary_is_refused_before_the_desk()
    {
        var number = await _town.RegisterAsync();
        var answer = await _town.GiveAsync("STF-011", number, "transfer", new { to = "COM-WY", kind = "throw" });
        Assert.Equal((400, "FIELD_INVALID", "kind"), (answer.Status, answer.Code, answer.Field));
    }

    [Fact]
    public async Task A_role_that_may_not_is_told_so_in_both_languages()
    {
        var number = await _town.RegisterAsync();
        var answer = await _town.GiveAsync("STF-008", number, "notAccept", new { ground = "outsideScope", nextDoor = "COM" });
        Assert.Equal((403, "NOT_YOUR_ROLE"), (answer.Status, answer.Code));
        Assert.NotEqual(answer.Body["sentences"]!["zh"]!.GetValue<string>(), answer.Body["sentences"]!["en"]!.GetValue<string>());
        Assert.Equal("application/problem+json", answer.ContentType);
    }

    [Fact]
    public async Task The_petitioner_sees_state_and_date_with_the_code_and_nothing_without_it()
    {
        var receipt = await _town.OpenAsync("STF-008");
        var (number, code) = (receipt.Body["number"]!.GetValue<string>(), receipt.Body["queryCode"]!.GetValue<string>());
        var seen = await _town.SendAsync(HttpMethod.Get, $"/api/my/{number}", null, null, ("X-Query-Code", code));
        Assert.Equal((200, "REGISTERED"), (seen.Status, seen.State));
        Assert.DoesNotContain("漏水", seen.Body.ToJsonString());
        var guessed = await _town.SendAsync(HttpMethod.Get, $"/api/my/{number}", null, null, ("X-Query-Code", "AAAAAAAAAA"));
        Assert.Equal((404, "QUERY_CODE_WRONG"), (guessed.Status, guessed.Code));
    }

    [Fact]
    public async Task The_description_names_every_verb_and_every_code()
    {
        var text = await _town.Http.GetStringAsync("/openapi/v1.json");
        foreach (var rule in Petitions.Cases.RuleBook.Handbook.Rules.Where(r => r.Kind is not (Petitions.Cases.VerbKind.System or Petitions.Cases.VerbKind.Creates)))
            Assert.Contains($"/api/cases/{{number}}/{rule.Verb}\"", text);
        Assert.Contains("CLOSE_BLOCKED_ACCOUNTABILITY", text);
    }

    public sealed class Shared : IAsyncLifetime
    {
        public ServedTown Town { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Town = await ServedTown.OpenAsync();

        public ValueTask DisposeAsync() => Town.DisposeAsync();
    }
}
