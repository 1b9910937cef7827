using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Petitions.Engine.Definition;

/// <summary>Writes a definition back: verbatim, but for the members of the envelope that were changed since it was read.</summary>
public static class DefinitionWriter
{
    public static string Write(WorkflowDefinition definition, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Values.Compact with { Indented = indented })) Write(writer, definition);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static void Write(Utf8JsonWriter writer, WorkflowDefinition definition)
    {
        var changed = Changes(definition);
        writer.WriteStartObject();
        foreach (var member in definition.Source.EnumerateObject())
        {
            var own = changed.FindIndex(c => string.Equals(c.Name, member.Name, StringComparison.OrdinalIgnoreCase));
            if (own < 0)
            {
                member.WriteTo(writer);
                continue;
            }
            writer.WritePropertyName(member.Name);
            Values.Write(writer, changed[own].Value);
            changed.RemoveAt(own);
        }
        foreach (var (name, value) in changed)
        {
            writer.WritePropertyName(name);
            Values.Write(writer, value);
        }
        writer.WriteEndObject();
    }

    private static List<(string Name, object? Value)> Changes(WorkflowDefinition now)
    {
        var was = DefinitionReader.Read(now.Source);
        var changes = new List<(string, object?)>();
        Note("id", was.Id, now.Id);
        Note("definitionId", was.DefinitionId, now.DefinitionId);
        Note("name", was.Name, now.Name);
        Note("description", was.Description, now.Description);
        Note("createdAt", was.CreatedAt, now.CreatedAt);
        Note("version", was.Version, now.Version);
        Note("toolVersion", was.ToolVersion, now.ToolVersion);
        Note("isReadonly", was.IsReadonly, now.IsReadonly);
        Note("isSystem", was.IsSystem, now.IsSystem);
        Note("isLatest", was.IsLatest, now.IsLatest);
        Note("isPublished", was.IsPublished, now.IsPublished);
        return changes;

        void Note(string name, object? before, object? after)
        {
            if (!Equals(before, after)) changes.Add((name, after));
        }
    }
}
