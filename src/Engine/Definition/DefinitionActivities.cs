using System.Text;

namespace Petitions.Engine.Definition;

/// <summary>Definitions that are used as activities.</summary>
public static class DefinitionActivities
{
    /// <summary>The activity type that a usable definition offers: its name in PascalCase.</summary>
    public static string TypeName(WorkflowDefinition definition)
    {
        var name = new StringBuilder();
        var upper = true;
        foreach (var c in definition.Name ?? definition.DefinitionId)
        {
            if (!char.IsLetterOrDigit(c))
            {
                upper = true;
                continue;
            }
            name.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }
        return name.ToString();
    }

    /// <summary>
    /// The version a node gets: the version id it is pinned to, else its version number, else the published, else the latest one.
    /// </summary>
    public static WorkflowDefinition? Find(ActivityReference wanted, IEnumerable<WorkflowDefinition> all)
    {
        var usable = all.Where(d => d.Options.UsableAsActivity).ToList();
        if (wanted.DefinitionVersionId is { } id && usable.Find(d => d.Id == id) is { } pinned) return pinned;
        var candidates = usable.Where(d => wanted.DefinitionId is { Length: > 0 } ? d.DefinitionId == wanted.DefinitionId : TypeName(d) == wanted.Type).ToList();
        if (candidates.Count == 0) candidates = usable.Where(d => TypeName(d) == wanted.Type).ToList();
        return candidates.Find(d => d.Version == wanted.Version)
               ?? candidates.Find(d => d.IsPublished)
               ?? candidates.OrderByDescending(d => d.Version).FirstOrDefault();
    }

    /// <summary>What Studio shows for a definition that may be used as activity.</summary>
    public static ActivityDescriptor Describe(WorkflowDefinition definition) => new(TypeName(definition))
    {
        Version = definition.Version,
        DisplayName = definition.Name ?? definition.DefinitionId,
        Category = definition.Options.ActivityCategory is { Length: > 0 } named ? named : "Reusable",
        Description = definition.Description ?? "",
        IsBrowsable = definition.IsPublished,
        Ports = definition.Outcomes.Count == 0
            ? [new("Done", PortKind.Flow)]
            : definition.Outcomes.Select(o => new PortDescriptor(o, PortKind.Flow)).Append(new("Done", PortKind.Flow)).DistinctBy(p => p.Name).ToList(),
        Inputs = definition.Inputs.Select(i => new InputDescriptor(i.Name, i.IsArray ? i.TypeName + "[]" : i.TypeName)
        {
            DisplayName = i.DisplayName, Description = i.Description ?? "", UiHint = i.UiHint, Category = i.Category, IsSynthetic = true,
        }).ToList(),
        Outputs = definition.Outputs.Select(o => new OutputDescriptor(o.Name, o.IsArray ? o.TypeName + "[]" : o.TypeName)
        {
            DisplayName = o.DisplayName, Description = o.Description ?? "", IsSynthetic = true,
        }).ToList(),
        ConstructionProperties = new Dictionary<string, object?>
        {
            ["workflowDefinitionId"] = definition.DefinitionId,
            ["workflowDefinitionVersionId"] = definition.Id,
            ["latestAvailablePublishedVersion"] = definition.Version,
            ["latestAvailablePublishedVersionId"] = definition.Id,
        },
    };
}
