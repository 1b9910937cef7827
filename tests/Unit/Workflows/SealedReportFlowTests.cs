using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>sealed-report.json: the sealed line from the sorter's desk to the file that is closed inside it.</summary>
public sealed class SealedReportFlowTests() : Process("sealed-report")
{
    private const string Officer = "STF-050", Second = "STF-051";

    [Fact]
    public void A_named_accuser_is_told_of_acceptance_and_result_and_the_file_is_closed() =>
        HandedOver().WaitsAt("sealed-report", "tell").Give(new TellAccuser(Road.Signed), Officer, "2026-03-05 10:00")
            .WaitsAt("sealed-report", "conclude").Give(new ConcludeAccusation("notUpheld"), Officer, "2026-04-05 10:00")
            .WaitsAt("sealed-report", "result").Give(new TellResult(Road.Signed), Officer, "2026-04-07 10:00")
            .WaitsAt("sealed-report", "close").Give(new CloseSealed(), Officer, "2026-04-08 10:00").IsAtRest(CaseState.Closed);

    [Fact]
    public void Concluded_before_the_accuser_was_told_only_the_result_is_left_to_tell() =>
        HandedOver().Give(new ConcludeAccusation("notUpheld"), Officer, "2026-03-05 10:00").WaitsAt("sealed-report", "result");

    [Fact]
    public void An_anonymous_one_is_concluded_and_closed() =>
        Registered(Entry("H3") with { Anonymous = true, People = [] }).Give(new HandToDiscipline(), Road.Sorter, "2026-03-03 09:00")
            .WaitsAt("sealed-report", "conclude").Give(new ConcludeAccusation("cannotBeVerified"), Officer, "2026-04-05 10:00")
            .WaitsAt("sealed-report", "close");

    [Fact]
    public void Retaliation_asks_first_for_the_contact_and_the_protection() =>
        Retaliation().WaitsAt("sealed-report", "contact").Give(new RecordRetaliationContact(), Officer, "2026-03-03 10:00")
            .WaitsAt("sealed-report", "measure").Give(new DecideInterimMeasure("暂缓调岗"), Officer, "2026-03-04 10:00").WaitsAt("sealed-report", "tell");

    [Fact]
    public void An_upheld_one_waits_for_the_three_questions_of_the_line_before_it_is_closed()
    {
        var desk = HandedOver().Give(new ConcludeAccusation("upheld"), Officer, "2026-03-05 10:00");
        Assert.All(desk.OpenTasks.Where(t => t.About == "accountability:1"), t => Assert.Equal((Roles.Discipline, "ENT-JW"), (t.Role, t.Unit)));
        desk.Give(new TellResult(Road.Signed), Officer, "2026-03-05 11:00").WaitsAt("sealed-report", "changed", "passed");
        desk.Give(Checked.Causes() with { AnalysedOn = Paper.Day("2026-03-06") }, Officer, "2026-03-06 10:00")
            .Give(new RecordResponsible(1, [Checked.Blamed() with { InForceOn = Paper.Day("2026-03-06") }]), Officer, "2026-03-06 11:00")
            .Give(Checked.Education(), Officer, "2026-03-06 16:00");
        desk.Give(new VerifyAccountability(1, null, null), Second, "2026-03-07 10:00").WaitsAt("sealed-report", "close")
            .Give(new CloseSealed(), Officer, "2026-03-08 10:00").IsAtRest(CaseState.Closed);
    }

    [Fact]
    public void A_withdrawal_leaves_every_step_of_it()
    {
        foreach (var desk in new[]
        {
            HandedOver(), Retaliation(), HandedOver().Give(new TellAccuser(Road.Signed), Officer, "2026-03-05 10:00"),
            Retaliation().Give(new RecordRetaliationContact(), Officer, "2026-03-03 10:00"),
            HandedOver().Give(new ConcludeAccusation("notUpheld"), Officer, "2026-03-05 10:00"),
            Answered("notUpheld"), Answered("upheld"), Registered(Entry("H2")),
        })
            desk.Give(new Withdraw("不追究了"), Road.Petitioner, "2026-03-09 09:00")
                .Give(new ConfirmWithdrawal(true, false), Second, "2026-03-09 10:00").WaitsAt("sealed-report").WaitsAt("petition");
    }

    [Fact]
    public void A_desk_hands_it_on_from_every_step_before_the_conclusion()
    {
        HandedOver().Give(new HandToDiscipline("GRP-JW"), Officer, "2026-03-04 10:00").WaitsAt("sealed-report", "tell");
        HandedOver().Give(new TellAccuser(Road.Signed), Officer, "2026-03-05 10:00")
            .Give(new HandToDiscipline("GRP-JW"), Officer, "2026-03-06 10:00").WaitsAt("sealed-report", "conclude");
        Retaliation().Give(new HandToDiscipline("GRP-JW"), Officer, "2026-03-04 10:00").WaitsAt("sealed-report", "contact");
        var measure = Retaliation().Give(new RecordRetaliationContact(), Officer, "2026-03-03 10:00").Give(new HandToDiscipline("GRP-JW"), Officer, "2026-03-04 10:00");
        measure.WaitsAt("sealed-report", "measure");
        Assert.Contains(measure.OpenTasks, t => t is { Unit: "GRP-JW", Role: Roles.Discipline, Instance: not null });
    }

    [Fact]
    public void An_open_request_inside_it_is_split_off_by_the_sorter_or_by_the_discipline_desk()
    {
        var split = new Split([new("推诿", null, "H1"), new("下水道仍未修好,请维修", null, "A2")], null, "下水道");
        Registered(Entry("H1")).Give(split, Road.Sorter, "2026-03-03 09:00").WaitsAt("sealed-report", "hand-over");
        var told = HandedOver("H1").Give(new TellAccuser(Road.Signed), Officer, "2026-03-05 10:00");
        told.Give(split, Officer, "2026-03-06 09:00").WaitsAt("sealed-report", "conclude");
        Assert.Equal(CaseState.Transferred, told.Case.State);
    }

    [Fact]
    public void What_is_missing_is_asked_for_without_leaving_the_line() =>
        Registered(Entry("H2")).Give(new AskSupplement(["哪一天"]), Road.Sorter, "2026-03-03 09:00").WaitsAt("sealed-report", "supplement")
            .Give(new Supplement("二月十日"), Road.Petitioner, "2026-03-04 09:00").WaitsAt("sealed-report", "hand-over");

    private static Register Entry(string category) => Road.Entry(category) with { Location = null };

    private Desk Registered(Register entry) => At("2026-03-02 09:00").Give(entry, Road.Clerk, "2026-03-02 09:00").WaitsAt("sealed-report", "hand-over");

    private Desk HandedOver(string category = "H2") => Registered(Entry(category)).Give(new HandToDiscipline(), Road.Sorter, "2026-03-03 09:00");

    private Desk Retaliation() => HandedOver("H4");

    private Desk Answered(string result) =>
        HandedOver().Give(new ConcludeAccusation(result), Officer, "2026-03-05 10:00").Give(new TellResult(Road.Signed), Officer, "2026-03-05 11:00");
}
