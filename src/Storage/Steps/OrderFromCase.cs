using System.Text.Json.Nodes;
using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>
/// An order that one case sends to another, or to a new one. Payload: <c>verb</c>, <c>command</c> (its members; words as <c>{"$text": n}</c> of the
/// sending case) and <c>case</c>: a number, or <c>root/id</c>; without it a Creates verb opens a new case. <c>senderAs</c> names the member that takes
/// the sender's number; <c>answer</c> the verb by which the sender is told the number of the new case.
/// </summary>
internal static class OrderFromCase
{
    public static async Task GiveAsync(CaseDesk desk, Database database, Files files, OutboxItem item, CancellationToken token)
    {
        var verb = Required(item.Payload, "verb");
        var rule = RuleBook.Handbook.For(verb) ?? throw new InvalidOperationException($"There is no verb {verb}.");
        var texts = await TextsAsync(desk, database, item, token);
        var members = item.Payload["command"]?.DeepClone().AsObject() ?? [];
        if ((string?)item.Payload["senderAs"] is { } member)
            members[member] = item.Number;
        var command = CommandJson.Read(members.ToJsonString(), rule.CommandType, id => texts.GetValueOrDefault(id));
        var terms = new DeskTerms(IdempotencyKey: item.Id);
        if ((string?)item.Payload["case"] is { } address)
            await (address.Contains('/', StringComparison.Ordinal)
                ? desk.GiveAsync(KeyOf(address), command, Actor.System, terms, token)
                : desk.GiveAsync(address, command, Actor.System, terms, token));
        else
        {
            var opened = await desk.OpenAsync((Register)command, Actor.System, terms, token);
            var moved = (command as RegisterSplitPart)?.Files?.Select(f => Guid.TryParse(f.FileId, out var id) ? id : (Guid?)null).OfType<Guid>().ToList();
            await files.MoveAsync(item.Case, opened.Key, moved ?? [], token);
            await AnswerAsync(desk, item, opened, token);
        }
    }

    private static async Task AnswerAsync(CaseDesk desk, OutboxItem item, StepReceipt opened, CancellationToken token)
    {
        if ((string?)item.Payload["answer"] is not { } verb)
            return;
        var type = RuleBook.Handbook.For(verb)?.CommandType ?? throw new InvalidOperationException($"There is no verb {verb}.");
        var command = CommandJson.Read(new JsonObject { ["number"] = opened.Number }.ToJsonString(), type, _ => null);
        await desk.GiveAsync(item.Case, command, Actor.System, new DeskTerms(IdempotencyKey: $"{item.Id}/answer"), token);
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
