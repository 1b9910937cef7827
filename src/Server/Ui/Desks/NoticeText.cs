using System.Text.Json;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui.Desks;

/// <summary>A notice in words: the template of the texts, filled with its facts.</summary>
public static class NoticeText
{
    public static string Of(NoticeLine notice, Say say) =>
        Of(notice.Template, JsonSerializer.Deserialize<Dictionary<string, string>>(notice.Arguments) ?? [], notice.Number, say);

    /// <param name="number">Of the petition, where the facts do not hold it.</param>
    public static string Of(string template, IReadOnlyDictionary<string, string> arguments, string number, Say say)
    {
        var facts = new Dictionary<string, string>(arguments);
        facts.TryAdd("number", number);
        var words = say.Texts.Fill(template.StartsWith("notice.", StringComparison.Ordinal) ? template : "notice." + template, facts, say.Fact);
        // Names of roles and clocks are kept small, and some sentences begin with one.
        return words.Length > 0 ? char.ToUpper(words[0], say.Texts.Culture) + words[1..] : words;
    }
}
