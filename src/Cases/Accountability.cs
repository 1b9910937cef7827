namespace Petitions.Cases;

/// <summary>
/// The three-not-let-go check (三不放过, handbook §6): what opens a record, who fills and who verifies it, and the gate before closing.
/// The gate holds closing alone; the answer to the petitioner is never held by it.
/// </summary>
public static partial class Accountability
{
    /// <summary>What keeps the case from being closed (T19): the missing clauses of every record that has not passed, and every record that is still to be opened.</summary>
    /// <returns>Empty when closing is free; else the list for CLOSE_BLOCKED_ACCOUNTABILITY.</returns>
    public static IReadOnlyList<MissingItem> BlocksClosure(Case c)
    {
        var missing = new List<MissingItem>();
        foreach (var record in c.AccountabilityRecords.Where(r => !r.IsPassed))
        {
            var clauses = Clauses.Missing(record);
            missing.AddRange(clauses.Count > 0 ? clauses : [new MissingItem("verification", "verifiedBy")]);
        }
        return missing;
    }
}
