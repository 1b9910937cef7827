using System.Text;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// Searchable pieces of a text: pairs of neighbouring characters, folded. Two characters are the usual Chinese word, for which a trigram
/// index is blind; longer words are several pairs and a second look at the folded text.
/// </summary>
internal static class Grams
{
    /// <summary>All pairs of the text, each once; a lone character stands for itself.</summary>
    public static string[] Of(string text)
    {
        var grams = new HashSet<string>();
        foreach (var word in WordsOf(Folding.Fold(text)))
        {
            if (word.Length == 1)
                grams.Add(word);
            for (var i = 0; i + 1 < word.Length; i++)
                grams.Add(word.Substring(i, 2));
        }
        return [.. grams];
    }

    /// <summary>How much two texts have in common: shared pairs by all pairs, from 0 to 1.</summary>
    public static double Likeness(IReadOnlyCollection<string> one, IReadOnlyCollection<string> other)
    {
        var shared = one.Intersect(other).Count();
        return shared == 0 ? 0 : (double)shared / (one.Count + other.Count - shared);
    }

    private static IEnumerable<string> WordsOf(string folded)
    {
        var word = new StringBuilder();
        foreach (var c in folded)
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c))
            {
                word.Append(c);
                continue;
            }
            if (word.Length > 0)
                yield return word.ToString();
            word.Clear();
        }
        if (word.Length > 0)
            yield return word.ToString();
    }
}
