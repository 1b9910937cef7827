using System.Text.Json.Nodes;
using Npgsql;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>One incident, many petitions: put in and taken out by a person, answered together, resumed after a crash.</summary>
public sealed class IncidentTests : IAsyncLifetime
{
    private ServedTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_petition_is_put_in_by_a_person_and_taken_out_with_a_reason()
    {
        var (incident, petition) = (await OpenAsync(), await LeakAsync());
        Assert.Equal([petition], Numbers((await PutInAsync(incident, petition)).Body["petitions"]));
        Assert.Equal("REASON_REQUIRED", (await TakeOutAsync(incident, petition, " ")).Code);
        var without = await TakeOutAsync(incident, petition, "另有原因，不是同一处漏水");
        Assert.Equal(200, without.Status);
        Assert.Empty(Numbers(without.Body["petitions"]));
        Assert.Equal([petition], Numbers(without.Body["suggested"]));
    }

    [Fact]
    public async Task Only_the_same_category_in_the_place_within_two_days_is_suggested()
    {
        var same = await LeakAsync();
        await LeakAsync(new { category = "A3", text = "路灯不亮。" });
        await LeakAsync(new { location = "NQ-S5-B06" });
        _town.Clock.HoldAt(_town.Clock.GetUtcNow().AddDays(3));
        await LeakAsync();
        var seen = await _town.SendAsync(HttpMethod.Post, "/api/incidents", Clerk, new { name = "供水管爆裂", place = "NQ-S1", category = "A2", happenedAt = "2026-03-04T08:00:00+08:00" });
        Assert.Equal([same], Numbers(seen.Body["suggested"]));
    }

    [Fact]
    public async Task An_answer_that_a_dead_server_left_half_done_reaches_everybody_once()
    {
        var incident = await OpenAsync();
        var petitions = new[] { await LeakAsync(), await LeakAsync(), await LeakAsync() };
        foreach (var petition in petitions)
            await PutInAsync(incident, petition);
        Assert.Equal(201, (await AnswerAsync(incident)).Status);
        // As if the server had died after telling the first and before the others, with nothing noted of any.
        await ArrangeAsync("update incident_answer_cases set outcome = null, told = 0, done_at = null");
        await ArrangeAsync("insert into incident_answers select incident, 2, body, result, why, way, proof, by_person, given_at from incident_answers");
        await ArrangeAsync("insert into incident_answer_cases (incident, no, case_number) select incident, 2, case_number from incident_answer_cases");
        await _town.RunDueAsync();
        await _town.RunDueAsync();
        Assert.Equal(6L, await _town.Rows.ScalarAsync<long>("select count(*) from notices where template = 'notice.incidentAnswer'"));
        Assert.Equal(0L, await _town.Rows.ScalarAsync<long>("select count(*) from incident_answer_cases where outcome is null or told <> 1"));
    }

    [Fact]
    public async Task What_belongs_to_no_incident_is_refused_in_both_languages_and_nothing_has_changed()
    {
        var (incident, other, petition) = (await OpenAsync(), await OpenAsync(), await LeakAsync());
        await PutInAsync(other, petition);
        var restricted = (await _town.OpenAsync(Duty, new { channel = "phone", readBack = true, category = "B6", text = "丈夫打人，我和孩子躲在外面。" })).Body["number"]!.GetValue<string>();
        await RefusesAsync(() => PutInAsync(incident, petition), 409, "ALREADY_IN_INCIDENT");
        await RefusesAsync(() => TakeOutAsync(incident, petition, "不相干"), 409, "NOT_IN_INCIDENT");
        await RefusesAsync(() => PutInAsync(incident, restricted, Duty), 422, "INCIDENT_NOT_ALLOWED");
        await RefusesAsync(() => AnswerAsync(incident), 422, "INCIDENT_EMPTY");
        await RefusesAsync(() => _town.SendAsync(HttpMethod.Post, $"/api/incidents/{other}/answers", Clerk, new { text = "已修好" }), 422, "SERVICE_PROOF_REQUIRED");
        await RefusesAsync(() => _town.SendAsync(HttpMethod.Post, $"/api/incidents/{other}/answers", Clerk, new { text = " ", proof = Sms }), 400, "FIELD_INVALID");
        await RefusesAsync(() => _town.SendAsync(HttpMethod.Post, "/api/incidents", Clerk, new { name = "爆管", place = "MARS", category = "A2" }), 400, "FIELD_INVALID");
        await RefusesAsync(() => _town.GetAsync(Clerk, "/api/incidents/NQ-ZH-2026-I999"), 404, "NOT_FOUND");
        await RefusesAsync(() => _town.GetAsync(Discipline, "/api/incidents"), 403, "NOT_YOUR_ROLE");
    }

