namespace Petitions.Cases;

/// <summary>
/// A message to one person inside the application (and by SMS or mail through the outbox). Holds a template and facts, never words of a petitioner.
/// </summary>
/// <param name="To">Staff id, or <c>P:n</c> for a person of the case.</param>
/// <param name="Template">Key of the sentences in the resource files: <c>notice.rung1</c> …</param>
/// <param name="Arguments">Facts for the sentences: dates as yyyy-MM-dd, units and roles as codes.</param>
/// <param name="NotBefore">Quiet hours: outside messages wait until then (E9); the notice in the application is there at once.</param>
/// <param name="Action">True if the receiver must do something.</param>
public sealed record Notice(
    string To, string Template, IReadOnlyDictionary<string, string> Arguments, DateTimeOffset NotBefore, bool Action = false, string? About = null);

/// <summary>Something that leaves after the commit: a message on a wire, a document to render, an order to another case.</summary>
/// <param name="Kind">sms, mail, command, http …</param>
/// <param name="Key">Unique in the case: sending twice has one effect.</param>
public sealed record OutboxMessage(string Kind, string Key, System.Text.Json.Nodes.JsonObject Payload, DateTimeOffset NotBefore);
