using Xunit;

namespace Petitions.Tests.Unit.Cases;

public class MigrationNumbersTests
{
    /// <summary>Two people who each add the next file meet here, before any database does.</summary>
    [Fact]
    public void No_two_migrations_have_one_number()
    {
        var files = Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(Seeds.Folder)!, "src", "Storage", "Migrations"), "*.sql");
        Assert.DoesNotContain(files.GroupBy(f => Path.GetFileName(f)[..4]), g => g.Count() > 1);
    }
}
