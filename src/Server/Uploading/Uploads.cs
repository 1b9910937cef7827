using Microsoft.Extensions.Primitives;
using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Uploading;

/// <summary>Takes files in: checked, without the tags of pictures where nobody may learn who took them, kept; a form then speaks of them by their ids.</summary>
public sealed class Uploads(Storage.Files files, CaseFolders folders, LibrarySource library)
{
    /// <summary>An input of a page: <c>upload:recording</c> fills the member, <c>uploads:causes[0].evidence</c> adds to the list.</summary>
    public const string One = "upload:", Several = "uploads:";

    /// <summary>Keeps one file of a case.</summary>
    /// <exception cref="Refused">FIELD_INVALID (fileEmpty, fileTooLarge, fileType, fileName).</exception>
    public async Task<KeptFile> KeepAsync(FilePlace place, bool anonymous, string field, IFormFile given, Actor actor, CancellationToken token)
    {
        var file = await TakenFile.ReadAsync(field, given, token);
        return await KeepAsync(place, anonymous ? file.WithoutTags(field) : file, actor, token);
    }

    /// <summary>Keeps what was read before.</summary>
    public Task<KeptFile> KeepAsync(FilePlace place, TakenFile file, Actor actor, CancellationToken token) =>
        files.KeepAsync(place, file.Name, file.MediaType, file.Content, actor.Id, token);

    /// <summary>The case, if this person may read it and may add to it.</summary>
    /// <exception cref="Refused">NOT_FOUND, NOT_YOUR_ROLE.</exception>
    public async Task<Case> CaseAsync(string number, Actor actor, CancellationToken token)
    {
        var c = (await folders.OpenAsync(number, actor, token)).Loaded.Case;
        return Petitions.Cases.Access.MayGive(RuleBook.Handbook.For("attach")!, actor, c, (await library.CurrentAsync(token)).Reference) ? c : throw Refusals.NotYourRole("attach");
    }

    /// <summary>The form with the ids of its files in their members; what was chosen is kept even if the order is refused, and need not be chosen again.</summary>
    public async Task<IFormCollection> TakenInAsync(IFormCollection form, Func<Task<(FilePlace Place, bool Anonymous)>> where, Actor actor, CancellationToken token)
    {
        var given = form.Files.Where(f => f.Length > 0 || f.FileName.Length > 0).ToList();
        if (given.Count == 0)
            return form;
        var fields = form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var (place, anonymous) = await where();
        foreach (var file in given)
        {
            var list = file.Name.StartsWith(Several, StringComparison.Ordinal);
            var path = file.Name[(file.Name.IndexOf(':', StringComparison.Ordinal) + 1)..];
            var id = (await KeepAsync(place, anonymous, path, file, actor, token)).Id.ToString();
            // What was typed stays last, where the form shows it again.
            fields[path] = list ? StringValues.Concat(id, fields.GetValueOrDefault(path, "")) : id;
            if (path == "fileId" && string.IsNullOrWhiteSpace(fields.GetValueOrDefault("description")))
                fields["description"] = FileKinds.CleanName(file.FileName);
        }
        return new FormCollection(fields);
    }
}
