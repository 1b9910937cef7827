using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>Makes the command and the actor of a step; numbers that only the register or the case knows are filled in.</summary>
public sealed class OrderReader(Reference reference, Func<string, string?> numberOf)
{
    private static readonly JsonSerializerOptions Strict = new(CaseJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>True if the order names numbers that only the case knows.</summary>
    public static bool AsksTheCase(RehearsedStep step) => step.With?.GetRawText().Contains("\"$", StringComparison.Ordinal) == true;

    /// <param name="c">The case as it stands; null where <see cref="AsksTheCase"/> is false.</param>
    /// <exception cref="RehearsalFileInvalid">There is no such verb, member or number.</exception>
    public Command Read(RehearsedStep step, Case? c)
    {
        var type = RuleBook.Handbook.For(step.Give)?.CommandType ?? throw new RehearsalFileInvalid($"There is no verb {step.Give}.");
        var members = step.With is { } with ? JsonNode.Parse(with.GetRawText()) : new JsonObject();
        try
        {
            return (Command)Filled(members, c)!.Deserialize(type, Strict)!;
        }
        catch (JsonException e)
        {
            throw new RehearsalFileInvalid($"{step.Give} {PetitionReader.Said(e)}");
        }
    }

    public Actor Who(string by)
    {
        if (by is "petitioner" or "web")
            return Actor.Petitioner(1);
        var person = reference.Person(by) ?? throw new RehearsalFileInvalid($"There is nobody called {by}.");
        return new Actor(person.Id, person.Roles, person.Unit);
    }

    private JsonNode? Filled(JsonNode? node, Case? c) => node switch
    {
        JsonObject members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Filled(m.Value, c)))),
        JsonArray list => new JsonArray(list.Select(item => Filled(item, c)).ToArray()),
        JsonValue value when value.TryGetValue<string>(out var text) && text.StartsWith('$') => Number(text, c),
        _ => node?.DeepClone(),
    };

    private JsonNode Number(string text, Case? c)
    {
        var colon = text.IndexOf(':');
        var (what, which) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        if (what == "$number")
            return JsonValue.Create(numberOf(which) ?? throw new RehearsalFileInvalid($"{which} has no number yet."));
        int? found = what switch
        {
            "$record" => c?.AccountabilityRecords.LastOrDefault(r => r.IsOpen)?.No,
            "$order" => c?.SupervisionOrders.LastOrDefault(o => o.IsOpen)?.No,
            "$entry" => c?.Ladder.LastOrDefault(e => e.Step == which && e.FiredAt is not null)?.No,
            "$document" => c?.Documents.LastOrDefault(d => d.Kind == which)?.No,
            _ => throw new RehearsalFileInvalid($"{text} stands for nothing."),
        };
        return JsonValue.Create(found ?? throw new RehearsalFileInvalid($"The case has nothing for {text}."));
    }
}
