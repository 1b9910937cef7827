using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Server.Rehearsal;

/// <summary>Petitions as dated commands of the people who would give them, with what must come of each (seeds/README.md).</summary>
public sealed record RehearsalFile(IReadOnlyList<RehearsedPetition> Petitions)
{
    /// <summary>Petitions that cannot be played, each with what is wrong and where; the others are played all the same.</summary>
    public IReadOnlyList<BrokenPetition> Broken { get; init; } = [];

    /// <summary>Members of the file beside the petitions: for readers.</summary>
    private static readonly string[] Remarks = ["$comment", "version"];

    /// <exception cref="RehearsalFileInvalid">The first thing that is wrong with the file or one of its petitions, with its place.</exception>
    public static RehearsalFile Read(string json)
    {
        var file = ReadEach(json);
        return file.Broken.Count == 0 ? file : throw new RehearsalFileInvalid($"{file.Broken[0].Id}: {file.Broken[0].Fault}");
    }

    /// <exception cref="RehearsalFileInvalid">It is no file of petitions; what is wrong with single ones stands in <see cref="Broken"/>.</exception>
    public static RehearsalFile ReadEach(string json)
    {
        var (whole, broken) = (new List<RehearsedPetition>(), new List<BrokenPetition>());
        foreach (var (element, place) in Elements(json))
        {
            var id = element.At("id") is { ValueKind: JsonValueKind.String } named ? named.GetString()! : place;
            try
            {
                var petition = PetitionReader.Read(element);
                if (whole.Exists(other => other.Id == petition.Id))
                    throw new RehearsalFileInvalid("stands twice");
                whole.Add(petition);
            }
            catch (RehearsalFileInvalid invalid)
            {
                broken.Add(new(id, invalid.Message));
            }
        }
        return new(whole) { Broken = broken };
    }

    private static List<(JsonElement Petition, string Place)> Elements(string json)
    {
        JsonElement root;
        try
        {
            root = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException e)
        {
            throw new RehearsalFileInvalid(PetitionReader.Said(e));
        }
        if (root.At("petitions") is not { ValueKind: JsonValueKind.Array } petitions)
            throw new RehearsalFileInvalid("There is no list of petitions in it.");
        if (root.EnumerateObject().Select(m => m.Name).FirstOrDefault(name => name != "petitions" && !Remarks.Contains(name)) is { } unknown)
            throw new RehearsalFileInvalid($"Nobody knows its member {unknown}.");
        return [.. petitions.EnumerateArray().Select((petition, i) => (petition, $"petitions[{i}]"))];
    }
}

/// <param name="Id">Its id, or its place in the file where it has none.</param>
public sealed record BrokenPetition(string Id, string Fault);

/// <param name="Id">Name of the petition in the file; the number it gets is the register's own.</param>
/// <param name="ReceivedAt">The first receipt; expectations count from it.</param>
/// <param name="AcceptedOn">Local day of acceptance, where expectations count from it.</param>
/// <param name="ExpectedLater">Kept with the sample; nothing here judges it.</param>
public sealed record RehearsedPetition(
    string Id, DateTimeOffset ReceivedAt, IReadOnlyList<RehearsedStep> Steps, JsonElement Expected, DateOnly? AcceptedOn = null,
    JsonElement? ExpectedLater = null)
{
    /// <summary>The head of a sample (channel, category, text, …). What the registration says as well is compared with it; the rest describes.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement> Head { get; init; } = new Dictionary<string, JsonElement>();
}

/// <summary>One order of one person at one moment.</summary>
/// <param name="At">When it is entered. <c>happenedAt</c> in the order says when it happened, if that was earlier.</param>
/// <param name="By">A staff id; <c>petitioner</c>: she herself, by query code; <c>web</c>: somebody at the public form.</param>
/// <param name="Give">The verb.</param>
/// <param name="With">The order's members. <c>$number:ID</c>, <c>$record</c>, <c>$order</c>, <c>$entry:STEP</c>, <c>$document:KIND</c> stand for numbers
/// that the register or the case counted.</param>
/// <param name="Part">Number of the part whose own petition it is for, after a split.</param>
/// <param name="ExpectRefusal">The code with which it must be refused.</param>
public sealed record RehearsedStep(
    DateTimeOffset At, string By, string Give, JsonElement? With = null, [property: JsonPropertyName("on")] int? Part = null,
    string? ExpectRefusal = null);

/// <summary>The file cannot be rehearsed; the message says what and where.</summary>
public sealed class RehearsalFileInvalid(string message) : Exception(message);
