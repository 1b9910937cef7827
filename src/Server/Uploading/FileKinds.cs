using Petitions.Cases;

namespace Petitions.Server.Uploading;

/// <summary>What may be taken in: the ending must be known, and the bytes must be what it says (handbook §10).</summary>
public static class FileKinds
{
    public const int MostBytes = 10 * 1024 * 1024, LongestName = 100;

    private static readonly Dictionary<string, (string MediaType, Func<byte[], bool> Is)> All = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = ("image/jpeg", IsJpeg), [".jpeg"] = ("image/jpeg", IsJpeg), [".png"] = ("image/png", b => Begins(b, 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A)),
        [".pdf"] = ("application/pdf", b => Begins(b, "%PDF-"u8)),
        [".docx"] = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", IsZip),
        [".xlsx"] = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", IsZip),
        [".mp3"] = ("audio/mpeg", b => Begins(b, "ID3"u8) || b.Length > 1 && b[0] == 0xFF && (b[1] & 0xE0) == 0xE0),
        [".wav"] = ("audio/wav", b => Begins(b, "RIFF"u8) && Has(b, 8, "WAVE"u8)), [".amr"] = ("audio/amr", b => Begins(b, "#!AMR"u8)),
        [".m4a"] = ("audio/mp4", b => Has(b, 4, "ftyp"u8)), [".mp4"] = ("video/mp4", b => Has(b, 4, "ftyp"u8)),
    };

    /// <summary>For the browser's file dialog.</summary>
    public static string Accepted => string.Join(',', All.Keys);

    /// <summary>The media type of a file of this name with these bytes.</summary>
    /// <exception cref="Refused">FIELD_INVALID (fileEmpty, fileTooLarge, fileType) at <paramref name="field"/>.</exception>
    public static string Check(string field, string name, byte[] content)
    {
        if (content.Length == 0)
            throw Refusals.FieldInvalid(field, "fileEmpty");
        if (content.Length > MostBytes)
            throw Refusals.FieldInvalid(field, "fileTooLarge");
        return All.TryGetValue(Path.GetExtension(name), out var kind) && kind.Is(content) ? kind.MediaType : throw Refusals.FieldInvalid(field, "fileType");
    }

    /// <summary>The name alone, without a path of either system, control and direction marks or anything a header or a disk would stumble over.</summary>
    public static string CleanName(string given)
    {
        var bare = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. bare.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format && !"<>:\"|?*;".Contains(c))]).Trim(' ', '.');
        var (stem, ending) = (Path.GetFileNameWithoutExtension(clean), Path.GetExtension(clean));
        return stem.Length + ending.Length <= LongestName ? clean : stem[..Math.Max(1, LongestName - ending.Length)] + ending;
    }

    private static bool IsJpeg(byte[] b) => Begins(b, 0xFF, 0xD8, 0xFF);

    private static bool IsZip(byte[] b) => Begins(b, 0x50, 0x4B, 0x03, 0x04);

    private static bool Begins(byte[] content, params ReadOnlySpan<byte> mark) => content.AsSpan().StartsWith(mark);

    private static bool Has(byte[] content, int at, ReadOnlySpan<byte> mark) => content.Length >= at + mark.Length && content.AsSpan(at).StartsWith(mark);
}
