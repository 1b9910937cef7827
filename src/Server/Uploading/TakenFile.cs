using Petitions.Cases;

namespace Petitions.Server.Uploading;

/// <summary>A file as it was sent, looked at, kept nowhere yet.</summary>
public sealed record TakenFile(string Name, string MediaType, byte[] Content)
{
    /// <exception cref="Refused">FIELD_INVALID (fileEmpty, fileTooLarge, fileType, fileName).</exception>
    public static async Task<TakenFile> ReadAsync(string field, IFormFile given, CancellationToken token)
    {
        var name = FileKinds.CleanName(given.FileName);
        if (Path.GetFileNameWithoutExtension(name).Length == 0)
            throw Refusals.FieldInvalid(field, "fileName");
        if (given.Length > FileKinds.MostBytes)
            throw Refusals.FieldInvalid(field, "fileTooLarge");
        using var bytes = new MemoryStream((int)given.Length);
        await given.CopyToAsync(bytes, token);
        var content = bytes.ToArray();
        return new(name, FileKinds.Check(field, name, content), content);
    }

    /// <summary>The same picture without what tells who took it, where and with what.</summary>
    /// <exception cref="Refused">FIELD_INVALID (fileType) for bytes that do not follow their format.</exception>
    public TakenFile WithoutTags(string field) => this with { Content = PictureTags.Without(MediaType, Content) ?? throw Refusals.FieldInvalid(field, "fileType") };

    /// <summary>What it is to a case: photo, record or evidence.</summary>
    public string Kind => MediaType.Split('/')[0] switch { "image" => "photo", "audio" or "video" => "record", _ => "evidence" };
}
