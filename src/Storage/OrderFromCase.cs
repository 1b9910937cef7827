using System.Text.Json.Nodes;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// An order that one case sends to another, or to a new one. Payload: <c>verb</c>, <c>command</c> (its members; words as <c>{"$text": n}</c> of the
/// sending case) and <c>case</c>: a number, or <c>root/id</c>; without it a Creates verb opens a new case.
/// </summary>
internal static class OrderFromCase
{
    public static async Task GiveAsync(CaseDesk desk, Database database, OutboxItem item, CancellationToken token)
    {
        var verb = Required(item.Payload, "verb");
        var rule = RuleBook.Handbook.For(verb) ?? throw new InvalidOperationException($"There is no verb {verb}.");
        var texts = await TextsAsync(desk, database, item, token);
        var command = CommandJson.Read((item.Payload["command"] ?? new JsonObject()).ToJsonString(), rule.CommandType, id => texts.GetValueOrDefault(id));
        var terms = new DeskTerms(IdempotencyKey: item.Id);
        if ((string?)item.Payload["case"] is { } address)
            await (address.Contains('/', StringComparison.Ordinal)
                ? desk.GiveAsync(KeyOf(address), command, Actor.System, terms, token)
                : desk.GiveAsync(address, command, Actor.System, terms, token));
        else
            await desk.OpenAsync((Register)command, Actor.System, terms, token);
    }

    private static async Task<IReadOnlyDictionary<int, string>> TextsAsync(CaseDesk desk, Database database, OutboxItem item, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        var sender = await desk.Reader.FindAsync(connection, Actor.System.Id, null, item.Case, null, [], [], token);
        return sender.Case?.Loaded.Texts ?? new Dictionary<int, string>();
    }

    private static string Required(JsonObject payload, string member) =>
        (string?)payload[member] ?? throw new InvalidOperationException($"An order without {member}.");

    private static CaseKey KeyOf(string address)
    {
        var slash = address.LastIndexOf('/');
        return new(address[..slash], Guid.Parse(address[(slash + 1)..]));
    }
}
