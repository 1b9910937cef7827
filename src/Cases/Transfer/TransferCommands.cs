namespace Petitions.Cases;

// Transfer and jurisdiction (T08–T10, T26)
/// <param name="Kind">transfer or assign (with report-back).</param>
public sealed record Transfer(
    string? To, string Kind = "transfer", DateOnly? ReportBackBy = null, string? Lead = null, IReadOnlyList<string>? CoUnits = null,
    Words? OverrideReason = null) : Command;
public sealed record ReceiveTransfer : Command;
public sealed record RaiseObjection(Words? Reason) : Command;
public sealed record SignObjection : Command;
public sealed record DecideObjection(bool Accepted, Words? Reason) : Command;
public sealed record RaiseJurisdictionDispute(string? OtherUnit, Words? Reason) : Command;
public sealed record DecideJurisdiction(string? Unit, Words? Reason) : Command;
public sealed record ReportBack(Words Text) : Command;

/// <summary>A merger, or a duty handed over: the successor takes the case as it stands.</summary>
/// <param name="Parts">Requests that go over; all if empty. The others stay with <paramref name="From"/>.</param>
/// <param name="Variant">The variant of the route by which the duty was handed over, valid on the day.</param>
/// <param name="OrderedBy">Who ordered it for all cases of the unit; only the system's word is taken.</param>
public sealed record SucceedUnit(
    string? From, string? To, IReadOnlyList<int>? Parts = null, string? Variant = null, Words? Reason = null, string? OrderedBy = null) : Command;
