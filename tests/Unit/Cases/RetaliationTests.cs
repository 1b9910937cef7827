using Petitions.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Cases;

/// <summary>H4: whoever suffers for having spoken is reached in a day, protected, and asked again after 30 and 90 days.</summary>
public sealed class RetaliationTests
{
    private const string Officer = "STF-050";

    [Fact]
    public void The_accuser_is_reached_within_a_working_day_and_asked_again_after_30_and_90_days()
    {
        var paper = Told();
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-RET-CONTACT").Status);
        Assert.Equal((Paper.Day("2026-07-26"), Paper.Day("2026-09-24")), (paper.Clock("CLK-RET-ASK30").EffectiveDue, paper.Clock("CLK-RET-ASK90").EffectiveDue));
        Assert.Equal(["since:30", "since:90"], paper.Case.Tasks.Where(t => t is { Kind: "askSince", Status: TaskStatus.Open }).Select(t => t.About));
        Assert.Equal("WRONG_STATE", paper.Refuses(new RecordRetaliationContact(), Officer, "2026-06-27 10:00").Code);
    }

    [Fact]
    public void Nothing_is_concluded_before_the_protection_is_decided()
    {
        var paper = Told();
        Assert.Equal("INTERIM_MEASURE_UNDECIDED", paper.Refuses(new ConcludeAccusation("upheld"), Officer, "2026-08-12 10:00").Code);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideInterimMeasure(" "), Officer, "2026-06-29 10:00").Code);
        paper.Give(new DecideInterimMeasure("调岗暂缓"), Officer, "2026-06-29 10:00");
        paper.Give(new ConcludeAccusation("notUpheld"), Officer, "2026-08-12 10:00");
        Assert.Equal("TR6", paper.Record().Trigger);
    }

    [Fact]
    public void Upheld_it_has_one_record_for_both_reasons()
    {
        var paper = Told();
        paper.Give(new DecideInterimMeasure("调岗暂缓"), Officer, "2026-06-29 10:00");
        paper.Give(new ConcludeAccusation("upheld"), Officer, "2026-08-12 10:00");
        Assert.Equal(["TR6", "TR3"], Assert.Single(paper.Case.AccountabilityRecords).Grounds.Select(g => g.Trigger));
    }

    [Fact]
    public void When_something_has_happened_since_the_protection_is_decided_anew()
    {
        var paper = Told();
        paper.Give(new DecideInterimMeasure("暂不需要:已回原岗"), Officer, "2026-06-29 10:00");
        Assert.Equal("FIELD_INVALID", paper.Refuses(new RecordSince(60, false), Officer, "2026-07-24 10:00").Code);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new RecordSince(30, true), Officer, "2026-07-24 10:00").Code);
        paper.Give(new RecordSince(30, true, "奖金被扣"), Officer, "2026-07-24 10:00");
        Assert.Equal("WRONG_STATE", paper.Refuses(new RecordSince(30, false), Officer, "2026-07-25 10:00").Code);
        Assert.Equal("INTERIM_MEASURE_UNDECIDED", paper.Refuses(new ConcludeAccusation("upheld"), Officer, "2026-08-12 10:00").Code);
        paper.Give(new DecideInterimMeasure("补发奖金,换队"), Officer, "2026-08-12 10:00");
        Assert.DoesNotContain(paper.Case.Tasks, t => t is { Kind: "decideInterimMeasure", Status: TaskStatus.Open });
    }

    [Fact]
    public void The_second_question_is_asked_after_the_file_was_closed_too()
    {
        var paper = Told();
        paper.Give(new DecideInterimMeasure("调岗暂缓"), Officer, "2026-06-29 10:00");
        paper.Give(new TellAccuser(Road.Signed), Officer, "2026-07-01 10:00");
        paper.Give(new RecordSince(30, false), Officer, "2026-07-24 10:00");
        paper.Do("2026-08-12 10:00", s => s.Case.State = CaseState.Closed);
        paper.Give(new RecordSince(90, true, "又被威胁"), Officer, "2026-09-22 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock("CLK-RET-ASK90").Status);
        paper.Give(new DecideInterimMeasure("报公安机关"), Officer, "2026-09-22 11:00");
    }

    [Fact]
    public void Of_other_accusations_nobody_records_a_retaliation() =>
        Assert.Equal("WRONG_STATE", SealedTests.HandedOver().Refuses(new RecordRetaliationContact(), Officer, "2026-04-28 10:00").Code);

    private static Paper Told()
    {
        var paper = Road.Register(Road.Entry("H4") with { Location = null, ReceivedAt = Paper.At("2026-06-25 11:40") }, "2026-06-25 11:50");
        Assert.Equal(Paper.Day("2026-06-26"), paper.Clock("CLK-RET-CONTACT").EffectiveDue);
        paper.Give(new HandToDiscipline(), Road.Sorter, "2026-06-25 14:00");
        paper.Give(new RecordRetaliationContact("已通电话"), Officer, "2026-06-26 10:00");
        return paper;
    }
}
