using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Petitions.Server;
using Petitions.Server.Verbs;

namespace Petitions.Tests.Integration.Server;

/// <summary>The verb <c>check-workflows</c>: what it says, as text and as JSON, and what it ends with.</summary>
public sealed class CheckWorkflowsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("drawings-").FullName;
    private readonly Settings _settings = Settings.Read(new ConfigurationBuilder().Build());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_shipped_definitions_are_clean()
    {
        var (code, said) = await SaidAsync(_settings.WorkflowsFolder);
        Assert.Equal(0, code);
        Assert.Contains("petition.json", said, StringComparison.Ordinal);
        var (jsonCode, json) = await SaidAsync(_settings.WorkflowsFolder, "--json");
        Assert.Equal(0, jsonCode);
        Assert.DoesNotContain(Findings(json), f => f.GetProperty("severity").GetString() == "error");
    }

    [Fact]
    public async Task A_drawing_with_an_error_ends_with_1_and_each_finding_says_file_step_rule_what_and_how_to_mend_in_both_languages()
    {
        Draw("good.json", Line("a"));
        Draw("bad.json", """{ "id": "x", "type": "Acme.Widget" }""");
        var (code, said) = await SaidAsync(_folder, "--json");
        Assert.Equal(1, code);
        var finding = Assert.Single(Findings(said));
        Assert.Equal(("bad.json", "x", "unknownType", "error"), (Text(finding, "definition"), Text(finding, "node"), Text(finding, "rule"), Text(finding, "severity")));
        foreach (var part in (string[])["what", "mend"])
        {
            Assert.NotEmpty(Text(finding.GetProperty(part), "zh"));
            Assert.NotEmpty(Text(finding.GetProperty(part), "en"));
        }
        var (_, printed) = await SaidAsync(_folder);
        Assert.Contains("bad.json", printed, StringComparison.Ordinal);
        Assert.Contains("Acme.Widget", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_alone_end_with_0()
    {
        Draw("loose.json", $$"""{ "id": "fc", "type": "Elsa.Flowchart", "activities": [{{Line("a")}}, {{Line("b")}}], "connections": [] }""");
        var (code, said) = await SaidAsync(_folder, "--json");
        Assert.Equal(0, code);
        Assert.Equal(["warning"], Findings(said).Select(f => Text(f, "severity")));
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_empty_ends_with_1_and_says_so()
    {
        foreach (var folder in (string[])[_folder, Path.Combine(_folder, "nowhere")])
        {
            var (code, said) = await SaidAsync(folder);
            Assert.Equal(1, code);
            Assert.Contains(folder, said, StringComparison.Ordinal);
            Assert.Equal((1, "[]"), await SaidAsync(folder, "--json"));
        }
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_or_understood_is_a_finding()
    {
        File.WriteAllText(Path.Combine(_folder, "broken.json"), "{ \"root\": ");
        File.CreateSymbolicLink(Path.Combine(_folder, "gone.json"), Path.Combine(_folder, "nothing"));
        var (code, said) = await SaidAsync(_folder, "--json");
        Assert.Equal(1, code);
        Assert.Equal([("broken.json", "unreadable"), ("gone.json", "unreadable")], Findings(said).Select(f => (Text(f, "definition"), Text(f, "rule"))));
    }

    private static List<JsonElement> Findings(string json) => [.. JsonDocument.Parse(json).RootElement.EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Line(string id) => $$"""{ "id": "{{id}}", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "x" } } }""";

    private void Draw(string file, string root) => File.WriteAllText(
        Path.Combine(_folder, file), $$"""{ "id": "{{file}}-v1", "definitionId": "{{file}}", "name": "{{file}}", "root": {{root}} }""");

    private async Task<(int Code, string Said)> SaidAsync(params string[] args)
    {
        var said = new StringWriter();
        var code = await CheckWorkflows.RunAsync(args, _settings, said, TestContext.Current.CancellationToken);
        return (code, said.ToString().Trim());
    }
}
