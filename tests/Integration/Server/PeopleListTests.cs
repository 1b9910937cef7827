using System.Net.Http.Headers;
using System.Text;
using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server;

/// <summary>The full list of a joint petition: pasted or as a file, every wrong line named, all or nothing.</summary>
public sealed class PeopleListTests : IAsyncLifetime
{
    private const string Wrong = "姓名,电话\n余住户,000-0000-1090\n,000-0000-1091\n卜住户,没有电话\n余住户,00000001090\n顾住户,000-0000-1093,四区,多一列";
    private ServedTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_list_is_read_line_by_line_and_every_wrong_line_is_named_in_both_languages()
    {
        await _town.GetAsync(Clerk, "/api/verbs");
        var before = await _town.PictureAsync();
        var right = await ReadAsync("余住户\t000-0000-1090\t南区四区\n\"元, 住户\",000-0000-1091\n\n孟住户");
        Assert.Equal(["余住户", "元, 住户", "孟住户"], right.Body["people"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()));
        var wrong = await ReadAsync(Wrong);
        Assert.Equal((422, "PEOPLE_LIST_INVALID", "peopleList"), (wrong.Status, wrong.Code, wrong.Field));
        Assert.Equal([("noName", "row:3"), ("noPhone", "row:4"), ("twice", "row:5"), ("tooManyColumns", "row:6")],
            wrong.Body["missing"]!.AsArray().Select(m => (m!["clause"]!.GetValue<string>(), m["field"]!.GetValue<string>())));
        Assert.Contains("第3行", wrong.Body["missing"]![0]!["sentences"]!["zh"]!.GetValue<string>());
        Assert.Contains("line 3", wrong.Body["missing"]![0]!["sentences"]!["en"]!.GetValue<string>());
        Assert.Equal(before, await _town.PictureAsync());
    }

    [Fact]
    public async Task A_joint_letter_is_registered_with_its_pasted_list_and_a_wrong_line_keeps_what_was_typed()
    {
        using var clerk = await PageVisitor.SignInAsync(_town, Clerk);
        var letter = new (string, string)[]
        {
            ("channel", "letter"), ("category", "A2"), ("text", "要求换掉老铁管。"), ("location", "NQ-S4"), ("people[0].role", "petitioner"), ("people[0].name", "伍住户"),
        };
        var (status, refused, _) = await clerk.UploadAsync("/register", "/register", [.. letter, ("peopleList", Wrong)]);
        Assert.Equal(422, status);
        Assert.Contains("第4行", refused);
        Assert.Contains("卜住户,没有电话", refused);
        Assert.Equal(0L, await _town.Rows.ScalarAsync<long>("select count(*) from cases"));
        var list = Encoding.UTF8.GetBytes("\uFEFF姓名,电话\n余住户,000-0000-1090\n元住户,000-0000-1091\n");
        await clerk.UploadAsync("/register", "/register", [.. letter, ("peopleList", "卜住户")], ("peopleFile", "名单.csv", list));
        Assert.Equal(["petitioner", "listed", "listed", "listed"],
            await _town.Rows.ListAsync<string>("select e->>'role' from cases, jsonb_array_elements(doc->'people') e where state = 'REGISTERED' order by (e->>'no')::int"));
        Assert.Equal(4, await _town.Rows.ScalarAsync<int>("select people from cases"));
    }

    private async Task<Answer> ReadAsync(string list)
    {
        using var content = new StringContent(list, Encoding.UTF8) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        return await _town.SendAsync(HttpMethod.Post, "/api/people-lists", Clerk, content);
    }
}
