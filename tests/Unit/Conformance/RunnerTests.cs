using Petitions.Tests.Conformance;
using Petitions.Tests.Unit.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Conformance;

/// <summary>The runner of the conformance cases itself: it must see what is wrong, and never stumble over a file.</summary>
public sealed class RunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cases").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"x\"}")]
    [InlineData("{\"definitions\":[{\"file\":\"gone.json\"}],\"steps\":[]}")]
    [InlineData("{\"definitions\":[],\"steps\":[{}]}")]
    [InlineData("{\"definitions\":[],\"steps\":[{\"start\":{}}]}")]
    [InlineData("{\"definitions\":[],\"steps\":[{\"fly\":{}}]}")]
    public void A_file_that_is_no_case_failed_and_says_its_name(string text)
    {
        var result = Run(text);
        Assert.NotEmpty(result.Misses);
        Assert.Equal("it", result.Name[..2]);
    }

    [Theory]
    [InlineData("""["a","b"]""", "exact", true)]
    [InlineData("""["b","a"]""", "exact", false)]
    [InlineData("""["b","a"]""", "set", true)]
    [InlineData("""["«any»","b"]""", "exact", true)]
    [InlineData("""["«any»","«any»","b"]""", "set", false)]
    [InlineData("""["b","«any»"]""", "set", true)]
    public void Lines_are_compared_in_order_or_as_a_set(string lines, string mode, bool passes) =>
        Assert.Equal(passes, Judged($$"""{"lines":{{lines}},"linesMode":"{{mode}}"}""").Misses.Count == 0);

    [Theory]
    [InlineData("""{"alias":"main","definitionId":"d","status":"Finished","name":"","output":{},"variables":{"N":2.0},"executed":["a","b"]}""", true)]
    [InlineData("""{"alias":"main","definitionId":"d","status":"Running"}""", false)]
    [InlineData("""{"alias":"main","variables":{"N":3}}""", false)]
    [InlineData("""{"alias":"main","variables":{}}""", false)]
    [InlineData("""{"alias":"main","output":{"x":1}}""", false)]
    [InlineData("""{"alias":"main","incidents":[{"activityId":"a"}]}""", false)]
    [InlineData("""{"alias":"main","activityStatus":{"a":"Completed","gone":null}}""", true)]
    [InlineData("""{"alias":"other","definitionId":"d"}""", false)]
    public void An_instance_is_compared_member_by_member(string instance, bool passes) =>
        Assert.Equal(passes, Judged($$"""{"instances":[{{instance}}]}""").Misses.Count == 0);

    [Fact]
    public void A_miss_says_what_was_expected_and_what_was_found() =>
        Assert.Equal("end: lines expected [x], actual [a | b]", Assert.Single(Judged("""{"lines":["x"]}""").Misses));

    [Fact]
    public void Expected_things_are_paired_so_that_as_many_as_can_be_are_met()
    {
        // 0 could take either; 1 only the first.
        var pairing = new Pairing(2, 2, (e, a) => e == 1 && a == 1 ? 1 : 0);
        Assert.Equal((1, 0), (pairing.PartnerOf(0), pairing.PartnerOf(1)));
        Assert.Empty(pairing.Left);
    }

    private CaseResult Judged(string expect)
    {
        File.WriteAllText(Path.Combine(_folder, "d.json"), Draw.Json(Draw.Sequence(Draw.Line("a"), Draw.Line("b")), ("variables", new[] { Draw.Variable("N", "Int32", "2") })));
        return Run("""{"name":"it","definitions":[{"file":"d.json"}],"steps":[{"start":{"definitionId":"d"}}],"expect":""" + expect + "}");
    }

    private CaseResult Run(string text)
    {
        var file = Path.Combine(_folder, "it.case.json");
        File.WriteAllText(file, text);
        return CaseRun.Of(file);
    }
}
