using System.Globalization;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

[Trait("Scenario", "19")]
public sealed class OneIncidentTests(PeopleTown people) : IClassFixture<PeopleTown>
{
    private const int Callers = 26;
    private const string HeatHandler = "STF-027", CommunitySorter = "STF-012";

    [Fact]
    public async Task Twenty_six_callers_of_one_incident_get_a_message_each_and_count_as_one_incident_and_twenty_six_petitions()
    {
        var town = people.Town;
        people.At("2026-01-20 05:50");
        var numbers = new List<string>();
        for (var caller = 1; caller <= Callers; caller++)
            numbers.Add((await people.RegisterAsync(Duty, new
            {
                channel = "phone", receivedBy = "COM", category = "J2", urgency = "emergency", location = "NQ-S4", title = "四区整片停暖", text = $"四区停暖，第{caller}位来电。",
                people = new[] { new { role = "petitioner", name = Name(caller), phone = $"000-0000-{1001 + caller}" } },
            })).Number);
        var opened = await town.SendAsync(HttpMethod.Post, "/api/incidents", Duty, new { name = "四区整片停暖", place = "NQ-S4", category = "J2" });
        Assert.True(opened.Status == 201, opened.Body.ToJsonString());
        Assert.Equal(numbers.Order(), opened.Body["suggested"]!.AsArray().Select(p => p!["number"]!.GetValue<string>()).Order());
        var incident = opened.Body["incident"]!["number"]!.GetValue<string>();
        foreach (var number in numbers)
            Assert.Equal(200, (await town.SendAsync(HttpMethod.Post, $"/api/incidents/{incident}/petitions", Duty, new { petition = number })).Status);
        // The first two have been taken into handling when the heating is back: the answer ends them, the others are told and go on.
        people.At("2026-01-20 06:15");
        foreach (var number in numbers[..2])
        {
            await town.DoneAsync(CommunitySorter, number, "accept");
            await town.DoneAsync(Duty, number, "assignHandler", new { handler = HeatHandler });
        }

        people.At("2026-01-20 09:30");
        var answered = await town.SendAsync(HttpMethod.Post, $"/api/incidents/{incident}/answers", CommunityHead, new
        {
            text = "四区主管漏点已焊好，上午九点恢复供暖。", result = "done", proof = new { way = "electronic", proof = "群发短信 0120-1" },
        });
        Assert.True(answered.Status == 201, answered.Body.ToJsonString());

        var progress = Assert.Single(answered.Body["answers"]!.AsArray())!;
        Assert.Equal((Callers, Callers, 2, 0), (Int(progress["cases"]), Int(progress["told"]), Int(progress["answered"]), Int(progress["waiting"])));
        Assert.Equal(Callers, (int)await town.Rows.ScalarAsync<long>($"select count(*) from outbox where kind = 'sms' and payload->>'template' = 'notice.incidentAnswer' and payload->'facts'->>'incident' = '{incident}'"));
        Assert.Equal(Callers, (int)await town.Rows.ScalarAsync<long>($"select count(distinct case_id) from notices where template = 'notice.incidentAnswer' and arguments->>'incident' = '{incident}'"));
        var counts = (await town.GetAsync(Duty, "/api/incidents")).Body["counts"]!;
        Assert.Equal((1, Callers, Callers), (Int(counts["incidents"]), Int(counts["petitions"]), Int(counts["people"])));
        var one = await people.CaseAsync(Duty, numbers[^1]);
        Assert.Equal((incident, "REGISTERED"), (one["incident"]!.GetValue<string>(), one["state"]!.GetValue<string>()));
        Assert.NotEqual("REGISTERED", (await people.CaseAsync(Duty, numbers[0]))["state"]!.GetValue<string>());
    }

    private static int Int(System.Text.Json.Nodes.JsonNode? node) => node!.GetValue<int>();

    private static string Name(int caller) => "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"[caller - 1].ToString(CultureInfo.InvariantCulture) + "住户";
}
