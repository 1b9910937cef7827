using System.Text.Json;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui.Desks;

/// <summary>A notice in words: the template of the texts, filled with its facts.</summary>
public static class NoticeText
{
    public static string Of(NoticeLine notice, Say say)
    {
        var facts = JsonSerializer.Deserialize<Dictionary<string, string>>(notice.Arguments) ?? [];
        facts.TryAdd("number", notice.Number);
        var words = say.Texts.Fill(notice.Template.StartsWith("notice.", StringComparison.Ordinal) ? notice.Template : "notice." + notice.Template, facts, say.Fact);
        // Names of roles and clocks are kept small, and some sentences begin with one.
        return words.Length > 0 ? char.ToUpper(words[0], say.Texts.Culture) + words[1..] : words;
    }
}
