using System.Text.Json;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Numbers of documents bear a Chinese word for their kind, each kind its own (handbook §9.1).</summary>
public sealed class DocumentWordsTests
{
    [Fact]
    public void Every_kind_of_document_that_people_see_has_a_short_word_and_no_two_the_same()
    {
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Seeds.Folder, "..", "src", "Server", "Texts", "zh-Hans.json")))!;
        var kinds = texts.Keys.Where(k => k.StartsWith("document.", StringComparison.Ordinal)).Select(k => k["document.".Length..]).Order(StringComparer.Ordinal);
        Assert.Equal(kinds, DocumentWords.Kinds.Order(StringComparer.Ordinal));
        var words = DocumentWords.Kinds.Select(DocumentWords.Of).ToList();
        Assert.Equal(words.Count, words.Distinct().Count());
        Assert.All(words, word => Assert.True(word!.Length <= 2 && word.All(c => c > '\u4e00'), word));
    }

    [Fact]
    public void A_kind_that_a_drawing_invented_has_none() => Assert.Null(DocumentWords.Of("letter-to-the-editor"));
}