    [Fact]
    public async Task An_accusation_does_not_exist_for_whoever_puts_petitions_together()
    {
        var incident = await OpenAsync();
        var accusation = (await _town.OpenAsync(Clerk, new { channel = "letter", category = "H2", location = (string?)null, responsibleUnit = "COM-WY", text = "反映物业负责人收受好处。" })).Body["number"]!.GetValue<string>();
        await RefusesAsync(() => PutInAsync(incident, accusation), 404, "NOT_FOUND");
    }

    [Fact]
    public async Task The_pages_open_an_incident_put_in_and_answer()
    {
        using var clerk = await PageVisitor.SignInAsync(_town, Clerk);
        var petition = await LeakAsync();
        var (_, _, to) = await clerk.PostAsync("/incidents", "/incidents", ("name", "一区供水管爆裂"), ("place", "NQ-S1"), ("category", "A2"));
        Assert.Contains("可能属于同一事件", (await clerk.GetAsync(to!)).Text);
        await clerk.PostAsync(to!, to + "/put-in", ("petition", petition));
        var (missing, refused, _) = await clerk.PostAsync(to!, to + "/answer", ("text", "十点恢复供水。"));
        Assert.Equal(422, missing);
        Assert.Contains("SERVICE_PROOF_REQUIRED", refused);
        Assert.Contains("十点恢复供水。", refused);
        await clerk.PostAsync(to!, to + "/answer", ("text", "十点恢复供水。"), ("proof.way", "electronic"), ("proof.proof", "群发短信 1"));
        Assert.Contains("1件中已送达1人次", (await clerk.GetAsync(to!)).Text);
        Assert.Contains("事件 1 起 · 信访件 1 件", (await clerk.GetAsync("/incidents")).Text);
        Assert.Contains($"/incidents/", (await clerk.GetAsync($"/cases/{petition}")).Text);
        using var foreigner = await PageVisitor.SignInAsync(_town, Clerk, "en");
        Assert.Contains("1 petitions: 1 services", (await foreigner.GetAsync(to!)).Text);
    }

    private static readonly object Sms = new { way = "electronic", proof = "群发短信 1" };

    private async Task<string> OpenAsync() =>
        (await _town.SendAsync(HttpMethod.Post, "/api/incidents", Clerk, new { name = "供水管爆裂", place = "NQ-S1", category = "A2" })).Body["incident"]!["number"]!.GetValue<string>();

    private Task<string> LeakAsync(object? changes = null)
    {
        var entry = new JsonObject { ["channel"] = "phone", ["readBack"] = true, ["category"] = "A2", ["title"] = "停水", ["text"] = "一区水管爆了，家里没有水。", ["location"] = "NQ-S1-B01" };
        if (changes is not null)
            foreach (var (name, value) in System.Text.Json.JsonSerializer.SerializeToNode(changes)!.AsObject())
                entry[name] = value?.DeepClone();
        return _town.RegisterAsync(entry);
    }

    private Task<Answer> PutInAsync(string incident, string petition, string who = Clerk) =>
        _town.SendAsync(HttpMethod.Post, $"/api/incidents/{incident}/petitions", who, new { petition });

    private Task<Answer> TakeOutAsync(string incident, string petition, string reason) =>
        _town.SendAsync(HttpMethod.Post, $"/api/incidents/{incident}/petitions/{petition}/take-out", Clerk, new { reason });

    private Task<Answer> AnswerAsync(string incident) =>
        _town.SendAsync(HttpMethod.Post, $"/api/incidents/{incident}/answers", Clerk, new { text = "管道已抢修，十点恢复供水。", proof = Sms });

    private async Task RefusesAsync(Func<Task<Answer>> order, int status, string code)
    {
        await _town.GetAsync(Duty, "/api/verbs");
        var before = await _town.PictureAsync();
        var answer = await order();
        Assert.True((answer.Status, answer.Code) == (status, code), $"{answer.Status} {answer.Body.ToJsonString()}");
        var (zh, en) = (answer.Body["sentences"]!["zh"]!.GetValue<string>(), answer.Body["sentences"]!["en"]!.GetValue<string>());
        Assert.True(zh.Any(c => c > '\u4e00') && en.Any(char.IsAsciiLetter) && zh != en, $"{zh} / {en}");
        Assert.Equal(before, await _town.PictureAsync());
    }

    private async Task ArrangeAsync(string sql)
    {
        await using var connection = await _town.Rows.AsOwnerAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static IEnumerable<string> Numbers(JsonNode? petitions) => petitions!.AsArray().Select(p => p!["number"]!.GetValue<string>());
}
