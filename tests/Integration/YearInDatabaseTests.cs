using Petitions.Server;
using Petitions.Server.Rehearsal.Year;
using Petitions.Server.Verbs;
using Petitions.Storage;

namespace Petitions.Tests.Integration;

/// <summary>A small year on the real desk: the same people, through the door that HTTP uses, with the sweep and the outbox of the product.</summary>
public sealed class YearInDatabaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_small_year_in_the_database_breaks_no_invariant_and_its_audit_holds()
    {
        await using var rows = await TestDatabase.CreateAsync();
        var ground = RehearsalTests.GroundOn(rows, RehearsalTests.Seeds);
        await Seeder.SeedAsync(ground, Token);
        var year = await PlayedYear.OnAsync(await DatabaseStage.OpenAsync(ground, Token), YearPlan.Read(RehearsalTests.Seeds), 5, 30, Token);
        Assert.Empty(year.Play.Faults);
        Assert.Empty(year.Examined.Broken.Select(b => b.ToString()));
        var examined = await Verify.ExamineAsync(ground, Token);
        Assert.Equal((year.Examined.Total, 0), (examined.Total, examined.Broken.Count));
        Assert.True(examined.Total > 3_000, $"only {examined.Total} checks");
        Assert.True((await new AuditVerifier(ground.Database).VerifyAsync(Token)).IsClean);
    }
}
