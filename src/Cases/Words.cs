using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Cases;

/// <summary>
/// Something a person said or wrote: a text, a name, a telephone number. A case, its audit and its workflows keep only the id;
/// the words themselves lie in tables of their own, so that they can be sealed, encrypted and deleted without breaking a chain.
/// In a command the words travel as a plain JSON string.
/// </summary>
[JsonConverter(typeof(WordsConverter))]
public sealed class Words(string value)
{
    public string Value { get; } = value;

    /// <summary>The text id inside the case, once the step has kept the words.</summary>
    public int? Id { get; internal set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Value);

    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator Words?(string? value) => value is null ? null : new Words(value);

    public override string ToString() => "[words]";
}

/// <summary>What kind of words: decides table, encryption and who may read them.</summary>
public enum TextKind { Title, Request, Statement, Reason, Record, Name, Phone, Address, IdNumber, SafeContact, Document, PersonData }

/// <summary>Words that the step keeps: written by the storage in the same commit as the case.</summary>
public sealed record KeptText(int Id, TextKind Kind, string Value, bool Sealed);

internal sealed class WordsConverter : JsonConverter<Words>
{
    public override Words? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { } value ? new Words(value) : null;

    public override void Write(Utf8JsonWriter writer, Words value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
