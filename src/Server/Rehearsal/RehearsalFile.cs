using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Server.Rehearsal;

/// <summary>Petitions as dated commands of the people who would give them, with what must come of each (seeds/README.md).</summary>
public sealed record RehearsalFile(IReadOnlyList<RehearsedPetition> Petitions)
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
    };

    /// <exception cref="RehearsalFileInvalid">The first thing that is wrong with the file, with its place.</exception>
    public static RehearsalFile Read(string json)
    {
        RehearsalFile file;
        try
        {
            file = JsonSerializer.Deserialize<RehearsalFile>(json, Strict) ?? throw new RehearsalFileInvalid("The file is empty.");
        }
        catch (JsonException e)
        {
            throw new RehearsalFileInvalid($"{e.Path}: {e.Message}");
        }
        var ids = new HashSet<string>();
        foreach (var petition in file.Petitions)
        {
            Require(ids.Add(petition.Id), petition.Id, "stands twice");
            Check(petition);
        }
        return file;
    }

    private static void Check(RehearsedPetition petition)
    {
        Require(petition.Steps.Count > 0, petition.Id, "has no steps");
        Require(petition.Steps[0].Give == "register" && petition.Steps[0].Part is null, petition.Id, "does not begin with register");
        for (var i = 0; i < petition.Steps.Count; i++)
        {
            var step = petition.Steps[i];
            var place = $"{petition.Id} steps[{i}]";
            Require(i == 0 || petition.Steps[i - 1].At <= step.At, place, "stands before its time: steps are in order");
        }
    }

    private static void Require(bool holds, string place, string what)
    {
        if (!holds)
            throw new RehearsalFileInvalid($"{place} {what}.");
    }
}

/// <param name="Id">Name of the petition in the file; the number it gets is the register's own.</param>
/// <param name="ReceivedAt">The first receipt; expectations count from it.</param>
/// <param name="AcceptedOn">Local day of acceptance, where expectations count from it.</param>
/// <param name="ExpectedLater">Kept with the sample; nothing here judges it.</param>
public sealed record RehearsedPetition(
    string Id, DateTimeOffset ReceivedAt, IReadOnlyList<RehearsedStep> Steps, JsonElement Expected, DateOnly? AcceptedOn = null,
    JsonElement? ExpectedLater = null);

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
