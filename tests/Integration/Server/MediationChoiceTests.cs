using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>A mediation over HTTP with everything that people may choose in it, and its pages.</summary>
public sealed class MediationChoiceTests
{
    private const string NextMediator = "STF-014";

    private static readonly object Signed = new { way = "signed", proof = "签收" };

    [Fact]
    public async Task The_mediator_is_replaced_a_third_party_joins_and_pays_in_parts()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ConsentedAsync(town);
        await town.DoneAsync(Mediator, number, "replaceMediator", new { party = 2, refused = Mediator, chosen = NextMediator });
        Assert.Contains(number, (await town.GetAsync(NextMediator, "/api/tasks")).Plain());
        await town.DoneAsync(NextMediator, number, "joinMediation", new { name = "房东老许", partiesAgree = true, phone = "13700001111" });
        Assert.Equal("CONSENT_MISSING", (await AgreeAsync(town, number, [1, 2])).Code);
        await town.DoneAsync(NextMediator, number, "recordConsent", new { party = 3, consents = true });
        Assert.Equal("AGREEMENT_INCOMPLETE", (await AgreeAsync(town, number, [1, 2])).Code);
        Assert.Equal(200, (await AgreeAsync(town, number, [1, 2, 3])).Status);
        await town.DoneAsync(NextMediator, number, "recordPerformance", new { item = 1, doneOn = "2026-03-04", amount = 100 });
        using var pages = await PageVisitor.SignInAsync(town, NextMediator);
        var page = (await pages.GetAsync($"/cases/{number}")).Text;
        foreach (var words in new[] { "已付100元", "共同申请司法确认", "房东老许", "履行方式：现金当面付清" })
            Assert.Contains(words, page);
        var paper = (await pages.GetAsync($"/cases/{number}/agreement")).Text;
        foreach (var words in new[] { "调解协议书", "钱大妈", "一区1号楼401", "房东老许", "四楼漏水属实", "赔偿三百元", "履行方式：现金当面付清", "2026年3月20日（周五）前履行" })
            Assert.Contains(words, paper);
        using var inEnglish = await PageVisitor.SignInAsync(town, NextMediator, "en");
        Assert.Contains("way: 现金当面付清", (await inEnglish.GetAsync($"/cases/{number}/agreement")).Text);
        await town.DoneAsync(NextMediator, number, "endByMediation", new { proof = Signed });
    }

    [Fact]
    public async Task A_recused_mediator_leaves_a_question_to_the_estate_office_and_the_next_one_goes_on()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ConsentedAsync(town);
        var due = await town.Rows.ScalarAsync<DateTime>("select due_at from clocks where code = 'CLK-MED30'");
        await town.DoneAsync(EstateHead, number, "recuseHandler", new { person = Mediator, reason = "与一方是亲戚" });
        Assert.Equal("HANDLER_RECUSED", (await town.GiveAsync(Mediator, number, "recordSession", new { place = "调解室", record = "双方陈述" })).Code);
        Assert.Equal("MEDIATOR_REFUSED", (await town.GiveAsync(NextMediator, number, "replaceMediator", new { party = 0, refused = Mediator, chosen = Mediator })).Code);
        using var pages = await PageVisitor.SignInAsync(town, EstateHead);
        Assert.Contains(number, (await town.GetAsync(EstateHead, "/api/tasks")).Plain());
        Assert.Contains("更换调解员", (await pages.GetAsync("/tasks")).Text);
        Assert.Equal(200, (await pages.GetAsync($"/cases/{number}/do/replaceMediator")).Status);
        await town.DoneAsync(EstateHead, number, "replaceMediator", new { party = 0, refused = Mediator, chosen = NextMediator });
        Assert.Contains("依法回避", (await pages.GetAsync($"/cases/{number}")).Text);
        Assert.Equal(0, await town.Rows.ScalarAsync<long>("select count(*) from tasks where kind = 'replaceMediator' and status = 'open'"));
        Assert.Equal(due, await town.Rows.ScalarAsync<DateTime>("select due_at from clocks where code = 'CLK-MED30' and status = 'running'"));
        await town.DoneAsync(NextMediator, number, "recordSession", new { place = "调解室", record = "双方陈述" });
    }

    [Fact]
    public async Task What_is_known_of_a_party_is_printed_on_the_agreement_masked_for_others_and_encrypted_in_the_database()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ConsentedAsync(town);
        Assert.Equal("FIELD_INVALID", (await town.GiveAsync(Mediator, number, "describeParty", new { party = 2, sex = "x" })).Code);
        await town.DoneAsync(Mediator, number, "describeParty", new { party = 2, sex = "female", age = 61, idKind = "residentId", idNumber = "000000196501010021", occupation = "退休职工" });
        await town.DoneAsync(Mediator, number, "replaceMediator", new { party = 2, refused = Mediator, chosen = NextMediator });
        Assert.Equal(200, (await AgreeAsync(town, number, [1, 2])).Status);
        using var pages = await PageVisitor.SignInAsync(town, NextMediator);
        var paper = (await pages.GetAsync($"/cases/{number}/agreement")).Text;
        foreach (var words in new[] { "女、61岁", "居民身份证 000000196501010021", "退休职工" })
            Assert.Contains(words, paper);
        using var handler = await PageVisitor.SignInAsync(town, Handler);
        var seen = (await handler.GetAsync($"/cases/{number}")).Text;
        Assert.Contains("退休职工", seen);
        Assert.DoesNotContain("000000196501010021", seen);
        var overseen = (await town.GetAsync(Supervisor, $"/api/cases/{number}")).Plain();
        foreach (var words in new[] { "000000196501010021", "退休职工", "\"age\"" })
            Assert.DoesNotContain(words, overseen);
        Assert.Equal(0L, await town.Rows.ScalarAsync<long>("select count(*) from (select doc::text as row from cases union all select payload::text from audit union all select body::text from commands "
            + "union all select texts::text from texts union all select encode(cipher, 'escape') from person_texts) r where row like '%000000196501010021%' or row like '%退休职工%'"));
    }

    [Fact]
    public async Task What_may_become_a_crime_reaches_the_police_and_the_dissuasion_is_printed_on_request()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await ConsentedAsync(town);
        Assert.Equal(404, (await town.GetAsync(Police, $"/api/cases/{number}")).Status);
        await town.DoneAsync(Mediator, number, "reportSuspectedCrime", new { what = "一方扬言持刀上门" });
        Assert.Equal(200, (await town.GetAsync(Police, $"/api/cases/{number}")).Status);
        await town.DoneAsync(Mediator, number, "recordDissuasion", new { by = "南区居委会", on = "2026-03-04", text = "上门劝说，请夜间不要敲墙" });
        foreach (var (language, heading) in new[] { ("zh-Hans", "劝阻、调解、处理记录"), ("en", "Record of dissuasion") })
        {
            using var pages = await PageVisitor.SignInAsync(town, Police, language);
            Assert.Contains("/dissuasion", (await pages.GetAsync($"/cases/{number}")).Text);
            var text = (await pages.GetAsync($"/cases/{number}/dissuasion")).Text;
            Assert.Contains(heading, text);
            Assert.Contains("上门劝说，请夜间不要敲墙", text);
        }
        using var stranger = await PageVisitor.SignInAsync(town, "STF-078");
        Assert.Equal(404, (await stranger.GetAsync($"/cases/{number}/dissuasion")).Status);
    }

    [Fact]
    public async Task What_the_court_mediated_is_recorded_with_its_effect()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await HandledAsync(town);
        await town.DoneAsync(EstateHead, number, "recordCourtMediation", new { agreed = true, terms = "三日内赔偿", document = "(2026)调12号", on = "2026-03-03" });
        Assert.Equal("MEDIATION_ALREADY_CONFIRMED", (await town.GiveAsync(Mediator, number, "proposeMediation", new { mediators = new[] { Mediator } })).Code);
        using var pages = await PageVisitor.SignInAsync(town, EstateHead);
        Assert.Contains("法院调解书(2026)调12号", (await pages.GetAsync($"/cases/{number}")).Text);
        Assert.Equal(404, (await pages.GetAsync($"/cases/{number}/agreement")).Status);
        foreach (var verb in new[] { "recordCourtMediation", "recordPoliceMediation" })
            Assert.Equal(200, (await pages.GetAsync($"/cases/{number}/do/{verb}")).Status);
    }

    private static Task<Answer> AgreeAsync(ServedTown town, string number, int[] signedBy) => town.GiveAsync(NextMediator, number, "recordAgreement", new
    {
        form = "written", facts = "四楼漏水属实", terms = "赔偿三百元", promises = new[] { new { what = "赔偿", way = "现金当面付清", keepBy = "2026-03-20", amount = 300 } }, signedBy,
        mediatorSigned = true, committeeSeal = true,
    });

    internal static async Task<string> HandledAsync(ServedTown town)
    {
        var number = await town.RegisterAsync();
        await town.DoneAsync(Sorter, number, "accept", new { noticeServed = Signed });
        await town.DoneAsync(EstateHead, number, "assignHandler", new { handler = Handler });
        return number;
    }

    /// <summary>A quarrel between two neighbours that both agreed to have mediated, on 4 March.</summary>
    internal static async Task<string> ConsentedAsync(ServedTown town)
    {
        var number = await HandledAsync(town);
        await town.DoneAsync(Mediator, number, "proposeMediation", new { mediators = new[] { Mediator } });
        await town.DoneAsync(Mediator, number, "recordConsent", new { party = 1, consents = true });
        await town.DoneAsync(Mediator, number, "recordConsent", new { party = 2, consents = true });
        return number;
    }
}
