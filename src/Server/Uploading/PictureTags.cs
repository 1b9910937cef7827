using System.Buffers.Binary;

namespace Petitions.Server.Uploading;

/// <summary>
/// Takes out of a picture what is not the picture: position, device, owner, comments, thumbnails (handbook §10, for anonymous petitions).
/// The picture itself is not decoded; not a pixel changes.
/// </summary>
public static class PictureTags
{
    private const byte StartOfScan = 0xDA, EndOfImage = 0xD9, Comment = 0xFE, Application0 = 0xE0, Application2 = 0xE2, Application14 = 0xEE, Application15 = 0xEF;
    private static readonly string[] Kept = ["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "bKGD", "pHYs", "sPLT"];

    /// <summary>Null if the bytes do not follow the format to the end: then nobody knows what they hold.</summary>
    public static byte[]? Without(string mediaType, byte[] content) => mediaType switch
    {
        "image/jpeg" => Jpeg(content),
        "image/png" => Png(content),
        _ => content,
    };

    /// <summary>Whatever follows the end of the image goes as well: telephones put a second one with tags of its own there.</summary>
    private static byte[]? Jpeg(byte[] content)
    {
        var (kept, at) = (new MemoryStream(content.Length), 2);
        kept.Write(content, 0, 2);
        while (at + 3 < content.Length && content[at] == 0xFF)
        {
            var marker = content[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(content.AsSpan(at + 2));
            if (length < 4 || at + length > content.Length)
                return null;
            if (!IsTag(marker))
                kept.Write(content, at, length);
            at += length;
            if (marker != StartOfScan)
                continue;
            var end = EndOfScan(content, at);
            kept.Write(content, at, end - at);
            at = end;
            if (at + 1 < content.Length && content[at + 1] == EndOfImage)
            {
                kept.Write(content, at, 2);
                return kept.ToArray();
            }
        }
        return null;
    }

    /// <summary>APP0 says how to show it, APP2 holds the colours, APP14 how they are stored; every other application segment and every comment goes.</summary>
    private static bool IsTag(byte marker) =>
        marker is Comment or (> Application0 and <= Application15 and not Application2 and not Application14);

    /// <summary>In a scan FF 00 is a byte of the picture and FF D0–D7 a restart; any other marker ends it.</summary>
    private static int EndOfScan(byte[] content, int at)
    {
        while (at + 1 < content.Length && !(content[at] == 0xFF && content[at + 1] is not 0x00 and not (>= 0xD0 and <= 0xD7) and not 0xFF))
            at++;
        return at;
    }

    private static byte[]? Png(byte[] content)
    {
        const int Signature = 8, Frame = 12;
        var (kept, at) = (new MemoryStream(content.Length), Signature);
        kept.Write(content, 0, Signature);
        while (at + Frame <= content.Length)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(at));
            if (length > content.Length - at - Frame)
                return null;
            var (name, whole) = (System.Text.Encoding.ASCII.GetString(content, at + 4, 4), (int)length + Frame);
            if (Kept.Contains(name))
                kept.Write(content, at, whole);
            if (name == "IEND")
                return kept.ToArray();
            at += whole;
        }
        return null;
    }
}
