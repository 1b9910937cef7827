using Petitions.Cases;

namespace Petitions.Server.Api;

/// <summary>A refusal as it leaves the house (problem+json, RFC 9457): stable code, field path, sentences in both languages.</summary>
/// <param name="Type">Always <c>urn:petitions:CODE</c>; codes are stable, sentences are not.</param>
/// <param name="Field">Path in the command, for example <c>results[0].basis</c>; null where it is about none.</param>
/// <param name="Missing">Every clause or field that is missing, where there may be several.</param>
/// <param name="Offered">With NOT_OFFERED: the verbs that are.</param>
/// <param name="Current">With STALE_VERSION: where the case stands now.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Code, string? Field, Sentences Sentences, IReadOnlyList<MissingFact> Missing,
    IReadOnlyList<string> Offered, CurrentFacts? Current = null)
{
    public static Problem Of(Refused refused, Reference reference)
    {
        var (zh, en) = (Sentence(refused, new Say(Texts.Chinese, reference)), Sentence(refused, new Say(Texts.English, reference)));
        return new($"urn:petitions:{refused.Code}", en, refused.Status, refused.Code, refused.Field, new(zh, en),
            [.. refused.Missing.Select(m => new MissingFact(m.Clause, m.Field, new(MissingIn(m, Texts.Chinese), MissingIn(m, Texts.English))))],
            refused is { Code: "NOT_OFFERED", Arguments: [_, string offered] } ? offered.Split(", ", StringSplitOptions.RemoveEmptyEntries) : [])
        {
            Findings = [.. refused.Findings.Select(f => SaidFinding.Of(refused.Arguments.FirstOrDefault() as string ?? "", f))],
        };
    }

    /// <summary>With DEFINITION_REFUSED: everything found in the drawing.</summary>
    public IReadOnlyList<SaidFinding> Findings { get; init; } = [];

    /// <summary>The sentence of the refusal, its facts said in the language of <paramref name="say"/>.</summary>
    public static string Sentence(Refused refused, Say say) =>
        say.Texts.Say("refusal." + refused.Code, [.. WhyOf(refused).Select(a => Argument(a, say))]);

    /// <summary>A field that is wrong without a word why is said to be so, instead of nothing between brackets.</summary>
    private static IReadOnlyList<object?> WhyOf(Refused refused) =>
        refused.Code == "FIELD_INVALID" && refused.Arguments.FirstOrDefault() is null or "" ? ["unsaid"] : refused.Arguments;

    /// <summary>One missing thing: the clause and the field in words.</summary>
    public static string MissingIn(MissingItem item, Texts texts) =>
        texts.Say("missing", texts.Or("clause." + item.Clause, texts.Or("invalid." + item.Clause, item.Clause)), FieldIn(item, texts));

    /// <summary>The field of a missing thing in words: <c>causes.root</c>, <c>rectification.planning.proof</c> …</summary>
    public static string FieldIn(MissingItem item, Texts texts) =>
        item.Field.StartsWith("person:", StringComparison.Ordinal) ? item.Field["person:".Length..]
        : item.Field.StartsWith("row:", StringComparison.Ordinal) ? texts.Say("missing.row", item.Field["row:".Length..])
        : texts.Or("missing." + item.Field, texts.Or("missing." + item.Field.Split('.')[0], texts.Or("field." + LastOf(item.Field), item.Field)));

    /// <summary><c>parts[2].text</c> → <c>text</c>.</summary>
    public static string LastOf(string path) => path.Split('.')[^1].Split('[')[0];

    private static string Argument(object? argument, Say say) => argument switch
    {
        null => "",
        DateOnly day => say.Day(day),
        DateTimeOffset moment => say.Moment(moment),
        string list when list.Contains(", ", StringComparison.Ordinal) => string.Join(say.Texts["list.separator"], list.Split(", ").Select(w => Word(w, say))),
        string word => Word(word, say),
        _ => Convert.ToString(argument, say.Texts.Culture) ?? "",
    };

    private static string Word(string word, Say say) =>
        say.Texts.Has(word) ? say.Texts[word] : say.Texts.Or("verb." + word, say.Texts.Or("invalid." + word, say.Texts.Or("metric." + word, say.Fact("word", word))));
}

public sealed record Sentences(string Zh, string En);

public sealed record MissingFact(string Clause, string Field, Sentences Sentences);

public sealed record CurrentFacts(int FactVersion, string State, string StateZh, string StateEn);
