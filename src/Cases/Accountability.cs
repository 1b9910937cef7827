namespace Petitions.Cases;

/// <summary>Which clauses a record must satisfy (handbook §6.2): seed-000 (C1–C3), safety-4 and prc-1975 (with C4). Data, not code.</summary>
public sealed record AccountabilityScheme(string Code, string Zh, string En, IReadOnlyList<string> Clauses);
