using System.Security.Cryptography;
using Petitions.Server.Rehearsal;
using Petitions.Server.Rehearsal.Year;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A small year in memory: hundreds of petitions with people who are late, refuse, withdraw and come back; examined by the law.</summary>
public sealed class YearOnPaperTests
{
    private static readonly YearPlan Plan = YearPlan.Read(Seeds.Folder);

    [Fact]
    public async Task A_small_year_breaks_no_invariant_and_keeps_to_its_bands()
    {
        var year = await PlayedAsync(seed: 2026, petitions: 120);
        Assert.Empty(year.Play.Faults);
        Assert.Empty(year.Examined.Broken.Select(b => b.ToString()));
        Assert.Empty(year.Counts.Where(c => !c.Holds).Select(c => $"{c.Band.Kind} {c.Band.Code}: {c.Count}"));
        Assert.True(year.Examined.Total > 20_000, $"only {year.Examined.Total} checks");
    }

    [Fact]
    public async Task A_year_of_unknown_dice_breaks_no_invariant_either()
    {
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        TestContext.Current.TestOutputHelper?.WriteLine($"dice {seed}");
        var year = await PlayedAsync(seed, petitions: 40);
        Assert.True(year.Play.Faults.Count == 0 && year.Examined.Broken.Count == 0,
            $"dice {seed}: {string.Join('\n', year.Play.Faults.Concat(year.Examined.Broken.Select(b => b.ToString())))}");
    }

    [Fact]
    public async Task What_a_few_petitions_do_not_exercise_is_named_and_no_failure_but_in_a_whole_year_it_is_one()
    {
        var few = await PlayedAsync(seed: 2026, petitions: 12);
        Assert.NotEmpty(few.Examined.NeverChecked);
        Assert.False(few.IsWhole);
        Assert.Equal(few.Counts.Count(c => !c.Holds), few.Failed);
        var report = new StringWriter();
        YearReport.Write(few, report);
        Assert.Contains($"\nnot exercised: {string.Join(", ", few.Examined.NeverChecked.Order(StringComparer.Ordinal))}", report.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var whole = few with { Petitions = 2000 };
        Assert.Equal(few.Failed + few.Examined.NeverChecked.Count, whole.Failed);
    }

    [Fact]
    public void The_same_dice_draw_the_same_petitions()
    {
        var (one, other) = (Drawn(7), Drawn(7));
        Assert.Equal(one, other);
        Assert.NotEqual(one, Drawn(8));
    }

    [Fact]
    public void Every_category_has_a_band_and_occurs_in_a_year()
    {
        var categories = Seeds.Reference.Categories.Values.Where(c => !c.IsGroup).Select(c => c.Code).ToHashSet();
        Assert.Equal(categories, Plan.Bands.Where(b => b.Kind == "category").Select(b => b.Code).ToHashSet());
        Assert.Equal(categories, new YearPetitions(Plan, Seeds.Reference, 1).Draw(2000).Select(a => a.Order.Category!).ToHashSet());
        Assert.All(Plan.Bands, b => Assert.True(b.Low <= b.High && b.Why.Length > 10, b.Code));
    }

    [Fact]
    public void A_count_outside_its_band_is_seen()
    {
        var band = new Band("rung", "rung1", 0.02, 0.28, "three of 35");
        Assert.True(new Counted(band, 170, 2000).Holds);
        Assert.False(new Counted(band, 3, 2000).Holds);
        Assert.False(new Counted(band, 900, 2000).Holds);
    }

    private static List<string> Drawn(int seed) =>
        [.. new YearPetitions(Plan, Seeds.Reference, seed).Draw(50).Select(a => $"{a.At:u} {a.By} {a.Order.Category} {a.Order.Channel} {a.Temper.Pace}")];

    private static Task<PlayedYear> PlayedAsync(int seed, int petitions) => PlayedYear.OnAsync(
        new PaperStage(Seeds.Reference, PaperStage.Workflows(Seeds.Workflows)), Plan, seed, petitions, TestContext.Current.CancellationToken);
}
