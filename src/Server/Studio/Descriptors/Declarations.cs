using System.Text;
using System.Text.Json;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>What an expression may use, as TypeScript declarations: Studio's editor completes them.</summary>
public static class Declarations
{
    private const string Functions = """
        declare function getVariable(name: string): any;
        declare function setVariable(name: string, value: any): void;
        declare function getOutputFrom(activityIdOrName: string, outputName?: string): any;
        declare function getLastResult(): any;
        declare function getWorkflowDefinitionId(): string;
        declare function getWorkflowDefinitionVersion(): number;
        declare function getWorkflowInstanceId(): string;
        declare function getCorrelationId(): string;
        declare function isNullOrWhiteSpace(value: string): boolean;
        declare function isNullOrEmpty(value: string): boolean;
        declare function toJson(value: any): string;

        """;

    /// <summary>A process that is not stored yet has no variables of its own.</summary>
    public static async Task<IResult> AnswerAsync(string definitionId, DefinitionList list, CancellationToken token)
    {
        var text = new StringBuilder(Functions);
        text.Append("interface CaseFacts {\n").AppendJoin('\n', RuleBook.Handbook.Facts.Keys.Select(f => $"  readonly {f}: any;")).Append("\n}\n");
        text.Append("declare function getInput(name: \"case\"): CaseFacts;\ndeclare function getInput(name: string): any;\n");
        var variables = await list.FindAsync(definitionId, "Latest", token) is { } stored ? VariablesOf(stored.Json) : [];
        text.Append("declare const variables: {\n").AppendJoin('\n', variables.Select(v => $"  {JsonSerializer.Serialize(v)}: any;")).Append("\n};\n");
        foreach (var name in variables.Where(v => v.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')))
            text.Append("declare function get").Append(name).Append("(): any;\ndeclare function set").Append(name).Append("(value: any): void;\n");
        return Results.Text(text.ToString(), "text/plain", Encoding.UTF8);
    }

    private static IReadOnlyList<string> VariablesOf(string json) => StudioBody.Parse(json)?["variables"] is System.Text.Json.Nodes.JsonArray variables
        ? [.. variables.Select(v => Definitions.DefinitionDocument.Text(v?["name"])).OfType<string>()] : [];
}
