using Petitions.Cases;
using Petitions.Server;
using Petitions.Server.Api;
using Petitions.Server.Workers;

namespace Petitions.Tests.Integration.Server;

/// <summary>Everything the product may have to say has words in both languages.</summary>
public sealed class TextsTests
{
    public static TheoryData<string> Needed()
    {
        var rules = RuleBook.Handbook.Rules.Select(r => "verb." + r.Verb);
        var states = Enum.GetValues<CaseState>().SelectMany(s => new[] { "state." + s.Code(), "where." + s.Code() });
        var events = typeof(CaseEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CaseEvent)) && !t.IsAbstract).Select(t => "event." + char.ToLowerInvariant(t.Name[0]) + t.Name[1..]);
        var refusals = typeof(Refusals).GetMethods().Where(m => m.ReturnType == typeof(Refused)).Select(m => "refusal." + CodeOf(m));
        var others = Natures.All.Select(n => "nature." + n).Concat(Schedule.All.SelectMany(w => new[] { "job." + w.Name, "schedule." + w.Name })).Concat(Vocabulary.Keys)
            .Concat(Enum.GetNames<MediationStatus>().Select(s => "mediation." + s)).Concat(Enum.GetNames<SupervisionStatus>().Select(s => "supervision." + s))
            .Concat(Enum.GetNames<AccountabilityStatus>().Select(s => "accountability." + s)).Concat(Accountability.Measures.Select(m => "measure." + m))
            .Concat(Accountability.EducationForms.Select(f => "educationForm." + f));
        return [.. rules.Concat(states).Concat(events).Concat(refusals).Concat(others).Distinct().Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Needed))]
    public void Every_word_is_there_in_both_languages(string key)
    {
        Assert.True(Texts.Chinese.Has(key), $"zh-Hans.json lacks {key}");
        Assert.True(Texts.English.Has(key), $"en.json lacks {key}");
    }

    [Fact]
    public void Both_files_hold_the_same_keys() =>
        Assert.Equal(Texts.Chinese.Keys.Order(StringComparer.Ordinal), Texts.English.Keys.Order(StringComparer.Ordinal));

    /// <summary>The code that a refusal bears, made with any arguments.</summary>
    private static string CodeOf(System.Reflection.MethodInfo refusal)
    {
        var arguments = refusal.GetParameters().Select(p => Any(p.ParameterType)).ToArray();
        return ((Refused)refusal.Invoke(null, arguments)!).Code;
    }

    private static object? Any(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(object[]) ? Array.Empty<object?>()
        : type == typeof(IReadOnlyList<string>) ? Array.Empty<string>()
        : type == typeof(IReadOnlyList<MissingItem>) ? new[] { new MissingItem("C1", "causes") }
        : type.IsValueType ? Activator.CreateInstance(type) : null;
}
