using System.Text.Json;
using System.Text.Json.Nodes;

namespace Petitions.Server.Rehearsal;

/// <summary>Reads one petition of a file strictly: a member that nobody knows, or one that is missing, is named with its place.</summary>
internal static class PetitionReader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    /// <summary>What the samples say of a petition before its expectations.</summary>
    private static readonly string[] Head =
    [
        "receivedBy", "channel", "category", "nature", "urgency", "location", "section", "partiesCount", "representatives", "title", "text", "specialCare",
        "anonymous", "treatAsPetition", "respondentsCount", "lateEntry",
    ];

    /// <exception cref="RehearsalFileInvalid">The first thing that is wrong, with its place in the petition.</exception>
    public static RehearsedPetition Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new RehearsalFileInvalid("is no petition");
        var head = element.EnumerateObject().Where(m => Head.Contains(m.Name)).ToDictionary(m => m.Name, m => m.Value);
        try
        {
            var petition = new JsonObject(element.EnumerateObject().Where(m => !head.ContainsKey(m.Name)).Select(m => KeyValuePair.Create(m.Name, JsonNode.Parse(m.Value.GetRawText()))))
                .Deserialize<RehearsedPetition>(Strict)! with { Head = head };
            Check(petition);
            return petition;
        }
        catch (JsonException e)
        {
            throw new RehearsalFileInvalid(Said(e));
        }
    }

    /// <summary>The place and the sentence, without the position in bytes that stands behind it.</summary>
    public static string Said(JsonException e)
    {
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return $"{e.Path ?? "$"}: {(end < 0 ? e.Message : e.Message[..end])}";
    }

    private static void Check(RehearsedPetition petition)
    {
        Require(petition.Expected.ValueKind == JsonValueKind.Object, "expected: is no object");
        Require(petition.Steps.Count > 0, "has no steps");
        for (var i = 0; i < petition.Steps.Count; i++)
        {
            Require(petition.Steps[i] is not null, $"steps[{i}]: is no step");
            Require(i == 0 || petition.Steps[i - 1].At <= petition.Steps[i].At, $"steps[{i}]: stands before its time, steps are in order");
        }
        Require(petition.Steps[0].Give == "register" && petition.Steps[0].Part is null, "does not begin with register");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
            throw new RehearsalFileInvalid(what);
    }
}
