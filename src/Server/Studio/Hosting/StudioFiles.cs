using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Petitions.Storage;

namespace Petitions.Server.Studio.Hosting;

/// <summary>
/// The files of the Studio package below <c>/studio/</c>. Each lies there three times, plain and compressed twice: the smallest that the browser takes
/// is sent, under the type of the plain one. Names that bear a digest are kept for a year, the others are asked for again and answered "not modified".
/// </summary>
public static partial class StudioFiles
{
    public const string Base = "/studio/";

    /// <summary>What the pages of Studio may do: WebAssembly, its own inline styles, its own workers; nothing from elsewhere.</summary>
    public const string Policy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'self'; form-action 'self'";

    private static readonly string? Root = InstalledAssets.Root is { } root && Directory.Exists(Path.Combine(root, "studio")) ? Path.GetFullPath(Path.Combine(root, "studio")) : null;

    private static readonly ConcurrentDictionary<string, string> Tags = [];

    private static readonly FileExtensionContentTypeProvider Types = new()
    {
        Mappings = { [".wasm"] = "application/wasm", [".dat"] = "application/octet-stream", [".ttf"] = "font/ttf", [".cur"] = "image/x-icon", [".scss"] = "text/plain" },
    };

    public static void UseStudioFiles(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (!http.Request.Path.Value!.StartsWith(Base, StringComparison.Ordinal) || Find(http.Request.Path.Value[Base.Length..]) is not { } file)
            await next(http);
        else if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        else
            await SendAsync(http, file);
    });

    private static async Task SendAsync(HttpContext http, string file)
    {
        var (sent, encoding) = Chosen(http.Request.Headers.AcceptEncoding, file);
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.CacheControl = Digest().IsMatch(Path.GetFileName(file)) ? "public, max-age=31536000, immutable" : "public, no-cache";
        headers.ETag = Tags.GetOrAdd(sent, TagOf);
        headers.Vary = "Accept-Encoding";
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(headers.ETag.ToString(), StringComparison.Ordinal))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        http.Response.ContentType = Types.TryGetContentType(file, out var type) ? type : "application/octet-stream";
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        http.Response.ContentLength = new FileInfo(sent).Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.SendFileAsync(sent, http.RequestAborted);
    }

    /// <summary>Null for what is no file of the package; the compressed ones have no address of their own.</summary>
    private static string? Find(string path)
    {
        if (Root is null || path.Length == 0 || path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal) || path == "package.json")
            return null;
        var file = Path.GetFullPath(Path.Combine(Root, path));
        return file.StartsWith(Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(file) ? file : null;
    }

    private static (string File, string? Encoding) Chosen(StringValues accepted, string file)
    {
        foreach (var (name, ending) in (ReadOnlySpan<(string, string)>)[("br", ".br"), ("gzip", ".gz")])
            if (Takes(accepted, name) && File.Exists(file + ending))
                return (file + ending, name);
        return (file, null);
    }

    private static bool Takes(StringValues accepted, string encoding) =>
        Microsoft.Net.Http.Headers.StringWithQualityHeaderValue.TryParseList(accepted, out var list) && list.Any(e => e.Value == encoding && e.Quality is not 0);

    private static string TagOf(string file)
    {
        using var content = File.OpenRead(file);
        return $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..20]}\"";
    }

    [GeneratedRegex(@"\.[a-z0-9]{10}\.")]
    private static partial Regex Digest();
}
