using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Petitions.Cases.Activities;
using Petitions.Server.Studio.Definitions;
using Petitions.Storage;

namespace Petitions.Server.Studio.Descriptors;

/// <summary>The list of activities in one language, as bytes that are sent as they are.</summary>
public sealed record Shelf(byte[] Json, string ETag);

/// <summary>
/// The toolbox: Elsa's activities that the engine runs, ours, and the processes that offer themselves as activities. Made once for each
/// library and language; a save costs a designer nothing here but the answer "not modified".
/// </summary>
public sealed class Toolbox
{
    private readonly ConcurrentDictionary<Language, (Library Library, int Strangers, string Events, Shelf Shelf)> _shelves = [];
    private readonly ConcurrentDictionary<(string Type, int Version), byte> _strangers = [];
    private readonly ConcurrentDictionary<string, string[]> _events = [];

    /// <summary>How often the list has been made; every time costs.</summary>
    public int Made { get; private set; }

    /// <summary>Names of events of their own that drawings say or wait for, drafts among them, as far as they have been looked at here.</summary>
    public IReadOnlyList<string> Events => [.. _events.Values.SelectMany(names => names).Distinct().Order(StringComparer.Ordinal)];

    public Shelf For(Library library, Language language)
    {
        var (strangers, events) = (_strangers.Count, Events);
        var named = string.Join('\n', events);
        if (_shelves.TryGetValue(language, out var known) && known.Library == library && known.Strangers == strangers && known.Events == named)
            return known.Shelf;
        Made++;
        var words = new ToolboxWords(new Say(Texts.Of(language), library.Reference), library, events);
        var offered = library.Workflows.Activities;
        var items = PetitionActivities.Catalogue.Descriptors.Concat(offered).Select(words.Describe)
            .Concat(_strangers.Keys.Except(offered.Select(d => (Type: d.TypeName, d.Version))).Order().Select(s => words.Stranger(s.Type, s.Version))).ToList();
        var json = JsonSerializer.SerializeToUtf8Bytes(new { items, count = items.Count }, StudioApi.Json);
        var shelf = new Shelf(json, $"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..24]}\"");
        _shelves[language] = (library, strangers, named, shelf);
        return shelf;
    }

    /// <summary>
    /// Notes the types of a definition that is about to be shown, and its own events. Studio draws nothing at all, and then saves nothing, where one node's
    /// type has no descriptor: what the engine does not know gets one that says so.
    /// </summary>
    public void Know(string definitionId, string json)
    {
        _events[definitionId] = [.. EventChoices.OwnIn(json)];
        foreach (var (type, version) in DefinitionDocument.TypesOf(json))
            if (PetitionActivities.Catalogue.Find(type, version) is not { } known || known.Descriptor.Version != version)
                _strangers.TryAdd((type, version), 0);
    }
}
