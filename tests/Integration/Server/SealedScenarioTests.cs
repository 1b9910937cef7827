using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Cases;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>Accusations behind every door of the server (scenario 8): for whoever is no discipline officer they are what was never registered.</summary>
public sealed partial class SealedScenarioTests
{
    private const string Officer = "STF-050", NeverGiven = "NQ-2026-9999", Accuser = "裴举证", Phone = "13611112222", Words = "收了十二条香烟";

    private static readonly string[] Secrets = [Accuser, Phone, Words, "反映站长收好处", "证据在仓库"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Scenario", "8")]
    public async Task A_sealed_petition_is_behind_no_door_for_the_accused_unit_nor_for_anybody_else()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await HandedOverAsync(town);
        var id = await town.Rows.ScalarAsync<Guid>($"select case_id from cases where number = '{number}'");
        await BreakEverythingAsync(town, number);
        foreach (var who in new[] { Handler, Head, CommunityHead, Leader, Supervisor, Sorter, Clerk, Duty, Police, Admin(town) })
        {
            // The brake on query codes counts ten minutes.
            town.Clock.HoldAt(town.Clock.GetUtcNow().AddMinutes(11));
            using var pages = await PageVisitor.SignInAsync(town, who);
            foreach (var path in Doors(town).SelectMany(Asked))
            {
                var sealedAnswer = await ReadAsync(town, pages, who, path.Replace("{number}", number).Replace("{id}", id.ToString()));
                AssertSilent(sealedAnswer.Text, number, id, $"{who} {path}");
                if (!path.Contains("{number}") && !path.Contains("{id}"))
                    continue;
                var never = await ReadAsync(town, pages, who, path.Replace("{number}", NeverGiven).Replace("{id}", Guid.Empty.ToString()));
                Assert.True(Plain(never, NeverGiven) == Plain(sealedAnswer, number), $"{who} {path}: {sealedAnswer} is not {never}");
            }
            foreach (var verb in who is not (Handler or Head or Sorter) ? [] : RuleBook.Handbook.Rules.Where(r => r.Kind is not (VerbKind.System or VerbKind.Creates)).Select(r => r.Verb))
            {
                var (one, other) = (await town.GiveAsync(who, number, verb), await town.GiveAsync(who, NeverGiven, verb));
                Assert.Equal((other.Status, Plain(other.Plain(), NeverGiven)), (one.Status, Plain(one.Plain(), number)));
            }
        }
    }

