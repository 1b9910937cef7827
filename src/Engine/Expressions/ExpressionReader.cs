using System.Text.Json;
using Petitions.Engine.Definition;

namespace Petitions.Engine.Expressions;

/// <summary>Makes expressions out of the JSON of a definition.</summary>
internal static class ExpressionReader
{
    /// <summary>
    /// A member that stands for an input: an object with typeName holds an expression, a bare scalar is a literal, an object without
    /// typeName counts as absent (as in Elsa). Null: absent.
    /// </summary>
    public static Expression? Input(JsonElement member, ValueKind kind)
    {
        switch (member.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return null;
            case JsonValueKind.Object:
                if (member.Member("typeName").ValueKind == JsonValueKind.Undefined) return null;
                return Read(member.Member("expression"), kind);
            default:
                return new LiteralExpression(Values.FromJson(member), kind);
        }
    }

    /// <summary><c>{type, value}</c>; null when it is missing, or of a type nobody knows.</summary>
    public static Expression? Read(JsonElement expression, ValueKind kind)
    {
        if (expression.ValueKind != JsonValueKind.Object) return null;
        var value = expression.Member("value");
        return expression.Text("type") switch
        {
            null or "Literal" => new LiteralExpression(Written(value, kind), kind),
            "Object" or "Json" => new LiteralExpression(Structured(value), kind),
            "JavaScript" => value.IsMissing() ? new LiteralExpression(null, kind) : new JavaScriptExpression(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()),
            "Variable" => new VariableExpression(Embedded(value).Text("id")),
            "Input" => new InputExpression(Embedded(value).Text("name")),
            "Output" => new OutputExpression(value.Text("activityId"), value.Text("outputName")),
            "Liquid" or "CSharp" or "C#" or "Python" or "Secret" => new ForeignExpression(expression.Text("type")!),
            _ => null,
        };
    }

    /// <summary>A scalar as it is; an object or a list is taken as the text that it is written in.</summary>
    private static object? Written(JsonElement value, ValueKind kind) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => value.GetRawText(),
        JsonValueKind.Number when kind == ValueKind.String && value.TryGetDecimal(out var number) => number,
        _ => Values.FromJson(value),
    };

    /// <summary>JSON text, read into the type; where the type is Object or text, Elsa gives the text itself. Blank text is nothing.</summary>
    private static string? Structured(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.IsMissing() ? "" : value.GetRawText();
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    /// <summary>The variable is written as an object, or as that object's JSON text.</summary>
    private static JsonElement Embedded(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String) return value;
        try
        {
            using var document = JsonDocument.Parse(value.GetString()!);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
