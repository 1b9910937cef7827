using System.Text.RegularExpressions;
using Dapper;

namespace Petitions.Tests.Integration.Server;

/// <summary>The two forms that a petition begins with, sent without scripts: at the counter, and by a resident from a telephone.</summary>
public sealed partial class RegistrationTests : IAsyncLifetime
{
    private static readonly (string, string)[] _leak =
        [("key", "form-1"), ("title", "楼上漏水"), ("text", "四楼卫生间漏水，天花板掉皮。"), ("category", "B2"), ("location", "NQ-S1-B01"), ("people[0].role", "petitioner"), ("people[0].name", "周大爷")];

    private ServedTown _town = null!;

    public async ValueTask InitializeAsync() => _town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_resident_sends_photos_along_and_sees_with_the_query_code_that_they_arrived()
    {
        using var resident = PageVisitor.Stranger(_town);
        var sent = await resident.UploadAsync("/public", "/public", _leak, ("files", "天花板.png", Png("a")), ("files", "来信.pdf", "%PDF-1.7 letter"u8.ToArray()));
        Assert.Equal(200, sent.Status);
        Assert.Contains("已收到材料2份", sent.Text);
        var (number, code) = (Number().Match(sent.Text).Groups[1].Value, Code().Match(sent.Text).Groups[1].Value);

        var mine = await resident.PostAsync("/where", "/where", ("number", number), ("queryCode", code));
        Assert.Contains("已收到材料2份", mine.Text);
        Assert.DoesNotContain("天花板.png", mine.Text);
        var added = await resident.UploadAsync("/where", "/where/supplement", [("number", number), ("queryCode", code), ("key", "more"), ("text", "又掉了一块。")], ("files", "b.png", Png("b")));
        Assert.Contains("已收到材料3份", added.Text);

        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        var file = (await clerk.GetAsync($"/cases/{number}")).Text;
        Assert.Contains(">天花板.png</a>", file);
        Assert.Contains(">来信.pdf</a>", file);
    }

    [Fact]
    public async Task The_same_form_pressed_twice_is_one_petition_with_its_photos_once()
    {
        using var resident = PageVisitor.Stranger(_town);
        var first = await resident.UploadAsync("/public", "/public", _leak, ("files", "a.png", Png("a")));
        var second = await resident.UploadAsync("/public", "/public", _leak, ("files", "a.png", Png("a")));
        Assert.Equal(Number().Match(first.Text).Value, Number().Match(second.Text).Value);
        await using var owner = await _town.Rows.AsOwnerAsync();
        Assert.Equal((1, 1, 1), await owner.QuerySingleAsync<(int, int, int)>(
            "select (select count(*)::int from cases), (select count(*)::int from files), (select jsonb_array_length(doc -> 'attachments') from cases)"));
    }

    [Fact]
    public async Task A_file_that_is_refused_leaves_no_petition_behind_and_every_word_in_the_form()
    {
        var before = await _town.PictureAsync();
        using var resident = PageVisitor.Stranger(_town);
        foreach (var (name, content, times, why) in new[]
        {
            ("照片.exe", "MZ", 1, "不支持这种文件"), ("照片.jpg", "<script>", 1, "不支持这种文件"), ("空.pdf", "", 1, "文件是空的"), ("信.pdf", "%PDF-1", 6, "一次最多上传5个文件"),
        })
        {
            var files = Enumerable.Repeat(("files", name, System.Text.Encoding.Latin1.GetBytes(content)), times).ToArray();
            var refused = await resident.UploadAsync("/public", "/public", _leak, files);
            Assert.Equal((400, name), (refused.Status, name));
            Assert.Contains(why, refused.Text);
            Assert.Contains("天花板掉皮", refused.Text);
        }
        Assert.Equal(before, await _town.PictureAsync());
    }

    [Fact]
    public async Task At_the_counter_nothing_is_kept_until_somebody_has_looked_at_what_is_alike()
    {
        await _town.RegisterAsync();
        var before = await _town.PictureAsync();
        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        (string, string)[] entry = [.. _leak, ("channel", "visit"), ("readBack", "true")];

        var alike = await clerk.PostAsync("/register", "/register", entry);
        Assert.Contains("可能是同一事项", alike.Text);
        Assert.Equal(before, await _town.PictureAsync());
        var waiting = Hidden().Matches(alike.Text).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).Where(f => f.Item1 != "token").ToArray();
        Assert.Contains(("text", "四楼卫生间漏水，天花板掉皮。"), waiting);

        var again = await clerk.PostAsync("/register", "/register", [.. waiting, ("add", "")]);
        Assert.Contains(">四楼卫生间漏水，天花板掉皮。</textarea>", again.Text);
        Assert.Equal(before, await _town.PictureAsync());

        var done = await clerk.PostAsync("/register", "/register", [.. waiting, ("looked", "true")]);
        Assert.Contains("NQ-ZH-2026-0002", done.Text);
        await using var owner = await _town.Rows.AsOwnerAsync();
        Assert.Equal(2, await owner.QuerySingleAsync<int>("select count(*)::int from cases"));
    }

    [Fact]
    public async Task An_entry_that_is_refused_leaves_no_draft_and_goes_through_when_it_is_completed()
    {
        var before = await _town.PictureAsync();
        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        (string, string)[] late = [.. _leak, ("channel", "visit"), ("readBack", "true"), ("receivedAt", "2026-03-02T09:00")];

        var refused = await clerk.PostAsync("/register", "/register", late);
        Assert.Contains("LATE_ENTRY_REASON_REQUIRED", refused.Text);
        Assert.Equal(before, await _town.PictureAsync());

        var done = await clerk.PostAsync("/register", "/register", [.. late, ("lateReason", "下乡走访，当时没有网络。")]);
        Assert.Equal(200, done.Status);
        await using var owner = await _town.Rows.AsOwnerAsync();
        Assert.Equal("REGISTERED", await owner.QuerySingleAsync<string>("select state from cases"));
    }

    private static byte[] Png(string mark)
    {
        byte[] chunk = [0, 0, 0, (byte)mark.Length, .. "IDAT"u8, .. System.Text.Encoding.Latin1.GetBytes(mark), 0, 0, 0, 0];
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. chunk, 0, 0, 0, 0, .. "IEND"u8, 0, 0, 0, 0];
    }

    [GeneratedRegex("id=\"number\">([^<]+)<")]
    private static partial Regex Number();

    [GeneratedRegex("id=\"query-code\">([^<]+)<")]
    private static partial Regex Code();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
