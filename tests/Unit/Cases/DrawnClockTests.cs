using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Internal clocks that a designer adds to a drawing (handbook §12, activity StartClock).</summary>
public sealed class DrawnClockTests
{
    private const string At = "2026-02-26 10:00";

    [Fact]
    public void Every_order_of_the_product_has_its_rule()
    {
        var known = RuleBook.Handbook.Rules.Select(r => r.CommandType).ToHashSet();
        Assert.All(typeof(Command).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Command)) && !t.IsAbstract), order => Assert.Contains(order, known));
    }

    [Fact]
    public void A_clock_of_a_drawing_counts_working_days_from_today_under_its_own_name()
    {
        var paper = Road.Claim();
        paper.Give(new StartInternalClock("现场核实", 3), Actor.System, At);
        var clock = paper.Clock("drawn:现场核实");
        Assert.Equal((ClockKind.Internal, Paper.Day("2026-03-02"), Paper.At("2026-03-03 00:00")), (clock.Kind, clock.EffectiveDue!.Value, clock.DueAt!.Value));
        Assert.Equal("现场核实", Clocks.DrawnName(clock.Code));
        Assert.Null(Clocks.DrawnName("CLK-HANDLE60"));
        paper.PassTo("2026-03-03 00:01");
        Assert.True(paper.Clock("drawn:现场核实").WasMissed);
        Assert.DoesNotContain(paper.Case.Ladder, e => e.Clock == clock.No);
        Assert.DoesNotContain(Triggers.Daily(paper.Case), g => g.Source.Contains("drawn", StringComparison.Ordinal));
    }

    [Fact]
    public void One_of_the_same_name_that_runs_already_is_left_alone()
    {
        var paper = Road.Claim();
        paper.Give(new StartInternalClock("现场核实", 3), Actor.System, At);
        paper.Give(new StartInternalClock(" 现场核实 ", 9), Actor.System, At);
        Assert.Single(paper.Case.Clocks, k => k.Code == "drawn:现场核实");
    }

    [Fact]
    public void It_ends_with_the_answer()
    {
        var paper = Road.ServiceInHandling();
        paper.Give(new StartInternalClock("现场核实", 3), Actor.System, "2026-09-08 09:00");
        paper.Give(new ReportResult("done", "已修好", null, new ServiceProof(Documents.Oral, null)), Road.Handler, "2026-09-08 16:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("drawn:现场核实").Status);
    }

    [Theory]
    [InlineData("", 3, "name")]
    [InlineData(" ", 3, "name")]
    [InlineData("CLK-HANDLE60", 3, "name")]
    [InlineData("现场\0核实", 3, "name")]
    [InlineData("现场核实", 0, "workdays")]
    [InlineData("现场核实", int.MinValue, "workdays")]
    [InlineData("现场核实", int.MaxValue, "workdays")]
    public void Without_a_name_of_its_own_or_days_that_can_be_it_is_refused(string name, int days, string field) =>
        Assert.Equal(("FIELD_INVALID", field), Road.Claim().Refuses(new StartInternalClock(name, days), Actor.System, At) is var r ? (r.Code, r.Field) : default);
}
