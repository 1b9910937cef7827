using System.Globalization;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions.Differential;

/// <summary>
/// Generated bodies of functions, run by Node and by us. PETITIONS_TEST_SEED gives other bodies (<see cref="Seeded"/>), PETITIONS_COUNT_JS
/// another number of them.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    [Fact]
    public Task Generated_expressions_and_programs_give_what_Node_gives() => CompareAsync('p', 6000, "UTC");

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public Task Dates_follow_the_rules_of_the_zone_as_in_Node(string zone) => CompareAsync('z', 500, zone);

    [Fact]
    public Task Regular_expressions_match_as_in_Node() => CompareAsync('v', 1000, "UTC");

    [Fact]
    public async Task What_was_recorded_is_what_this_Node_says()
    {
        var bodies = File.ReadLines(Sides.Beside("../recorded-on-node.txt")).Where((_, line) => line % 2 == 0).ToList();
        var answers = await Sides.NodeAsync(bodies, "UTC");
        Assert.All(bodies.Zip(answers), pair => Assert.Equal(pair.Second, Sides.Ours(pair.First, TimeZoneInfo.Utc)));
    }

    private async Task CompareAsync(char kind, int count, string zone)
    {
        var seed = Seeded.Seed;
        if (int.TryParse(Environment.GetEnvironmentVariable("PETITIONS_COUNT_JS"), CultureInfo.InvariantCulture, out var wanted))
            count = wanted;
        var bodies = Grammar.Read(Sides.Beside("grammar.txt")).Bodies(kind, count, seed).ToList();
        var answers = await Sides.NodeAsync(bodies, zone);
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var differences = bodies.Zip(answers, (body, node) => (Body: body, Node: node, Ours: Sides.Ours(body, info))).Where(x => x.Node != x.Ours).ToList();
        output.WriteLine($"{bodies.Count} bodies of kind {kind} in {zone}, seed {seed}, {differences.Count} differences");
        Assert.True(differences.Count == 0, $"Seed {seed}:\n" + string.Join("\n", differences.Take(20).Select(d => $"{d.Body}\n  Node {d.Node}\n  ours {d.Ours}")));
    }
}
