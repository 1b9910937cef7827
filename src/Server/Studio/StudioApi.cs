using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Petitions.Server.Studio.Definitions;
using Petitions.Server.Studio.Descriptors;
using Petitions.Server.Studio.Instances;

namespace Petitions.Server.Studio;

/// <summary>What Elsa Studio 3.8 calls. Its JSON is camelCase and read with regard to case; enums are words; nulls are written.</summary>
public static class StudioApi
{
    public const string Root = "/elsa/api";

    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Converters = { new JsonStringEnumConverter() },
    };

    public static void MapStudioApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(Root).AddEndpointFilter<StudioDoor>().ExcludeFromDescription();
        api.MapDefinitionReads();
        api.MapDefinitionWrites();
        api.MapDefinitionTravel();
        api.MapDefinitionBulk();
        api.MapDefinitionTree();
        api.MapDescriptors();
        api.MapInstanceReads();
        api.MapExecutions();
        api.MapInstanceWrites();
        api.MapFallback("{**rest}", void () => throw Cases.Refusals.NotThere());
    }

    public static IResult Answer(object? body, int status = 200) => Results.Json(body, Json, statusCode: status);

    /// <summary>A plain list as Studio reads it.</summary>
    public static IResult List<T>(IReadOnlyCollection<T> items) => Answer(new { items, count = items.Count });
}

/// <summary>Of calls whose 400 Studio shows to the designer: everything that is refused there is answered so, with the sentences under errors.</summary>
public sealed record ShownByStudio;

/// <summary>The body of a call, a JSON object read without regard to the case of names.</summary>
public static class StudioBody
{
    private static readonly System.Text.Json.Nodes.JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    /// <exception cref="Cases.Refused">FIELD_INVALID.</exception>
    public static async Task<System.Text.Json.Nodes.JsonObject> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength == 0)
            return [];
        try
        {
            var body = await System.Text.Json.Nodes.JsonNode.ParseAsync(http.Request.Body, AnyCase, default, http.RequestAborted);
            Touch(body);
            return body as System.Text.Json.Nodes.JsonObject ?? throw Cases.Refusals.FieldInvalid("", "object");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw Cases.Refusals.FieldInvalid("", "unreadable");
        }
    }

    /// <summary>Names that differ in case alone, and letters that no text can hold, come to light only where they are read.</summary>
    private static void Touch(System.Text.Json.Nodes.JsonNode? node)
    {
        if (node is System.Text.Json.Nodes.JsonObject members)
            foreach (var (_, member) in members)
                Touch(member);
        else if (node is System.Text.Json.Nodes.JsonArray list)
            foreach (var item in list)
                Touch(item);
        else if (node?.GetValueKind() == JsonValueKind.String && node.GetValue<string>().Contains('\0', StringComparison.Ordinal))
            throw Cases.Refusals.FieldInvalid("", "unreadable");
    }

    public static System.Text.Json.Nodes.JsonObject? Parse(string json) => System.Text.Json.Nodes.JsonNode.Parse(json, AnyCase) as System.Text.Json.Nodes.JsonObject;
}
