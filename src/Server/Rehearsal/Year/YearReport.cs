using Petitions.Cases;
using Petitions.Server.Invariants;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>A year in lines: each count beside its band, each invariant with the number of its checks, and the last line <c>N passed, M failed</c>.</summary>
public static class YearReport
{
    /// <summary>Of one invariant so many broken cases are shown.</summary>
    private const int Shown = 5;

    public static void Write(PlayedYear year, TextWriter to)
    {
        to.WriteLine($"seed {year.Seed}: {year.Petitions} petitions, {year.Cases.Count} cases, {year.Play.Done.Values.Sum()} orders, {year.Play.Refusals.Values.Sum()} refused");
        foreach (var count in year.Counts)
            to.WriteLine($"  {(count.Holds ? "  " : "!!")} {count.Band.Kind,-9} {count.Band.Code,-24} {count.Count,5}   {count.Band.Least(count.Of)}–{count.Band.Most(count.Of)} of {count.Of}");
        to.WriteLine("  orders: " + string.Join(", ", year.Play.Done.Select(d => $"{d.Key} {d.Value}")));
        to.WriteLine("  refused: " + string.Join(", ", year.Play.Refusals.Select(d => $"{d.Key} {d.Value}")));
        year.Examined.Write(to, Shown);
        if (year.Examined.NeverChecked is { Count: > 0 } never)
            to.WriteLine($"{(year.IsWhole ? "!! " : "")}not exercised: {string.Join(", ", never.Order(StringComparer.Ordinal))}");
        foreach (var fault in year.Play.Faults)
            to.WriteLine($"FAULT: {fault}");
        to.WriteLine($"{year.Passed} passed, {year.Failed} failed");
    }

    /// <summary>The share that went through the database: what was examined there, and whether the chains of the audit hold.</summary>
    public static void WriteShare(PlayedYear year, Examination examined, bool isAuditClean, TextWriter to)
    {
        foreach (var breach in examined.Broken)
            to.WriteLine($"  !! {breach.Article} {breach.Invariant} {breach.Number}: {breach.What}");
        foreach (var fault in year.Play.Faults)
            to.WriteLine($"FAULT: {fault}");
        to.WriteLine($"in the database: {year.Petitions} petitions, {examined.Cases} cases, {year.Play.Done.Values.Sum()} orders, {examined.Total} checks, "
            + $"{examined.Broken.Count} broken, audit {(isAuditClean ? "clean" : "BROKEN")}");
    }

    /// <summary>What happened to one case, event by event.</summary>
    public static void Show(CaseHistory history, TextWriter to)
    {
        to.WriteLine($"{history.Number} {history.Case.State.Code()}");
        foreach (var e in history.Events)
            to.WriteLine($"  {e.RecordedAt.ToOffset(Local.Offset):MM-dd HH:mm} {e.Actor,-8} {e.Verb} {e.Name} {e.Payload.GetRawText()}");
    }
}
