using System.Net;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Petitions.Tests.Integration.Server;

/// <summary>Files in and out over real HTTP: who may, what may, and what is left of them.</summary>
public sealed class FileTests : IAsyncLifetime
{
    private ServedTown _town = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _town = await ServedTown.OpenAsync();

    public ValueTask DisposeAsync() => _town.DisposeAsync();

    [Fact]
    public async Task A_file_is_taken_in_attached_and_comes_out_as_it_was_to_save_and_never_to_show()
    {
        var number = await _town.RegisterAsync();
        var kept = await UploadAsync("STF-008", number, "漏水照片.jpg", Jpeg("pixels"));
        Assert.Equal(201, kept.Status);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Jpeg("pixels"))), (string?)kept.Body["sha256"]);
        var id = (string)kept.Body["fileId"]!;
        await _town.DoneAsync("STF-008", number, "attach", new { fileId = id, kind = "photo", description = "天花板" });

        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        Assert.Contains($"/cases/{number}/files/{id}", (await clerk.GetAsync($"/cases/{number}")).Text);
        using var file = await clerk.OpenAsync($"/cases/{number}/files/{id}");
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
        Assert.Equal(Jpeg("pixels"), await file.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("image/jpeg", file.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("漏水照片.jpg", file.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal(200, (await _town.GetAsync("STF-008", $"/api/cases/{number}/files/{id}")).Status);
    }

    [Fact]
    public async Task The_same_bytes_twice_are_one_file_and_one_attachment()
    {
        var number = await _town.RegisterAsync();
        var first = await UploadAsync("STF-008", number, "a.pdf", "%PDF-1.7 one"u8.ToArray());
        var second = await UploadAsync("STF-008", number, "b.pdf", "%PDF-1.7 one"u8.ToArray());
        Assert.Equal((string?)first.Body["fileId"], (string?)second.Body["fileId"]);
        foreach (var _ in new[] { 1, 2 })
            await _town.DoneAsync("STF-008", number, "attach", new { fileId = (string)first.Body["fileId"]!, kind = "evidence" });
        await using var owner = await _town.Rows.AsOwnerAsync();
        Assert.Equal(1, await owner.QuerySingleAsync<int>("select count(*)::int from files"));
        Assert.Equal(1, await owner.QuerySingleAsync<int>("select jsonb_array_length(doc -> 'attachments') from cases"));
        Assert.Equal(0, await owner.QuerySingleAsync<int>("select count(*)::int from files where position('\\x255044462d'::bytea in content) > 0"));
    }

    [Theory]
    [InlineData("program.exe", "MZ", "fileType")]
    [InlineData("page.html", "<script>", "fileType")]
    [InlineData("picture.jpg", "<script>", "fileType")]
    [InlineData("paper.pdf", "", "fileEmpty")]
    [InlineData("???", "%PDF-", "fileName")]
    public async Task What_is_not_on_the_list_or_not_what_it_says_is_refused_and_nothing_is_kept(string name, string content, string why)
    {
        var number = await _town.RegisterAsync();
        var before = await _town.PictureAsync();
        var answer = await UploadAsync("STF-008", number, name, Encoding.UTF8.GetBytes(content));
        Assert.Equal((400, "FIELD_INVALID", "file"), (answer.Status, answer.Code, answer.Field));
        Assert.Contains(Petitions.Server.Texts.Chinese["invalid." + why], (string)answer.Body["sentences"]!["zh"]!);
        Assert.Contains(Petitions.Server.Texts.English["invalid." + why], (string)answer.Body["sentences"]!["en"]!);
        Assert.Equal(before, await _town.PictureAsync());
    }

    [Fact]
    public async Task Too_large_files_and_too_large_posts_are_refused_each_with_its_own_sentence()
    {
        var number = await _town.RegisterAsync();
        var before = await _town.PictureAsync();
        var file = await UploadAsync("STF-008", number, "a.pdf", [.. "%PDF-"u8, .. new byte[10 * 1024 * 1024]]);
        Assert.Equal((400, "FIELD_INVALID", "file"), (file.Status, file.Code, file.Field));
        Assert.Equal((400, "FIELD_INVALID"), await CodeAsync(_town.SendAsync(HttpMethod.Post, $"/api/cases/{number}/files", "STF-008", new { file = "x" })));
        Assert.Equal(before, await _town.PictureAsync());
    }

    [Fact]
    public async Task A_file_of_a_sealed_case_is_not_there_for_others_and_a_file_of_another_case_for_nobody()
    {
        var (open, other) = (await _town.RegisterAsync(), await _town.RegisterAsync());
        var id = (string)(await UploadAsync("STF-008", open, "a.pdf", "%PDF-1"u8.ToArray())).Body["fileId"]!;
        await _town.DoneAsync("STF-008", other, "attach", new { fileId = id, kind = "evidence" });
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(_town.GetAsync("STF-008", $"/api/cases/{other}/files/{id}")));
        var sealedOne = await _town.RegisterAsync(new { category = "H1", text = "反映某负责人收受好处。", responsibleUnit = "COM-HW" });
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(UploadAsync("STF-008", sealedOne, "a.pdf", "%PDF-1"u8.ToArray())));
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(_town.GetAsync("STF-008", $"/api/cases/{sealedOne}/files/{id}")));
        Assert.Equal(401, (await _town.SendAsync(HttpMethod.Get, $"/api/cases/{open}/files/{id}", null, null)).Status);
    }

    [Fact]
    public async Task What_lies_with_a_mixed_petition_leaves_with_the_accusation_and_only_what_was_looked_through_stays()
    {
        var number = await _town.RegisterAsync(new { category = "A8", location = "NQ-S2-B01", text = "一是退费；二是收费员收了一条烟。" });
        var bill = (string)(await UploadAsync("STF-008", number, "bill.pdf", "%PDF-bill"u8.ToArray())).Body["fileId"]!;
        var photo = (string)(await UploadAsync("STF-008", number, "smoke.pdf", "%PDF-smoke"u8.ToArray())).Body["fileId"]!;
        await _town.DoneAsync("STF-008", number, "attach", new { fileId = bill, kind = "evidence", description = "收据" });
        await _town.DoneAsync("STF-008", number, "attach", new { fileId = photo, kind = "photo", description = "收烟的照片" });
        var parts = new object[] { new { text = "退费", category = "A8" }, new { text = "收费员收了一条烟", category = "H2" } };
        Assert.Equal((400, "FIELD_INVALID"), await CodeAsync(_town.GiveAsync("STF-011", number, "split",
            new { parts, openText = "退费", openTitle = "退费", openFiles = new[] { Guid.NewGuid().ToString() } })));
        await _town.DoneAsync("STF-011", number, "split", new { parts, openText = "退费", openTitle = "退费", openFiles = new[] { bill } });
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(_town.GetAsync("STF-008", $"/api/cases/{number}/files/{photo}")));
        await _town.RunDueAsync();
        Assert.Equal((404, "NOT_FOUND"), await CodeAsync(_town.GetAsync("STF-008", $"/api/cases/{number}/files/{photo}")));
        Assert.Equal(200, (await _town.GetAsync("STF-008", $"/api/cases/{number}/files/{bill}")).Status);
        var open = (await _town.GetAsync("STF-008", $"/api/cases/{number}")).Body.ToJsonString();
        Assert.Contains(bill, open);
        Assert.DoesNotContain(photo, open);
        Assert.DoesNotContain("FilesListed", open);
        Assert.Equal(1, await _town.Rows.ScalarAsync<int>($"select count(*)::int from files f join cases c on c.root = f.root and c.case_id = f.case_id where f.id = '{photo}' and f.locked and c.sealed and c.number <> '{number}'"));
        Assert.Equal(0, await _town.Rows.ScalarAsync<int>("select count(*)::int from texts where body like '%收烟%'"));
        var accusation = await _town.Rows.ScalarAsync<string>($"select c.number from files f join cases c on c.case_id = f.case_id where f.id = '{photo}'");
        await _town.DoneAsync("STF-050", accusation, "handToDiscipline", new { to = "ENT-JW" });
        Assert.Equal(200, (await _town.GetAsync("STF-050", $"/api/cases/{accusation}/files/{photo}")).Status);
    }

    [Fact]
    public async Task The_files_of_a_petition_that_turns_out_to_be_an_accusation_go_under_its_key()
    {
        var number = await _town.RegisterAsync(new { category = "A8", location = "NQ-S2-B01", text = "收费员收了一条烟，另外请退费。" });
        var photo = (string)(await UploadAsync("STF-008", number, "smoke2.pdf", "%PDF-smoke2"u8.ToArray())).Body["fileId"]!;
        await _town.DoneAsync("STF-008", number, "attach", new { fileId = photo, kind = "photo" });
        await _town.DoneAsync("STF-011", number, "split", new { parts = new object[] { new { text = "收费员收了一条烟", category = "H2" }, new { text = "退费", category = "A8" } } });
        await _town.RunDueAsync();
        Assert.Equal(1, await _town.Rows.ScalarAsync<int>($"select count(*)::int from files where id = '{photo}' and locked"));
        await _town.DoneAsync("STF-050", number, "handToDiscipline", new { to = "ENT-JW" });
        Assert.Equal(200, (await _town.GetAsync("STF-050", $"/api/cases/{number}/files/{photo}")).Status);
    }

    [Fact]
    public async Task A_name_with_a_path_and_marks_of_direction_comes_out_clean()
    {
        var number = await _town.RegisterAsync();
        var kept = await UploadAsync("STF-008", number, "..\\..\\etc\\a\u202Efdp;x=1.pdf", "%PDF-1"u8.ToArray());
        Assert.Equal("afdpx=1.pdf", (string?)kept.Body["name"]);
    }

    [Fact]
    public async Task Where_a_picture_was_taken_does_not_stay_in_it_when_the_petition_is_anonymous()
    {
        var tagged = Jpeg("pixels", "Exif\0\0GPS 37.46N 118.49E", trailer: "second image with GPS");
        var known = await _town.RegisterAsync();
        var anonymous = await _town.RegisterAsync(new { people = Array.Empty<object>(), anonymous = true });
        Assert.Contains("GPS", await ContentAsync(known, tagged));
        var stripped = await ContentAsync(anonymous, tagged);
        Assert.DoesNotContain("GPS", stripped);
        Assert.Equal(Encoding.Latin1.GetString(Jpeg("pixels")), stripped);
        var broken = await UploadAsync("STF-008", anonymous, "a.jpg", tagged[..30]);
        Assert.Equal((400, "FIELD_INVALID"), (broken.Status, broken.Code));
    }

    [Fact]
    public async Task The_petitioner_adds_a_file_with_the_query_code_and_nobody_without_it()
    {
        var receipt = await _town.OpenAsync("STF-008");
        var (number, code) = (receipt.Body["number"]!.GetValue<string>(), receipt.Body["queryCode"]!.GetValue<string>());
        var kept = await _town.SendAsync(HttpMethod.Post, $"/api/my/{number}/files", null, Form("a.png", Png()), ("X-Query-Code", code));
        Assert.Equal(201, kept.Status);
        Assert.Equal("QUERY_CODE_WRONG", (await _town.SendAsync(HttpMethod.Post, $"/api/my/{number}/files", null, Form("a.png", Png()), ("X-Query-Code", "AAAAAAAAAA"))).Code);
    }

    [Fact]
    public async Task The_form_takes_a_file_without_scripts_and_keeps_it_when_the_rest_is_refused()
    {
        var number = await _town.RegisterAsync();
        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        var page = $"/cases/{number}/do/attach";
        var (_, form) = await clerk.GetAsync(page);
        Assert.Contains("enctype=\"multipart/form-data\"", form);
        Assert.Contains("type=\"file\"", form);

        var refused = await clerk.UploadAsync(page, page, [("kind", "photo"), ("if-match", "99")], ("upload:fileId", "屋顶.png", Png()));
        Assert.Equal(409, refused.Status);
        Assert.Contains("文件已上传", refused.Text);
        var wrong = await clerk.UploadAsync(page, page, [("kind", "photo")], ("upload:fileId", "屋顶.exe", Png()));
        Assert.Equal(400, wrong.Status);
        Assert.Contains("不支持这种文件", wrong.Text);
        var none = await clerk.UploadAsync(page, page, [("kind", "photo")]);
        Assert.Equal(400, none.Status);

        var given = await clerk.UploadAsync(page, page, [("kind", "photo")], ("upload:fileId", "屋顶.png", Png()));
        Assert.Equal($"/cases/{number}?done=attach", given.To);
        Assert.Contains(">屋顶.png</a>", (await clerk.GetAsync($"/cases/{number}")).Text);
    }

    [Fact]
    public async Task A_recording_may_stand_for_the_words_of_a_registration()
    {
        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        (string, string)[] order = [("channel", "visit"), ("category", "B2"), ("title", "楼上漏水"), ("location", "NQ-S1-B01"), ("readBack", "true")];
        Assert.Equal(422, (await clerk.UploadAsync("/register", "/register", order)).Status);
        var done = await clerk.UploadAsync("/register", "/register", order, ("upload:recording", "口述.mp3", "ID3 spoken"u8.ToArray()));
        Assert.Equal(200, done.Status);
        await using var owner = await _town.Rows.AsOwnerAsync();
        var (number, recording) = await owner.QuerySingleAsync<(string, string)>("select number, doc ->> 'recording' from cases where number is not null");
        using var file = await clerk.OpenAsync($"/cases/{number}/files/{recording}");
        Assert.Equal("ID3 spoken", await file.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task A_file_that_nobody_speaks_of_is_forgotten_after_two_days_and_one_that_is_spoken_of_stays()
    {
        var number = await _town.RegisterAsync();
        var spoken = (string)(await UploadAsync("STF-008", number, "a.pdf", "%PDF-1"u8.ToArray())).Body["fileId"]!;
        await UploadAsync("STF-008", number, "b.pdf", "%PDF-2"u8.ToArray());
        await _town.DoneAsync("STF-008", number, "attach", new { fileId = spoken, kind = "evidence" });
        using var supervisor = await PageVisitor.SignInAsync(_town, "STF-047");
        _town.Clock.HoldAt(_town.Clock.GetUtcNow().AddDays(3));
        Assert.Equal("/jobs?done=ran", (await supervisor.PostAsync("/jobs", "/jobs/run", ("job", "jobHistory"))).To);
        await using var owner = await _town.Rows.AsOwnerAsync();
        Assert.Equal(spoken, await owner.QuerySingleAsync<string>("select id::text from files"));
    }

    private async Task<string> ContentAsync(string number, byte[] content)
    {
        var id = (string)(await UploadAsync("STF-008", number, "a.jpg", content)).Body["fileId"]!;
        await _town.DoneAsync("STF-008", number, "attach", new { fileId = id, kind = "photo" });
        using var clerk = await PageVisitor.SignInAsync(_town, "STF-008");
        using var file = await clerk.OpenAsync($"/cases/{number}/files/{id}");
        return Encoding.Latin1.GetString(await file.Content.ReadAsByteArrayAsync(Token));
    }

    private Task<Answer> UploadAsync(string who, string number, string name, byte[] content) =>
        _town.SendAsync(HttpMethod.Post, $"/api/cases/{number}/files", who, Form(name, content));

    private static MultipartFormDataContent Form(string name, byte[] content) => new() { { new ByteArrayContent(content), "file", name } };

    private static async Task<(int, string?)> CodeAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Code);

    /// <summary>The smallest thing with the segments of a JPEG.</summary>
    private static byte[] Jpeg(string pixels, string? tags = null, string trailer = "")
    {
        byte[] app1 = tags is null ? [] : [0xFF, 0xE1, 0, (byte)(tags.Length + 2), .. Encoding.Latin1.GetBytes(tags), 0xFF, 0xFE, 0, 7, .. "owner"u8];
        return
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 7, .. "JFIF\0"u8, .. app1, 0xFF, 0xDB, 0, 3, 1, 0xFF, 0xDA, 0, 3, 1, .. Encoding.Latin1.GetBytes(pixels), 0xFF, 0, 0xFF, 0xD0, 7,
            0xFF, 0xD9, .. Encoding.Latin1.GetBytes(trailer),
        ];
    }

    private static byte[] Png() => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
