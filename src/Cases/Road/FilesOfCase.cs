namespace Petitions.Cases;

/// <summary>Of which files a case speaks. Whoever reads the case may fetch these; what has left it with an accusation is not among them any more.</summary>
public static class FilesOfCase
{
    /// <summary>True where an attachment, the recording, or an entry of an accountability record names the file, alone or behind a word.</summary>
    public static bool Speaks(Case c, Guid file)
    {
        var id = file.ToString();
        return Named(c).Any(said => said.Contains(id, StringComparison.OrdinalIgnoreCase));
    }

    private static IEnumerable<string> Named(Case c) =>
        c.Attachments.Select(a => a.FileId).Append(c.Recording).Concat(c.AccountabilityRecords.SelectMany(Named)).OfType<string>();

    private static IEnumerable<string?> Named(AccountabilityRecord record) =>
        (record.Causes?.Found ?? []).SelectMany(cause => cause.Evidence).Concat(record.Education.Select(held => held.File))
            .Concat(record.Rectifications.Select(done => done.Proof)).Concat(record.Responsible.Select(party => party.Document));
}
