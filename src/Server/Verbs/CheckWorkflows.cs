using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Server.Verbs;

/// <summary>check-workflows DIR: reads every definition of a folder and names what the product could not run.</summary>
public static class CheckWorkflows
{
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        var folder = args.FirstOrDefault(a => !a.StartsWith('-')) ?? settings.WorkflowsFolder;
        var bad = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var findings = Findings(await File.ReadAllTextAsync(file, token));
            bad += findings.Count;
            foreach (var (path, sentence) in findings)
                Tell("console.workflowBad", Path.GetFileName(file), path, sentence);
            if (findings.Count == 0)
                Tell("console.workflowOk", Path.GetFileName(file));
        }
        return bad == 0 ? 0 : 1;
    }

    private static List<(string Path, string Sentence)> Findings(string json)
    {
        try
        {
            var definition = DefinitionReader.Read(json);
            return [.. definition.Warnings.Concat(WorkflowGraph.Build(definition, PetitionActivities.Catalogue).Warnings).Distinct().Select(w => ("", w))];
        }
        catch (DefinitionUnreadable unreadable)
        {
            return [(unreadable.Path, unreadable.Sentence)];
        }
    }

    private static void Tell(string key, params object?[] facts) => Console.WriteLine(Texts.Chinese.Say(key, facts) + " / " + Texts.English.Say(key, facts));
}
