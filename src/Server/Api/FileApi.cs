using Microsoft.Net.Http.Headers;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Uploading;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Api;

/// <summary>What a file that was taken in is; the id goes into <c>attach</c>, into evidence, into a recording.</summary>
public sealed record FileReceipt(Guid FileId, string Name, string MediaType, long Size, string Sha256)
{
    public static FileReceipt Of(KeptFile file) => new(file.Id, file.Name, file.MediaType, file.Size, file.Sha256);
}

/// <summary>The doors for files: in by whoever may add to a case, out to whoever may read it.</summary>
public static class FileApi
{
    private const string Field = "file";

    public static void MapFileApi(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").RequireAuthorization(Wires.Clients).WithTags("files");
        cases.MapPost("{number}/files", async (string number, HttpContext http, Uploads uploads, Visitors visitors, CancellationToken token) =>
        {
            var actor = await visitors.ActorAsync(http);
            return await KeepAsync(http, uploads, await uploads.CaseAsync(number, actor, token), actor, token);
        }).DisableAntiforgery().WithName("keepFile").WithSummary("Takes in one file (multipart, field file) · 上传一个文件")
            .Produces<FileReceipt>(201).Produces<Problem>(400, "application/problem+json").Produces<Problem>(404, "application/problem+json");
        cases.MapGet("{number}/files/{id:guid}", OutAsync).WithName("file").WithSummary("A file of a case · 下载案卷中的文件").Produces(200, contentType: "application/octet-stream")
            .Produces<Problem>(404, "application/problem+json");
        api.MapPost("/my/{number}/files", async (string number, HttpContext http, Uploads uploads, PetitionerDoor door, CancellationToken token) =>
        {
            var (folder, actor) = await door.EnterAsync(http, number, http.Request.Headers["X-Query-Code"].ToString(), token);
            return await KeepAsync(http, uploads, folder.Loaded.Case, actor, token);
        }).DisableAntiforgery().WithTags("my").WithName("my-keepFile").Produces<FileReceipt>(201).Produces<Problem>(400, "application/problem+json");
    }

    /// <summary>Always as something to save, never shown inside our own pages: a file may be anything that looks like what it says.</summary>
    /// <exception cref="Refused">NOT_FOUND for a case that is not there for this person, and for a file that is not of this case.</exception>
    public static async Task<IResult> OutAsync(
        string number, Guid id, HttpContext http, CaseFolders folders, LibrarySource library, Storage.Files files, Visitors visitors, CancellationToken token)
    {
        var actor = await visitors.ActorAsync(http);
        var c = (await folders.OpenAsync(number, actor, token)).Loaded.Case;
        if (Cases.Access.SeesExtractOnly(actor, c, (await library.CurrentAsync(token)).Reference))
            throw Refusals.NotThere();
        var (file, content) = await files.FindAsync(c, id, token) ?? throw Refusals.NotThere();
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(file.Name);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Bytes(content, file.MediaType);
    }

    private static async Task<IResult> KeepAsync(HttpContext http, Uploads uploads, Case c, Actor actor, CancellationToken token)
    {
        if (!http.Request.HasFormContentType)
            throw Refusals.FieldInvalid(Field, "required");
        var form = await http.Request.ReadFormAsync(token);
        var given = form.Files.GetFile(Field) ?? throw Refusals.FieldInvalid(Field, "required");
        var kept = await uploads.KeepAsync(FilePlace.Of(c), c.Flags.Anonymous, Field, given, actor, token);
        return Results.Json(FileReceipt.Of(kept), CommandJson.Options, statusCode: StatusCodes.Status201Created);
    }
}
