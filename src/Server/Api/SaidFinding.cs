using Petitions.Engine.Definition;

namespace Petitions.Server.Api;

/// <summary>A finding in a definition as people and Studio read it.</summary>
/// <param name="Definition">The file or definition it was found in.</param>
/// <param name="Node">Id of the activity; "" for the definition as a whole.</param>
/// <param name="Path">Ids of the activities around it and its own, joined by colons.</param>
/// <param name="Name">What the designer sees of the activity.</param>
/// <param name="Severity">error or warning; only errors stand against publication.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Mend">How to mend it.</param>
public sealed record SaidFinding(
    string Definition, string Node, string Path, string Name, string Rule, string Severity, Sentences What, Sentences Mend)
{
    public static SaidFinding Of(string definition, DefinitionFinding finding) => new(
        definition, finding.Node, finding.NodeId, finding.Name, finding.Rule, finding.IsError ? "error" : "warning",
        new(Wrong(finding, Texts.Chinese), Wrong(finding, Texts.English)),
        new(Advice(finding, Texts.Chinese), Advice(finding, Texts.English)));

    /// <summary>In one line: the activity, what is wrong, how to mend it.</summary>
    public static string Line(SaidFinding finding, Language language)
    {
        var (what, mend) = language == Language.Chinese ? (finding.What.Zh, finding.Mend.Zh) : (finding.What.En, finding.Mend.En);
        return Texts.Of(language).Say(finding.Name.Length > 0 ? "studio.findingAt" : "studio.finding", what, mend, finding.Name);
    }

    private static string Wrong(DefinitionFinding finding, Texts texts) => texts.Say("finding." + finding.Sentence, Facts(finding, texts));

    private static string Advice(DefinitionFinding finding, Texts texts) => texts.Say($"finding.{finding.Advice}.mend", Facts(finding, texts));

    private static object?[] Facts(DefinitionFinding finding, Texts texts) =>
        [.. finding.Facts.Select(f => string.Join(texts["list.separator"], f.Split(", ").Select(w => Word(w, texts))))];

    /// <summary>Codes of states, verbs, roles and natures in words; anything else as the designer wrote it.</summary>
    private static string Word(string word, Texts texts)
    {
        foreach (var kind in (string[])["state.", "verb.", "role.", "nature."])
            if (texts.Has(kind + word)) return texts[kind + word];
        return word;
    }
}
