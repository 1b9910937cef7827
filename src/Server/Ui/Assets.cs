using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;
using Petitions.Storage;

namespace Petitions.Server.Ui;

/// <summary>
/// Style sheets and scripts: the libraries that the build restored (<c>/lib</c>) and our own (<c>/app</c>, inside the program).
/// Addresses bear a digest of the content, so that browsers may keep them for a year.
/// </summary>
public static class Assets
{
    private static readonly ConcurrentDictionary<string, string> Urls = [];

    private static readonly EmbeddedFileProvider Own = new(typeof(Assets).Assembly, "Petitions.Server.Ui.Assets");

    private static readonly IFileProvider Libraries = InstalledAssets.Root is { } root && Directory.Exists(Path.Combine(root, "lib"))
        ? new PhysicalFileProvider(Path.Combine(root, "lib")) : new NullFileProvider();

    public static string Url(string path) => Urls.GetOrAdd(path, p =>
    {
        var file = p.StartsWith("/lib/", StringComparison.Ordinal) ? Libraries.GetFileInfo(p[5..]) : Own.GetFileInfo(p["/app/".Length..]);
        if (!file.Exists)
            return p;
        using var content = file.CreateReadStream();
        return p + "?v=" + Convert.ToHexStringLower(SHA256.HashData(content))[..12];
    });

    public static void UseAssets(this IApplicationBuilder app)
    {
        app.UseStaticFiles(Served("/lib", Libraries));
        app.UseStaticFiles(Served("/app", Own));
    }

    private static StaticFileOptions Served(string path, IFileProvider files) => new()
    {
        RequestPath = path, FileProvider = files,
        OnPrepareResponse = served => served.Context.Response.Headers.CacheControl =
            served.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "public, max-age=300",
    };
}
