using System.Text.Json;
using System.Text.Json.Serialization;
using Petitions.Cases;

namespace Petitions.Server.Api;

/// <summary>How commands travel: camelCase, words as plain strings, an unknown member is an error and not a silent loss.</summary>
public static class CommandJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        return options;
    }

    /// <summary>An empty body is an order without particulars.</summary>
    /// <exception cref="Refused">FIELD_INVALID with the path of the first member that cannot be read.</exception>
    public static async Task<T> ReadAsync<T>(Stream body, CancellationToken token) where T : Command
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, token);
        return Read<T>(bytes.Length == 0 ? "{}"u8 : bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <exception cref="Refused">FIELD_INVALID.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json) where T : Command
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw Refusals.FieldInvalid("", "object");
        }
        catch (JsonException e)
        {
            throw Refusals.FieldInvalid(PathOf(e), "unreadable");
        }
    }

    /// <summary><c>$.people[0].name</c> → <c>people[0].name</c>; for an unknown member the message alone bears its name.</summary>
    private static string PathOf(JsonException e)
    {
        var path = (e.Path ?? "$").TrimStart('$').TrimStart('.');
        var quoted = e.Message.Split('\'');
        return e.Message.Contains("could not be mapped", StringComparison.Ordinal) && quoted.Length > 1 && !path.EndsWith(quoted[1], StringComparison.Ordinal)
            ? (path.Length > 0 ? path + "." : "") + quoted[1] : path;
    }
}
