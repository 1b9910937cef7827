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
    public static Task<int> RunAsync(string[] args, Settings settings, CancellationToken token) => RunAsync(args, settings, Console.Out, token);

    /// <inheritdoc cref="RunAsync(string[], Settings, CancellationToken)"/>
    /// <param name="to">Where it is said.</param>
    public static async Task<int> RunAsync(string[] args, Settings settings, TextWriter to, CancellationToken token)
    {
        var folder = FolderOf(args.FirstOrDefault(a => !a.StartsWith('-')), settings);
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).ToList() : [];
        var (texts, found) = (new Dictionary<string, string>(), new SortedDictionary<string, IReadOnlyList<DefinitionFinding>>(StringComparer.Ordinal));
        foreach (var file in files)
        {
            var (text, wrong) = await ReadAsync(file, token);
            if (wrong is null)
                texts[Path.GetFileName(file)] = text;
            else
                found[Path.GetFileName(file)] = [DefinitionFinding.Unreadable(wrong)];
        }
        var all = texts.Values.Select(Version).OfType<DefinitionVersion>().DistinctBy(v => v.VersionId).ToList();
        var reference = Seeder.Reference(settings.SeedsFolder);
        foreach (var (file, text) in texts)
            found[file] = DefinitionGate.Findings(text, all, reference);
        if (args.Contains("--json"))
            await to.WriteLineAsync(JsonSerializer.Serialize(found.SelectMany(f => f.Value.Select(v => SaidFinding.Of(f.Key, v))), CommandJson.Options));
        else
            Print(folder, found, to);
        return files.Count > 0 && !found.Values.SelectMany(f => f).Any(f => f.IsError) ? 0 : 1;
    }

    /// <summary>A file that cannot be opened is a finding like one that cannot be understood.</summary>
    private static async Task<(string Text, DefinitionUnreadable? Wrong)> ReadAsync(string file, CancellationToken token)
    {
        try
        {
            return (await File.ReadAllTextAsync(file, token), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("", new DefinitionUnreadable("$", e.Message, e));
        }
    }

    /// <summary>As it is named from here or, because <c>dotnet run</c> starts the program in its own folder, from where the shipped definitions lie.</summary>
    private static string FolderOf(string? named, Settings settings)
    {
        if (named is null || Directory.Exists(named))
            return named ?? settings.WorkflowsFolder;
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(settings.WorkflowsFolder))!, named);
        return Directory.Exists(beside) ? beside : named;
    }

    private static void Print(string folder, IReadOnlyDictionary<string, IReadOnlyList<DefinitionFinding>> found, TextWriter to)
    {
        if (found.Count == 0)
            to.WriteLine(Texts.Chinese.Say("console.workflowsNone", folder) + " / " + Texts.English.Say("console.workflowsNone", folder));
        foreach (var (file, findings) in found)
        {
            foreach (var said in findings.OrderByDescending(f => f.Severity).Select(f => SaidFinding.Of(file, f)))
            {
                var key = said.Severity == "error" ? "console.workflowError" : "console.workflowWarning";
                to.WriteLine(Texts.Chinese.Say(key, file, Where(said), said.Rule, said.What.Zh, said.Mend.Zh));
                to.WriteLine(Texts.English.Say(key, file, Where(said), said.Rule, said.What.En, said.Mend.En));
            }
            if (!findings.Any(f => f.IsError))
                to.WriteLine(Texts.Chinese.Say("console.workflowOk", file) + " / " + Texts.English.Say("console.workflowOk", file));
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
