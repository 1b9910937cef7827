namespace Petitions.Storage;

/// <summary>The code by which a petitioner asks where the matter stands; kept as a keyed digest only.</summary>
internal static class QueryCodes
{
    public static byte[] HashOf(TextKeys keys, string code) => keys.Digest("query-code", code.Trim().ToUpperInvariant());
}
