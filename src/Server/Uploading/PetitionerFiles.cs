using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Server.Uploading;

/// <summary>
/// Photos and papers that come with a petitioner's own form. They are looked at before anything is given, so that a refused file leaves
/// nothing behind, and are kept and attached once the case is there; whoever sends the form again after a crash gets those that are missing.
/// </summary>
public sealed class PetitionerFiles(Uploads uploads, CaseDesk desk)
{
    public const string Field = "files";

    public const int Most = 5;

    /// <summary>The files of a form. Of no picture is known yet whose it will be, so each must be one that its tags can be taken from.</summary>
    /// <exception cref="Refused">FIELD_INVALID (tooManyFiles, fileEmpty, fileTooLarge, fileType, fileName).</exception>
    public static async Task<IReadOnlyList<TakenFile>> ReadAsync(IFormCollection form, CancellationToken token)
    {
        var given = form.Files.Where(f => f.Name == Field && (f.Length > 0 || f.FileName.Length > 0)).ToList();
        if (given.Count > Most)
            throw Refusals.FieldInvalid(Field, "tooManyFiles");
        var files = new List<TakenFile>();
        foreach (var one in given)
        {
            files.Add(await TakenFile.ReadAsync(Field, one, token));
            files[^1].WithoutTags(Field);
        }
        return files;
    }

    /// <param name="key">Of the form, against a second press.</param>
    public async Task AttachAsync(Case c, IReadOnlyList<TakenFile> files, Actor actor, string? key, CancellationToken token)
    {
        foreach (var file in files)
        {
            var kept = await uploads.KeepAsync(FilePlace.Of(c), c.Flags.Anonymous ? file.WithoutTags(Field) : file, actor, token);
            await desk.GiveAsync(c.Key, new Attach(kept.Id.ToString(), file.Kind, file.Name), actor, new DeskTerms(null, $"{key}:{kept.Id}"), token);
        }
    }
}
