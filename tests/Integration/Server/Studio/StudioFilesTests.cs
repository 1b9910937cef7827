namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>The package's files as a browser fetches them.</summary>
public sealed class StudioFilesTests(StudioTown studio) : IClassFixture<StudioTown>
{
    [Theory]
    [InlineData("_framework/blazor.webassembly.js", "gzip, deflate, br", "br", "text/javascript", "public, no-cache")]
    [InlineData("_framework/blazor.webassembly.js", "gzip", "gzip", "text/javascript", "public, no-cache")]
    [InlineData("_framework/blazor.webassembly.js", "br;q=0", null, "text/javascript", "public, no-cache")]
    [InlineData("_content/MudBlazor/MudBlazor.min.css", "br", "br", "text/css", "public, no-cache")]
    public async Task The_smallest_form_that_the_browser_takes_is_sent_under_the_right_type(string file, string accepts, string? encoding, string type, string caching)
    {
        var town = studio.Town;
        using var browser = StudioVisitor.Stranger(town);
        var answer = await browser.GetAsync("/studio/" + file, ("Accept-Encoding", accepts));
        Assert.Equal((200, encoding, type, caching, "Accept-Encoding"),
            (answer.Status, answer.Headers.GetValueOrDefault("Content-Encoding"), answer.Headers["Content-Type"], answer.Headers["Cache-Control"], answer.Headers["Vary"]));
        var again = await browser.GetAsync("/studio/" + file, ("Accept-Encoding", accepts), ("If-None-Match", answer.Headers["ETag"]));
        Assert.Equal((304, ""), (again.Status, again.Text));
    }

    [Fact]
    public async Task Files_whose_name_bears_a_digest_are_kept_for_a_year()
    {
        var town = studio.Town;
        using var browser = StudioVisitor.Stranger(town);
        var folder = Path.Combine(Petitions.Storage.InstalledAssets.Root!, "studio", "_framework");
        var assembly = Path.GetFileName(Directory.EnumerateFiles(folder, "Elsa.Studio.Core.*.wasm").First(f => !f.Contains("BlazorWasm", StringComparison.Ordinal)));
        var answer = await browser.GetAsync("/studio/_framework/" + assembly, ("Accept-Encoding", "br"));
        Assert.Equal(("application/wasm", "public, max-age=31536000, immutable"), (answer.Headers["Content-Type"], answer.Headers["Cache-Control"]));
    }

    [Theory]
    [InlineData("/studio/package.json")]
    [InlineData("/studio/_framework/dotnet.js.br")]
    [InlineData("/studio/nowhere.js")]
    public async Task Nothing_else_is_served(string path)
    {
        var town = studio.Town;
        using var browser = StudioVisitor.Stranger(town);
        Assert.Equal(404, (await browser.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Only_the_page_of_Studio_may_compile_and_only_our_own_pages_may_frame_it()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var around = await designer.GetAsync("/studio/definitions/petition/edit");
        Assert.DoesNotContain("wasm-unsafe-eval", around.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("src=\"/studio/desk/definitions/petition\"", around.Text, StringComparison.Ordinal);
        var inside = await designer.GetAsync("/studio/desk/definitions/petition");
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval';", inside.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", inside.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", inside.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_addresses_that_Studio_pushes_lead_to_our_pages()
    {
        var town = studio.Town;
        using var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer);
        var pushed = await designer.GetAsync("/studio/workflows/definitions/petition/edit");
        Assert.Equal((302, "/studio/definitions/petition/edit"), (pushed.Status, pushed.Headers["Location"]));
    }
}
