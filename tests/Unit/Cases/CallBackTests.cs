using Petitions.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Who calls back about a withdrawal when the case moves meanwhile, and where nobody of another unit seems to be left (T24, SOD-7).</summary>
public sealed class CallBackTests
{
    private const string Officer = "STF-050", Second = "STF-051", Above = "STF-088";

    [Fact]
    public void When_the_case_goes_to_the_body_of_the_supervisors_another_unit_is_asked_to_call()
    {
        var paper = Road.Claim();
        paper.Give(new Withdraw("已退款"), Road.Petitioner, "2026-02-26 09:00");
        Assert.Equal((Roles.Supervisor, "COM-DC"), Call(paper));
        paper.Give(new Transfer("COM", OverrideReason: "由社区统一处理"), Road.Sorter, "2026-02-26 10:00");
        Assert.Equal("COM", paper.Case.HandlingUnit);
        Assert.Equal((Roles.Triage, "ENT-XF"), Call(paper));
        Assert.Equal("caseMoved", Assert.Single(paper.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Status: TaskStatus.Cancelled }).Result);
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-02-26 11:00").Code);
        paper.Give(new ConfirmWithdrawal(true, false), Road.EnterpriseDesk, "2026-02-26 11:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
    }

    [Fact]
    public void As_long_as_whoever_was_asked_can_call_the_task_stays_where_it_is()
    {
        var paper = Road.Claim();
        paper.Give(new Withdraw("已退款"), Road.Petitioner, "2026-02-26 09:00");
        paper.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-02-26 10:00");
        paper.Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-02-26 11:00");
        Assert.Single(paper.Case.Tasks, t => t.Kind == "confirmWithdrawal");
    }

    [Fact]
    public void Above_all_supervisors_one_of_their_office_is_appointed_because_it_has_no_part_in_the_case()
    {
        var paper = OfTheEnterprise();
        var task = Assert.Single(paper.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Status: TaskStatus.Open });
        Assert.Equal((Roles.Supervisor, Road.Supervisor), (task.Role, task.Assignee));
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Road.EnterpriseDesk, "2026-03-03 10:00").Code);
        paper.Give(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-03 10:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
    }

    [Fact]
    public void Where_the_supervisors_help_to_handle_it_the_desk_of_the_next_body_above_is_asked()
    {
        var paper = OfTheEnterprise(helper: "COM-DC");
        var task = Assert.Single(paper.Case.Tasks, t => t is { Kind: "confirmWithdrawal", Status: TaskStatus.Open });
        Assert.Equal("GRP-XF", task.Unit);
        Assert.NotNull(task.Assignee);
        foreach (var other in paper.Reference.People.Values.Where(p => p.Unit == "GRP-XF" && p.Id != task.Assignee))
            Assert.Contains(paper.Refuses(new ConfirmWithdrawal(true, false), other.Id, "2026-03-03 10:00").Code, new[] { "NOT_FOUND", "OTHER_UNIT_REQUIRED" });
        paper.Give(new ConfirmWithdrawal(true, false), task.Assignee!, "2026-03-03 10:00");
        Assert.Equal(CaseState.Withdrawn, paper.Case.State);
    }

    [Fact]
    public void When_all_officers_of_a_discipline_desk_have_acted_one_of_the_desk_above_calls_and_does_nothing_else()
    {
        var paper = SealedTests.HandedOver();
        paper.Give(new TellAccuser(Road.Signed), Officer, "2026-05-08 10:00");
        paper.Give(new Withdraw("不想再追究"), Road.Petitioner, "2026-05-10 10:00");
        Assert.Equal((Roles.Discipline, "ENT-JW"), Call(paper));
        Assert.Equal("NOT_FOUND", paper.Refuses(new ConfirmWithdrawal(true, false), Above, "2026-05-10 11:00").Code);
        paper.Give(new ConcludeAccusation("notUpheld", "查无实据"), Second, "2026-05-10 12:00");
        Assert.Equal((Roles.Discipline, "GRP-JW"), Call(paper));
        Assert.Equal("OTHER_UNIT_REQUIRED", paper.Refuses(new ConfirmWithdrawal(true, false), Second, "2026-05-11 10:00").Code);
        Assert.Equal("NOT_YOUR_ROLE", paper.Refuses(new OpenAccountability("TR10", "查实"), Above, "2026-05-11 10:00").Code);
        paper.Give(new ConfirmWithdrawal(true, true), Above, "2026-05-11 10:00");
        Assert.Equal("pressed", paper.Case.Withdrawals[^1].Outcome);
        Assert.Equal("NOT_FOUND", paper.Refuses(new ConfirmWithdrawal(true, false), Above, "2026-05-11 11:00").Code);
    }

    [Fact]
    public void An_accusation_that_goes_to_another_desk_takes_its_call_along_and_leaves_nothing_behind()
    {
        var paper = SealedTests.HandedOver();
        paper.Give(new Withdraw("不想再追究"), Road.Petitioner, "2026-05-10 10:00");
        paper.Give(new HandToDiscipline("GRP-JW"), Officer, "2026-05-11 09:00");
        Assert.Equal((Roles.Discipline, "GRP-JW"), Call(paper));
        Assert.Equal("NOT_FOUND", paper.Refuses(new ConfirmWithdrawal(true, false), Second, "2026-05-11 10:00").Code);
    }

    private static Paper OfTheEnterprise(string? helper = null)
    {
        var paper = Road.Register(Road.Entry("D1") with { Location = null, ReceivedBy = "ENT-XF" }, "2026-03-02 09:00", Road.EnterpriseDesk);
        paper.Do("2026-03-02 10:00", step =>
        {
            (step.Case.HandlingUnit, step.Case.Holder, step.Case.ReceivedBy) = ("ENT", "ENT", "ENT");
            step.Case.CoHandlingUnits = helper is null ? [] : [helper];
        });
        paper.Give(new Withdraw("已谈妥"), Road.Petitioner, "2026-03-03 09:00");
        return paper;
    }

    private static (string Role, string? Unit) Call(Paper paper) =>
        paper.Case.Tasks.Where(t => t is { Kind: "confirmWithdrawal", Status: TaskStatus.Open }).Select(t => (t.Role, t.Unit)).Single();
}
