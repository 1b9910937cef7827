using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Server.Verbs;

/// <summary>check-workflows DIR: reads every definition of a folder and names what a designer should mend, in both languages.</summary>
public static class CheckWorkflows
{
    /// <returns>0 when nothing was found; 1 when something was, or when there is no folder and no definition to check.</returns>
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        var folder = args.FirstOrDefault(a => !a.StartsWith('-')) ?? settings.WorkflowsFolder;
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        if (files.Count == 0)
            Tell("console.workflowsNone", folder);
        var texts = new Dictionary<string, string>();
        foreach (var file in files)
            texts[Path.GetFileName(file)] = await File.ReadAllTextAsync(file, token);
        var all = texts.Values.Select(Definition).OfType<WorkflowDefinition>().ToList();
        var bad = texts.Sum(text => Report(text.Key, Findings(text.Value, all)));
        return files.Count > 0 && bad == 0 ? 0 : 1;
    }

    private static int Report(string file, IReadOnlyList<DefinitionFinding> findings)
    {
        foreach (var finding in findings)
        {
            Console.WriteLine(Texts.Chinese.Say("console.workflowBad", file, finding.Node, finding.Rule, finding.Zh));
            Console.WriteLine(Texts.English.Say("console.workflowBad", file, finding.Node, finding.Rule, finding.En));
        }
        if (findings.Count == 0)
            Tell("console.workflowOk", file);
        return findings.Count;
    }

    private static IReadOnlyList<DefinitionFinding> Findings(string json, IReadOnlyList<WorkflowDefinition> all)
    {
        try
        {
            var graph = WorkflowGraph.Build(DefinitionReader.Read(json), PetitionActivities.Catalogue, wanted => DefinitionActivities.Find(wanted, all));
            return DefinitionCheck.Of(graph);
        }
        catch (DefinitionUnreadable unreadable)
        {
            return [new DefinitionFinding(unreadable.Path, "unreadable", Texts.Chinese.Say("console.workflowUnreadable", unreadable.Sentence), unreadable.Sentence)];
        }
    }

    private static WorkflowDefinition? Definition(string json)
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

    private static void Tell(string key, params object?[] facts) => Console.WriteLine(Texts.Chinese.Say(key, facts) + " / " + Texts.English.Say(key, facts));
}
