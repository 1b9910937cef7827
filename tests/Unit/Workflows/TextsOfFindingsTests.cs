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
        var source = string.Concat(Directory.GetFiles(Path.Combine(Seeds.Folder, "../src/Engine/Definition"), "Check*.cs")
            .Concat(Directory.GetFiles(Path.Combine(Seeds.Folder, "../src/Cases"), "*.cs", SearchOption.AllDirectories).Where(f => f.Contains("Design", StringComparison.Ordinal)))
            .Select(File.ReadAllText));
        var rules = Made().Matches(source).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(rules.Count > 30, string.Join(", ", rules));
        foreach (var language in (string[])["zh-Hans", "en"])
        {
            var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Seeds.Folder, "../src/Server/Texts", $"{language}.json")))!;
            Assert.DoesNotContain(rules.SelectMany(r => new[] { $"finding.{r}", $"finding.{r}.mend" }), k => !texts.ContainsKey(k));
        }
    }

    [GeneratedRegex("""(?:Error|Warning|Whole)\((?:\w+(?:\.\w+)*(?:\[\w+\])?, )?"(\w+)""")]
    private static partial Regex Made();
}
