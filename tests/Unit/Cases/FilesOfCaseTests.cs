using System.Reflection;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Whoever reads a case fetches the files it speaks of, and no others.</summary>
public sealed class FilesOfCaseTests
{
    private static readonly Guid File = Guid.Parse("019e15bf-ec80-7000-8000-000000000001");

    public static TheoryData<string> Places => ["attachment", "recording", "evidence", "education", "proof", "decision"];

    [Theory]
    [MemberData(nameof(Places))]
    public void A_file_is_the_cases_wherever_the_case_names_it(string place)
    {
        var c = Paper.Registered("A6", "2026-03-02 09:00").Case;
        Assert.False(FilesOfCase.Speaks(c, File));
        Name(c, place, File.ToString().ToUpperInvariant());
        Assert.True(FilesOfCase.Speaks(c, File));
        Assert.False(FilesOfCase.Speaks(c, Guid.Parse("019e15bf-ec80-7000-8000-000000000002")));
    }

    [Fact]
    public void What_a_note_or_a_unit_happens_to_be_called_is_no_file()
    {
        var c = Paper.Registered("A6", "2026-03-02 09:00").Case;
        (c.LevelOfSolution, c.Location, c.ResponsibleUnit) = (File.ToString(), File.ToString(), File.ToString());
        Assert.False(FilesOfCase.Speaks(c, File));
    }

    /// <summary>A new member that holds a file must be added where files are looked for; this test then gets its place above.</summary>
    [Fact]
    public void Every_member_of_a_case_that_is_called_after_a_file_is_looked_at()
    {
        var seen = new HashSet<Type>();
        var found = new SortedSet<string>(StringComparer.Ordinal);
        Walk(typeof(Case), seen, found);
        Assert.Equal(["Attachment.FileId", "Case.Recording", "EducationActivity.File", "FoundCause.Evidence", "Rectification.Proof"], found);
    }

    private static void Walk(Type type, HashSet<Type> seen, SortedSet<string> found)
    {
        type = Nullable.GetUnderlyingType(type) ?? (type.IsGenericType ? type.GetGenericArguments()[^1] : type);
        if (type.Namespace != typeof(Case).Namespace || type.IsEnum || !seen.Add(type))
            return;
        foreach (var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var holdsWords = member.PropertyType == typeof(string) || member.PropertyType == typeof(IReadOnlyList<string>);
            if (holdsWords && new[] { "File", "Recording", "Evidence", "Proof" }.Any(word => member.Name.Contains(word, StringComparison.Ordinal)))
                found.Add($"{type.Name}.{member.Name}");
            Walk(member.PropertyType, seen, found);
        }
    }

    private static void Name(Case c, string place, string id)
    {
        var record = new AccountabilityRecord { No = 1 };
        switch (place)
        {
            case "attachment": c.Attachments.Add(new Attachment(1, id, "photo", null, "STF-008", c.ReceivedAt)); break;
            case "recording": c.Recording = id; break;
            case "evidence": record = record with { Causes = new CauseAnalysis([new FoundCause("direct", null, 1, [$"file:{id}"])], Paper.Day("2026-03-04"), "STF-029") }; break;
            case "education": record = record with { Education = [new EducationActivity(Paper.Day("2026-03-06"), "meeting", ["保洁班"], 1, 1, 1, id)] }; break;
            case "proof": record = record with { Rectifications = [new Rectification("planning", 1, "COM-WY", Paper.Day("2026-03-20"), id)] }; break;
            default: record = record with { Responsible = [new ResponsibleParty(null, "COM-WY", "direct", "criticism", "COM", id, Paper.Day("2026-03-05"))] }; break;
        }
        c.AccountabilityRecords.Add(record);
    }
}
