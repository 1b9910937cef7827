using System.Text.Json;
using System.Text.RegularExpressions;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>Each finding says what is wrong and how to mend it, in both languages.</summary>
public sealed partial class TextsOfFindingsTests
{
    [Fact]
    public void Every_rule_that_the_checks_name_has_its_sentence_and_its_advice_in_both_languages()
    {
        var source = Source();
        var rules = Made().Matches(source).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(rules.Count > 30, string.Join(", ", rules));
        foreach (var language in (string[])["zh-Hans", "en"])
        {
            var texts = Texts(language);
            Assert.DoesNotContain(rules.SelectMany(r => new[] { $"finding.{r}", $"finding.{r}.mend" }), k => !texts.ContainsKey(k));
        }
    }

    /// <summary>Rules with several sentences (W2.changed and its like) have one advice; nothing is said that no rule can say.</summary>
    [Fact]
    public void Every_sentence_is_said_by_a_rule_and_every_variant_of_a_rule_has_its_sentence()
    {
        var source = Source();
        var variants = Variants().Matches(source).Select(m => m.Groups[1].Value).ToHashSet();
        var several = variants.Select(v => v.Split('.')[0]).ToHashSet();
        var advices = Advices().Matches(File.ReadAllText(Path.Combine(Seeds.Folder, "../src/Engine/Definition/ForeignTypes.cs"))).Select(m => m.Groups[1].Value).Distinct().ToList();
        var rules = Made().Matches(source).Select(m => m.Groups[1].Value).Concat(several).Append("unreadable").ToHashSet();
        var expected = rules.Select(r => $"finding.{r}.mend").Concat(rules.Except(several).Select(r => $"finding.{r}")).Concat(variants.Select(v => $"finding.{v}"))
            .Concat(advices.Select(a => $"finding.foreignType.{a}.mend")).ToHashSet();
        Assert.True(variants.Count > 15 && advices.Count > 5, string.Join(", ", variants.Concat(advices)));
        foreach (var language in (string[])["zh-Hans", "en"])
        {
            var said = Texts(language).Keys.Where(k => k.StartsWith("finding.", StringComparison.Ordinal)).ToHashSet();
            Assert.Empty(expected.Except(said));
            Assert.DoesNotContain(said.Except(expected), key => !source.Contains($"\"{key.Split('.')[1]}\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Both_languages_show_the_same_facts()
    {
        var (zh, en) = (Texts("zh-Hans"), Texts("en"));
        foreach (var key in en.Keys.Where(k => k.StartsWith("finding.", StringComparison.Ordinal)))
            Assert.Equal(Shown(en[key]), Shown(zh[key]));
    }

    private static string Shown(string text) => string.Join(' ', Facts().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    private static Dictionary<string, string> Texts(string language) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Seeds.Folder, "../src/Server/Texts", $"{language}.json")))!;

    private static string Source() => string.Concat(Directory.GetFiles(Path.Combine(Seeds.Folder, "../src/Engine/Definition"), "*.cs")
        .Where(f => Path.GetFileName(f) is var name && (name.StartsWith("Check", StringComparison.Ordinal) || name is "Publication.cs" or "GraphBuilder.cs"))
        .Concat(Directory.GetFiles(Path.Combine(Seeds.Folder, "../src/Cases"), "*.cs", SearchOption.AllDirectories).Where(f => f.Contains("Design", StringComparison.Ordinal)))
        .Select(File.ReadAllText));

    [GeneratedRegex(@"""(W\d+\.\w+)""")]
    private static partial Regex Variants();

    [GeneratedRegex(@"(?:\] = |"", |return )""(\w+)""")]
    private static partial Regex Advices();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Facts();

    [GeneratedRegex("""(?:DefinitionFinding\.)(?:Error|Warning|Whole)\((?:[^"()]*,)?\s*"(\w+)""")]
    private static partial Regex Made();
}
