using System.Text.Json;
using System.Text.Json.Serialization;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// Commands as they are stored and as they travel to another case: words are left out, and the id under which the case keeps them stands
/// in their place, <c>{"$text": 7}</c>. Words that no rule kept are gone.
/// </summary>
internal static class CommandJson
{
    private static readonly JsonSerializerOptions _ids = With(new WordsById(_ => null, null));

    public static byte[] Write(Command command) => JsonSerializer.SerializeToUtf8Bytes(command, command.GetType(), _ids);

    /// <param name="words">The words behind a text id of the case that sends the command.</param>
    /// <param name="gone">What stands for words that no rule kept; null leaves them out.</param>
    public static Command Read(string json, Type type, Func<int, string?> words, string? gone = null) =>
        (Command)JsonSerializer.Deserialize(json, type, With(new WordsById(words, gone)))!;

    private static JsonSerializerOptions With(WordsById converter) => new(CaseJson.Options) { Converters = { converter } };

    private sealed class WordsById(Func<int, string?> words, string? gone) : JsonConverter<Words>
    {
        public override Words? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.String)
                return reader.GetString();
            var id = JsonElement.ParseValue(ref reader).GetProperty("$text");
            return id.ValueKind == JsonValueKind.Number ? words(id.GetInt32()) : gone;
        }

        public override void Write(Utf8JsonWriter writer, Words value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            if (value.Id is { } id)
                writer.WriteNumber("$text", id);
            else
                writer.WriteNull("$text");
            writer.WriteEndObject();
        }
    }
}