    [Fact]
    public async Task The_discipline_desk_works_with_it_and_every_reading_leaves_a_trace()
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await RegisteredAsync(town);
        var sorted = await town.GetAsync(Sorter, $"/api/cases/{number}");
        Assert.Equal((200, "反映站长收好处"), (sorted.Status, sorted.Body["case"]!["title"]!.GetValue<string>()));
        foreach (var secret in Secrets.Where(s => s != "反映站长收好处"))
            Assert.DoesNotContain(secret, sorted.Plain());
        Assert.DoesNotContain("COM-WY", sorted.Plain());
        await town.DoneAsync(Sorter, number, "handToDiscipline", new { to = "ENT-JW" });
        Assert.Equal(404, (await town.GetAsync(Sorter, $"/api/cases/{number}")).Status);
        Assert.Equal(200, (await town.GetAsync(Officer, $"/api/cases/{number}")).Status);
        using var page = await PageVisitor.SignInAsync(town, Officer);
        foreach (var (path, shows) in new[] { ("/sealed", number), ($"/cases/{number}", Accuser), ($"/cases/{number}", "查阅记录"), ($"/cases/{number}/do/tellAccuser", "实名受理告知") })
            Assert.Contains(shows, (await page.GetAsync(path)).Text);
        Assert.DoesNotContain("反映站长收好处", (await page.GetAsync("/sealed")).Text + (await page.GetAsync("/notices")).Text + (await page.GetAsync("/tasks")).Text);
        Assert.Equal([Sorter, Officer], await town.Rows.ListAsync<string>("select distinct reader from sealed_reads order by 1"));
        await using var app = await town.Rows.AsAppAsync();
        await using var forget = app.CreateCommand();
        forget.CommandText = "delete from sealed_reads";
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => forget.ExecuteNonQueryAsync(Token))).SqlState);
    }

    [Fact]
    public async Task What_was_said_lies_in_no_open_table_as_plain_words()
    {
        await using var town = await ServedTown.OpenAsync();
        await HandedOverAsync(town);
        foreach (var table in await town.Rows.ListAsync<string>("select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"))
            foreach (var secret in Secrets)
                Assert.True(await town.Rows.ScalarAsync<long>($"select count(*) from {table} t where t::text like '%{secret}%'") == 0, $"{table} holds {secret}");
        Assert.Equal(0, await town.Rows.ScalarAsync<long>("select (select count(*) from texts) + (select count(*) from person_texts)"));
    }

    [Fact]
    public async Task An_anonymous_accusation_has_no_notice_clock_and_its_look_up_code_shows_the_outcome()
    {
        await using var town = await ServedTown.OpenAsync();
        var opened = await town.OpenAsync(Clerk, new
        {
            channel = "letter", category = "H3", location = (string?)null, text = "夜里拉走旧油管", people = Array.Empty<object>(), anonymous = true,
        });
        var (number, code) = (opened.Body["number"]!.GetValue<string>(), opened.Body["queryCode"]!.GetValue<string>());
        await town.DoneAsync(Sorter, number, "handToDiscipline");
        await town.DoneAsync(Officer, number, "concludeAccusation", new { result = "notUpheld", findings = "经查不属实" });
        Assert.Equal(["CLK-SEAL1WD"], await town.Rows.ListAsync<string>("select code from clocks"));
        var seen = await town.SendAsync(HttpMethod.Get, $"/api/my/{number}", null, null, ("X-Query-Code", code));
        Assert.Equal((200, "ANSWERED", "不属实"), (seen.Status, seen.State, seen.Body["outcome"]!["zh"]!.GetValue<string>()));
        Assert.DoesNotContain("油管", seen.Plain());
        Assert.DoesNotContain("经查", seen.Plain());
        foreach (var table in await town.Rows.ListAsync<string>("select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"))
            Assert.Equal(0, await town.Rows.ScalarAsync<long>($"select count(*) from {table} t where t::text ~ '127[.]0[.]0[.]1|::1,|User-Agent'"));
    }

    private static async Task<string> RegisteredAsync(ServedTown town) => await town.RegisterAsync(new
    {
        channel = "letter", category = "H2", location = (string?)null, responsibleUnit = "COM-WY", title = "反映站长收好处", text = $"物业站长{Words}。",
        people = new[] { new { role = "petitioner", name = Accuser, phone = Phone } },
    });

    private static async Task<string> HandedOverAsync(ServedTown town)
    {
        var number = await RegisteredAsync(town);
        await town.DoneAsync(Sorter, number, "handToDiscipline", new { to = "ENT-JW" });
        await town.DoneAsync(Officer, number, "comment", new { text = "证据在仓库" });
        await town.DoneAsync(Officer, number, "escalateByHand", new { reason = "证据在仓库，人手不够" });
        await town.RunDueAsync();
        return number;
    }

    /// <summary>A timer, a message and the workflows of the case stand still, as after five failures.</summary>
    private static async Task BreakEverythingAsync(ServedTown town, string number)
    {
        await using var owner = await town.Rows.AsOwnerAsync();
        await using var command = owner.CreateCommand();
        command.CommandText =
            $"""
            update timers set parked_at = now(), parked_reason = 'NOT_FOUND', tries = 5;
            update workflow_instances set parked = true, parked_reason = 'TIMED_OUT';
            update outbox set parked_at = now(), last_error = 'NOT_FOUND', delivered_at = null, tries = 5;
            insert into notices (root, case_id, no, person, template, arguments, action, told_at, not_before)
            select root, case_id, 9000 + n, 'STF-' || lpad(n::text, 3, '0'), 'notice.duty', '{"{}"}', true, now(), now() from cases, generate_series(1, 90) n where number = '{number}';
            insert into tasks (root, case_id, no, kind, role, unit, assignee, offers, opened_at, status)
            select root, case_id, 9000 + n, 'coHandling', 'R-HANDLER', 'COM-WY', 'STF-' || lpad(n::text, 3, '0'), array[]::text[], now(), 'open'
            from cases, generate_series(1, 90) n where number = '{number}';
            """;
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>Every address that can be read, as its route is written.</summary>
    private static IEnumerable<string> Doors(ServedTown town) => town.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Where(p => !p.StartsWith("/assets", StringComparison.Ordinal) && !p.Contains("**")).Distinct();

    /// <summary>The address with what may be asked of it.</summary>
    private static IEnumerable<string> Asked(string route)
    {
        var path = Parameter().Replace(route, m => m.Groups[1].Value switch { "number" => "{number}", "id" or "case" => "{id}", "verb" => "comment", _ => "1" });
        yield return path;
        if (path is not ("/api/cases" or "/cases"))
            yield break;
        foreach (var query in new[] { $"text={Uri.EscapeDataString(Words)}", "text=%E9%A6%99%E7%83%9F", "category=H2", "nature=N-ACCUSE", "flag=sealed", "unit=ENT-JW", "state=TRANSFERRED", "handler=STF-050" })
            yield return $"{path}?{query}";
    }

    private static async Task<(int Status, string Text)> ReadAsync(ServedTown town, PageVisitor pages, string who, string path)
    {
        if (!path.StartsWith("/api/", StringComparison.Ordinal))
            return await pages.GetAsync(path);
        var answer = await town.GetAsync(who, path);
        return (answer.Status, answer.Plain());
    }

    private static void AssertSilent(string text, string number, Guid id, string where)
    {
        // A search field shows what was typed into it.
        foreach (var secret in Secrets.Where(s => !where.Contains(Uri.EscapeDataString(s), StringComparison.Ordinal)))
            Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where} says {secret}");
        // A page may repeat what it was asked for; a list may not know it.
        if (!where.Contains("{number}") && !where.Contains("{id}"))
            Assert.False(text.Contains(number, StringComparison.Ordinal) || text.Contains(id.ToString(), StringComparison.Ordinal), $"{where} knows {number}");
    }

    private static (int, string) Plain((int Status, string Text) answer, string number) => (answer.Status, Plain(answer.Text, number));

    private static string Plain(string text, string number) => Changing().Replace(text.Replace(number, "N"), "");

    private static string Admin(ServedTown town) =>
        town.Services.GetRequiredService<Petitions.Storage.LibrarySource>().CurrentAsync(Token).AsTask().Result.Reference.Holders(Roles.Admin).FirstOrDefault()?.Id ?? Supervisor;

    [GeneratedRegex(@"\{([a-zA-Z]+)[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("""name="token" value="[^"]*"|"traceId":"[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}""")]
    private static partial Regex Changing();
}
