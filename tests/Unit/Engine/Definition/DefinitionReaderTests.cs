using Petitions.Engine;
using Petitions.Engine.Definition;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Definition;

public sealed class DefinitionReaderTests
{
    [Fact]
    public void A_byte_order_mark_is_no_obstacle() => Assert.Equal("d", DefinitionReader.Read("\uFEFF" + Draw.Json(Draw.Line("a"))).DefinitionId);

    [Fact]
    public void Members_are_found_in_any_case()
    {
        var definition = DefinitionReader.Read("""{"Id":"x","DefinitionId":"y","Root":{"Type":"Elsa.Start","Id":"s"},"UsableAsActivity":true}""");
        Assert.Equal(("x", "y", "s", true), (definition.Id, definition.DefinitionId, definition.Root.Id, definition.Options.UsableAsActivity));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{", "$")]
    [InlineData("[1]", "$")]
    [InlineData("{\"definitionId\":\"d\"}", "$.root")]
    [InlineData("{\"definitionId\":\"d\",\"root\":5}", "$.root")]
    [InlineData("{\"definitionId\":\"d\",\"root\":{}}", "$.root.type")]
    [InlineData("{\"definitionId\":\"d\",\"x\":\"\\ud800\",\"root\":{\"type\":\"Elsa.Start\"}}", "$")]
    [InlineData("{\"root\":{\"type\":\"Elsa.Start\"}}", "$.definitionId")]
    public void What_is_no_definition_is_refused_with_its_place(string json, string path) =>
        Assert.Equal(path, Assert.Throws<DefinitionUnreadable>(() => DefinitionReader.Read(json)).Path);

    [Fact]
    public void Variables_get_their_type_and_what_cannot_is_noted()
    {
        var definition = DefinitionReader.Read(Draw.Json(Draw.Line("a"), ("variables", new object[]
        {
            Draw.Variable("N", "Int32", "41"), Draw.Variable("Bad", "Int32", "x"), Draw.Variable("Lost", "Acme.Widget"),
            new { id = "m", name = "Memory", typeName = "String", value = "v", storageDriverTypeName = (string?)null },
            new { id = "l", name = "List", typeName = "String", isArray = true, value = "[\"p\",\"q\"]", storageDriverTypeName = "Elsa.Workflows.Core.Services.WorkflowStorageDriver, Elsa" },
        })));
        Assert.Equal(["N", "Bad", "Memory", "List"], definition.Variables.Select(v => v.Name));
        Assert.Equal(41L, definition.Variables[0].Default);
        Assert.Equal(0L, definition.Variables[1].Default);
        Assert.Equal([true, true, false, true], definition.Variables.Select(v => v.IsSaved));
        Assert.Equal(2, definition.Warnings.Count);
    }

    [Theory]
    [InlineData("FaultStrategy", IncidentStrategy.Fault)]
    [InlineData("Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core", IncidentStrategy.ContinueWithIncidents)]
    public void Strategies_are_known_by_short_and_long_names(string name, IncidentStrategy strategy) =>
        Assert.Equal(strategy, DefinitionReader.Read(Draw.Json(Draw.Line("a"), ("options", new { incidentStrategyType = name }))).Options.Incidents);

    [Fact]
    public void An_unknown_strategy_is_noted_and_the_default_applies()
    {
        var definition = DefinitionReader.Read(Draw.Json(Draw.Line("a"), ("options", new { incidentStrategyType = "Acme.Shrug" })));
        Assert.Null(definition.Options.Incidents);
        Assert.Single(definition.Warnings);
    }
}
