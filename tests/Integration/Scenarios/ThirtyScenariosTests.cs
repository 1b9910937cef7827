using System.Globalization;
using System.Reflection;

namespace Petitions.Tests.Integration.Scenarios;

/// <summary>The thirty acceptance scenarios of the handbook (§13): each number once, as one test whose name says its sentence.</summary>
public sealed class ThirtyScenariosTests
{
    /// <summary>Words of each sentence that its test's name bears.</summary>
    private static readonly Dictionary<int, string[]> Sentences = new()
    {
        [1] = ["comment", "due date"], [2] = ["objection", "02 26"], [3] = ["objection", "10 13"], [4] = ["31st", "sunday", "monday"], [5] = ["representatives"],
        [6] = ["county", "link", "review"], [7] = ["re examination", "registered"], [8] = ["sealed"], [9] = ["emergency", "night"], [10] = ["closing", "refused"],
        [11] = ["answer", "in time"], [12] = ["kill"], [13] = ["two servers"], [14] = ["three days"], [15] = ["2027"], [16] = ["holiday", "statutory"],
        [17] = ["mediat", "refus"], [18] = ["oral"], [19] = ["incident", "petitions"], [20] = ["withdraw"], [21] = ["reopening", "another handler", "first due date"],
        [22] = ["merged", "handed over", "clock"], [23] = ["mixed", "split"], [24] = ["petition"], [25] = ["contract", "day 61"], [26] = ["60 days", "parked", "day 60"],
        [27] = ["stale", "409"], [28] = ["hotline", "review", "tr9"], [29] = ["violence", "mediation", "address"], [30] = ["anonymous", "look up code", "police", "15 minutes"],
    };

    [Fact]
    public void Each_of_the_thirty_has_exactly_one_test_and_its_name_says_its_sentence()
    {
        var tests = typeof(ThirtyScenariosTests).Assembly.GetTypes().SelectMany(t => t.GetMethods()).Where(m => m.GetCustomAttribute<FactAttribute>() is not null)
            .SelectMany(m => NumbersOf(m).Select(n => (Number: n, Name: m.Name.Replace('_', ' ').ToLowerInvariant()))).ToList();
        Assert.Equal(Sentences.Keys.Order(), tests.Select(t => t.Number).Order());
        foreach (var (number, name) in tests)
            Assert.All(Sentences[number], word => Assert.Contains(word, name));
    }

    /// <summary>Said at the test, or at a class of one test.</summary>
    private static IEnumerable<int> NumbersOf(MethodInfo test) => test.GetCustomAttributes<TraitAttribute>().Concat(test.DeclaringType!.GetCustomAttributes<TraitAttribute>())
        .Where(t => t.Name == "Scenario").Select(t => int.Parse(t.Value, CultureInfo.InvariantCulture));
}
