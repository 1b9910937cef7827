using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>Which words say who somebody is, and how the same person is found again.</summary>
internal static class PersonalWords
{
    public static bool IsPersonal(TextKind kind) => kind is TextKind.Name or TextKind.Phone or TextKind.Address or TextKind.IdNumber or TextKind.SafeContact
        or TextKind.PersonData;

    /// <summary>A keyed digest of the folded words; null for kinds that are not compared (addresses, safe contacts, sex, age, work).</summary>
    public static byte[]? HashOf(TextKeys keys, TextKind kind, string words)
    {
        var folded = kind switch
        {
            TextKind.Name or TextKind.IdNumber => Folding.FoldName(words),
            TextKind.Phone => Folding.FoldPhone(words),
            _ => "",
        };
        return folded.Length < 2 ? null : keys.Digest(kind.ToString(), folded);
    }

    /// <summary>A keyed digest of how a name sounds; null for everything else.</summary>
    public static byte[]? SoundOf(TextKeys keys, TextKind kind, string words) =>
        kind == TextKind.Name && Folding.FoldName(words) is { Length: >= 2 } folded ? keys.Digest("Sound", NameSounds.Of(folded)) : null;
}
