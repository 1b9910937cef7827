using System.Text.Json;
using Petitions.Cases;
using Petitions.Engine.Definition;
using Petitions.Server.Api;

namespace Petitions.Server.Verbs;

/// <summary>
/// check-workflows DIR [--json]: reads every definition of a folder as if all of them were published together, and names what a designer
/// should mend, in both languages or as a list of <see cref="SaidFinding"/>.
/// </summary>
public static class CheckWorkflows
{
    /// <returns>0 when nothing stands against publication; 1 when something does, or when there is no folder and no definition to check.</returns>
    public static async Task<int> RunAsync(string[] args, Settings settings, CancellationToken token)
    {
        var folder = FolderOf(args.FirstOrDefault(a => !a.StartsWith('-')), settings);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        var texts = new Dictionary<string, string>();
        foreach (var file in files)
            texts[Path.GetFileName(file)] = await File.ReadAllTextAsync(file, token);
        var all = texts.Values.Select(Version).OfType<DefinitionVersion>().DistinctBy(v => v.VersionId).ToList();
        var reference = Seeder.Reference(settings.SeedsFolder);
        var found = texts.ToDictionary(t => t.Key, t => DefinitionGate.Findings(t.Value, all, reference));
        if (args.Contains("--json"))
            Console.WriteLine(JsonSerializer.Serialize(found.SelectMany(f => f.Value.Select(v => SaidFinding.Of(f.Key, v))), CommandJson.Options));
        else
            Print(folder, found);
        return files.Count > 0 && !found.Values.SelectMany(f => f).Any(f => f.IsError) ? 0 : 1;
    }

    /// <summary>As it is named from here or, because <c>dotnet run</c> starts the program in its own folder, from where the shipped definitions lie.</summary>
    private static string FolderOf(string? named, Settings settings)
    {
        if (named is null || Directory.Exists(named))
            return named ?? settings.WorkflowsFolder;
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settings.WorkflowsFolder))!, named);
        return Directory.Exists(beside) ? beside : named;
    }

    private static void Print(string folder, Dictionary<string, IReadOnlyList<DefinitionFinding>> found)
    {
        if (found.Count == 0)
            Console.WriteLine(Texts.Chinese.Say("console.workflowsNone", folder) + " / " + Texts.English.Say("console.workflowsNone", folder));
        foreach (var (file, findings) in found)
        {
            foreach (var said in findings.OrderByDescending(f => f.Severity).Select(f => SaidFinding.Of(file, f)))
            {
                var key = said.Severity == "error" ? "console.workflowError" : "console.workflowWarning";
                Console.WriteLine(Texts.Chinese.Say(key, file, Where(said), said.Rule, said.What.Zh, said.Mend.Zh));
                Console.WriteLine(Texts.English.Say(key, file, Where(said), said.Rule, said.What.En, said.Mend.En));
            }
            if (!findings.Any(f => f.IsError))
                Console.WriteLine(Texts.Chinese.Say("console.workflowOk", file) + " / " + Texts.English.Say("console.workflowOk", file));
        }
    }

    private static string Where(SaidFinding said) => said.Name == said.Node ? said.Node : $"{said.Name} [{said.Node}]";

    private static DefinitionVersion? Version(string json)
    {
        try
        {
            var definition = DefinitionReader.Read(json);
            return new(definition.Id, definition.DefinitionId, definition.Version, true, true, json);
        }
        catch (DefinitionUnreadable)
        {
            return null;
        }
    }
}
