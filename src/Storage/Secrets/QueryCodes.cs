using System.Security.Cryptography;

namespace Petitions.Storage;

/// <summary>The code by which a petitioner asks where the matter stands; kept as a keyed digest only.</summary>
internal static class QueryCodes
{
    // No 0 and O, 1, I and L: it is read out over telephones.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, 10);

    public static byte[] HashOf(TextKeys keys, string code) => keys.Digest("query-code", code.Trim().ToUpperInvariant());
}
