using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Petitions.Cases;

namespace Petitions.Server.Api;

/// <summary>The description at <c>/openapi/v1.json</c>: each verb with its body, the codes of its refusals in words, how to sign in.</summary>
public static class OpenApi
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Petitions", Version = "v1", Description = Codes() };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "POST /api/sign-in" },
            };
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // Words travel as plain strings; their class has a converter that the generator cannot see through.
            if (context.JsonTypeInfo.Type == typeof(Words))
                (schema.Type, schema.Properties) = (JsonSchemaType.String | JsonSchemaType.Null, null);
            return Task.CompletedTask;
        });
    }

    private static string Codes() => "Refusals are problem+json with a stable `code`, a `field` path and sentences in Chinese and English.\n\n"
        + string.Join("\n", Texts.English.Keys.Where(k => k.StartsWith("refusal.", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(k => $"* `{k["refusal.".Length..]}` — {Texts.English[k]} · {Texts.Chinese[k]}"));
}
