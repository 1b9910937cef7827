namespace Petitions.Cases;

public sealed record IssueSupervisionOrder(string? Unit, Words? Demand, bool Listed = false) : Command;
public sealed record ReplyToSupervision(int Order, Words Text) : Command;
public sealed record VerifySupervision(int Order, bool Accepted, Words? Reason) : Command;
