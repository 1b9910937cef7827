using System.Text.Json.Nodes;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

public sealed class DefinitionWriterTests
{
    private const string Odd = """
        {"$schema":"s","Id":"a-v1","definitionId":"a","version":3,"unknown":{"x":[1,2.50,1e3,null]},"isPublished":false,
         "root":{"id":"f","type":"Acme.Mystery","metadata":{"designer":{"position":{"x":1.5}}},"深":"度","connections":{"source":"q"}}}
        """;

    [Fact]
    public void A_definition_written_back_is_equal_as_json() =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Odd), JsonNode.Parse(DefinitionWriter.Write(DefinitionReader.Read(Odd)))));

    [Fact]
    public void Only_the_changed_members_of_the_envelope_differ()
    {
        var changed = DefinitionReader.Read(Odd) with { Id = "a-v4", Version = 4, IsPublished = true, IsLatest = true };
        var expected = JsonNode.Parse(Odd)!;
        expected["Id"] = "a-v4";
        expected["version"] = 4;
        expected["isPublished"] = true;
        expected["isLatest"] = true;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(DefinitionWriter.Write(changed))));
    }
}
