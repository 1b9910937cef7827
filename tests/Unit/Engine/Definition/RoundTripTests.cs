using System.Text.Json;
using System.Text.Json.Nodes;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_definition_written_back_is_equal_as_json()
    {
        Assert.True(EveryDefinition.Files.Count > 100);
        foreach (var file in EveryDefinition.Files)
        {
            var text = File.ReadAllText(file);
            var given = JsonNode.Parse(text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (given is JsonObject members && !members.ContainsKey("definitionId")) text = (given["definitionId"] = "named-here").Root.ToJsonString();
            Assert.True(JsonNode.DeepEquals(given, JsonNode.Parse(DefinitionWriter.Write(DefinitionReader.Read(text)))), file);
        }
    }
}
