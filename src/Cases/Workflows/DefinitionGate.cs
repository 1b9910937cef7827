using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>
/// What stands between a drawing and its publication. Importing takes anything that Elsa would take; publishing refuses what has errors: what the
/// engine cannot run, and what the law does not allow. There is no other way to publish.
/// </summary>
public static class DefinitionGate
{
    /// <summary>Everything found in a definition, were it published beside the others; it takes the place of those with its own id.</summary>
    /// <param name="reference">Ladder, clocks and categories; without it the design rules that need them are left out.</param>
    public static IReadOnlyList<DefinitionFinding> Findings(string json, IEnumerable<DefinitionVersion> others, Reference? reference)
    {
        var versions = others.ToList();
        var published = versions.Where(v => v.IsPublished).Select(v => Readable(v.Json)).OfType<WorkflowDefinition>().ToList();
        try
        {
            var definition = DefinitionReader.Read(json);
            var graph = Compile(definition, published);
            var around = published.Where(p => p.DefinitionId != definition.DefinitionId).Select(p => Compilable(p, published)).OfType<WorkflowGraph>().ToList();
            var structure = DefinitionCheck.Of(graph, new CheckSurroundings
            {
                Published = around, Stored = versions.Select(v => v.DefinitionId).ToHashSet(), HostInputs = new HashSet<string> { "case" },
            });
            return [.. structure, .. DesignRules.Of(graph, around, reference)];
        }
        catch (DefinitionUnreadable unreadable)
        {
            return [DefinitionFinding.Unreadable(unreadable)];
        }
    }

    /// <summary>The one gate: every way to publish comes through here.</summary>
    /// <exception cref="Refused">DEFINITION_REFUSED, 422, with all findings.</exception>
    public static void Require(string json, IEnumerable<DefinitionVersion> others, Reference? reference)
    {
        var findings = Findings(json, others, reference);
        var errors = findings.Count(f => f.IsError);
        if (errors == 0) return;
        throw Refusals.DefinitionRefused(NameOf(json), errors).With(findings);
    }

    /// <summary>A process may be taken out of use when every other published one stays sound without it, and a road is left.</summary>
    /// <exception cref="Refused">DEFINITION_IN_USE with the process that needs it.</exception>
    public static void RequireSpare(string definitionId, IEnumerable<DefinitionVersion> all, Reference? reference)
    {
        var published = all.Where(v => v.IsPublished).ToList();
        var left = published.Where(v => v.DefinitionId != definitionId).ToList();
        foreach (var other in left)
            if (Findings(other.Json, left, reference).Count(f => f.IsError) > Findings(other.Json, published, reference).Count(f => f.IsError))
                throw Refusals.DefinitionInUse(NameOf(other.Json));
        var gone = published.Find(v => v.DefinitionId == definitionId);
        if (gone is not null && IsRoad(gone, published) && !left.Exists(v => IsRoad(v, left)))
            throw Refusals.DefinitionInUse(NameOf(gone.Json));
    }

    private static bool IsRoad(DefinitionVersion version, List<DefinitionVersion> all) =>
        Readable(version.Json) is { } definition
        && Compilable(definition, [.. all.Select(v => Readable(v.Json)).OfType<WorkflowDefinition>()]) is { } graph && DesignRules.IsRoad(graph);

    private static string NameOf(string json) => Readable(json) is { } definition ? definition.Name ?? definition.DefinitionId : "?";

    /// <summary>A definition compiled beside those that are published.</summary>
    /// <exception cref="DefinitionUnreadable">It cannot be read.</exception>
    public static WorkflowGraph Graph(string json, IEnumerable<DefinitionVersion> others) =>
        Compile(DefinitionReader.Read(json), [.. others.Where(v => v.IsPublished).Select(v => Readable(v.Json)).OfType<WorkflowDefinition>()]);

    private static WorkflowGraph Compile(WorkflowDefinition definition, IReadOnlyList<WorkflowDefinition> all) =>
        WorkflowGraph.Build(definition, PetitionActivities.Catalogue, wanted => DefinitionActivities.Find(wanted, all));

    private static WorkflowGraph? Compilable(WorkflowDefinition definition, IReadOnlyList<WorkflowDefinition> all)
    {
        try
        {
            return Compile(definition, all);
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }

    private static WorkflowDefinition? Readable(string json)
    {
        try
        {
            return DefinitionReader.Read(json);
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }
}
