using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Work that became impossible does not lie in somebody's list for ever.</summary>
public sealed class OvertakenTests
{
    [Fact]
    public void A_question_to_a_superior_falls_away_when_the_case_is_closed()
    {
        var paper = Road.Answered();
        paper.Give(new EscalateByHand("超出权限"), Road.Handler, "2026-03-23 09:00");
        Assert.Equal(Petitions.Cases.TaskStatus.Open, Question(paper).Status);
        paper.Give(new Close(null), Road.EstateHead, "2026-03-27 09:00");
        Assert.Equal((Petitions.Cases.TaskStatus.Cancelled, "overtaken"), (Question(paper).Status, Question(paper).Result));
    }

    [Fact]
    public void A_question_is_still_open_while_it_can_be_answered()
    {
        var paper = Road.InHandling();
        paper.Give(new EscalateByHand("超出权限"), Road.Handler, "2026-03-03 09:00");
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-20 09:00");
        Assert.Equal(Petitions.Cases.TaskStatus.Open, Question(paper).Status);
    }

    [Fact]
    public void A_withdrawal_keeps_its_tasks_as_long_as_it_may_be_taken_back()
    {
        var paper = Road.InHandling();
        paper.Give(new EscalateByHand("超出权限"), Road.Handler, "2026-03-03 09:00");
        paper.Give(new Withdraw("当面道歉了"), Road.Petitioner, "2026-03-04 09:00");
        paper.Give(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-03-05 09:00");
        Assert.Equal((CaseState.Withdrawn, Petitions.Cases.TaskStatus.Open), (paper.Case.State, Question(paper).Status));
        paper.PassTo("2026-03-20 09:00");
        Assert.Equal((CaseState.Withdrawn, Petitions.Cases.TaskStatus.Cancelled), (paper.Case.State, Question(paper).Status));
    }

    private static CaseTask Question(Paper paper) => paper.Case.Tasks.Single(t => t.Kind == "escalation");
}
