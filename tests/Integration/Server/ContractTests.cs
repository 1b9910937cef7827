using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>Responsibility contracts over HTTP: drawn up, countersigned, replaced by a new version; as API and as page.</summary>
public sealed class ContractTests
{
    private static readonly object[] Lines = [new { metric = "M-02", target = 98, weight = 60 }, new { metric = "M-13", target = 0, weight = 40 }];

    [Fact]
    public async Task A_contract_is_in_force_when_the_head_of_the_unit_has_countersigned_and_a_change_is_a_new_version()
    {
        await using var town = await ServedTown.OpenAsync();
        Assert.Equal((403, "NOT_YOUR_ROLE"), Code(await DrawAsync(town, Head)));
        Assert.Equal((403, "NOT_YOUR_ROLE"), Code(await DrawAsync(town, CommunityHead, "GOV-TOWN")));
        Assert.Equal((400, "FIELD_INVALID"), Code(await DrawAsync(town, CommunityHead, "COM-XX")));
        Assert.Equal((403, "NOT_YOUR_ROLE"), Code(await town.GetAsync(Clerk, "/api/contracts")));

        Assert.Equal(201, (await DrawAsync(town, CommunityHead)).Status);
        foreach (var other in new[] { CommunityHead, EstateHead, Handler })
            Assert.Equal((403, "NOT_YOUR_ROLE"), Code(await SignAsync(town, other, 1)));
        Assert.Equal((404, "NOT_FOUND"), Code(await SignAsync(town, Head, 7)));
        var both = await Task.WhenAll(SignAsync(town, Head, 1), SignAsync(town, Head, 1));
        Assert.Equal([200, 409], both.Select(a => a.Status).Order());
        Assert.Equal("CONTRACT_NOT_WAITING", both.Single(a => a.Status == 409).Code);

        Assert.Equal(2, (int)(await DrawAsync(town, Leader)).Body["version"]!);
        Assert.Equal(["2 waiting", "1 inForce"], await StatesAsync(town));
        await DrawAsync(town, CommunityHead);
        Assert.Equal((409, "CONTRACT_NOT_WAITING"), Code(await SignAsync(town, Head, 2)));
        await SignAsync(town, Head, 3);
        Assert.Equal(["3 inForce", "2 replaced", "1 replaced"], await StatesAsync(town));

        await using var app = await town.Rows.AsAppAsync();
        await using var change = app.CreateCommand();
        change.CommandText = "update contracts set lines = '[]'";
        Assert.Equal("42501", (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken))).SqlState);
    }

    [Fact]
    public async Task On_the_page_it_is_drawn_up_and_signed_in_both_languages_and_no_use_of_a_right_can_be_chosen()
    {
        await using var town = await ServedTown.OpenAsync();
        using var drawer = await PageVisitor.SignInAsync(town, CommunityHead);
        var (status, text) = await drawer.GetAsync("/contracts");
        Assert.Equal(200, status);
        Assert.Contains("责任书", text);
        Assert.DoesNotContain("\"M-07\"", text);
        (string, string)[] form = [("unit", "COM-WY"), ("year", "2026"), ("lines[0].metric", "M-02"), ("lines[0].target", "98"), ("lines[0].weight", "90")];
        var refused = await drawer.PostAsync("/contracts", "/contracts", form);
        Assert.Equal(400, refused.Status);
        Assert.Contains("合计应为100", refused.Text);
        refused = await drawer.PostAsync("/contracts", "/contracts", [.. form, ("lines[1].metric", "M-07"), ("lines[1].target", "0"), ("lines[1].weight", "10")]);
        Assert.Equal(422, refused.Status);
        Assert.Contains("重复信访率", refused.Text);
        Assert.Equal("/contracts?done=drawn", (await drawer.PostAsync("/contracts", "/contracts", [.. form, ("lines[1].metric", "M-13"), ("lines[1].target", "0"), ("lines[1].weight", "10")])).To);

        using var signer = await PageVisitor.SignInAsync(town, Head, "en");
        Assert.Contains("waits for the unit", (await signer.GetAsync("/contracts")).Text);
        Assert.Equal("/contracts?done=signed", (await signer.PostAsync("/contracts", "/contracts/countersign", ("unit", "COM-WY"), ("year", "2026"), ("version", "1"))).To);
        text = (await signer.GetAsync("/contracts")).Text;
        Assert.Contains("in force", text);
        Assert.DoesNotContain("/contracts/countersign", text);
        using var clerk = await PageVisitor.SignInAsync(town, Clerk);
        Assert.Equal(403, (await clerk.GetAsync("/contracts")).Status);
    }

    private static Task<Answer> DrawAsync(ServedTown town, string who, string unit = "COM-WY") =>
        town.SendAsync(HttpMethod.Post, "/api/contracts", who, new { unit, year = 2026, lines = Lines });

    private static Task<Answer> SignAsync(ServedTown town, string who, int version) =>
        town.SendAsync(HttpMethod.Post, $"/api/contracts/COM-WY/2026/{version}/countersign", who, new { });

    private static async Task<IEnumerable<string>> StatesAsync(ServedTown town) =>
        (await town.GetAsync(Supervisor, "/api/contracts")).Body["contracts"]!.AsArray().Select(c => $"{c!["version"]} {c["state"]}");

    private static (int, string?) Code(Answer answer) => (answer.Status, answer.Code);
}
