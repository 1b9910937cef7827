using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public class NoticesTests
{
    [Theory]
    [InlineData("2026-03-02 20:59", "2026-03-02 20:59")]
    [InlineData("2026-03-02 21:00", "2026-03-03 07:30")]
    [InlineData("2026-03-03 03:00", "2026-03-03 07:30")]
    [InlineData("2026-03-03 07:30", "2026-03-03 07:30")]
    public void What_leaves_the_house_waits_for_the_end_of_the_quiet_hours(string now, string notBefore)
    {
        var paper = Tell(now, step => Notices.Tell(step, "P:1", "raised"));

        Assert.Equal(Paper.At(notBefore), paper.Notices.Single().NotBefore);
        Assert.Equal(Paper.At(notBefore), paper.Outbox.Single().NotBefore);
    }

    [Fact]
    public void An_emergency_knows_no_quiet_hours()
    {
        var paper = Tell("2026-03-03 03:00", step => Notices.Tell(step, "STF-054", "duty", action: true, urgent: true));

        Assert.Equal(Paper.At("2026-03-03 03:00"), paper.Outbox.Single().NotBefore);
    }

    [Fact]
    public void A_role_at_a_unit_is_everybody_who_holds_it_there_and_the_absent_are_stood_in_for()
    {
        var paper = Tell("2026-08-05 09:00", step => Notices.Tell(step, "R-INTAKE@NQ-ZH", "remind"));
        Assert.Equal(["STF-008", "STF-009"], paper.Notices.Select(n => n.To));
        Assert.All(paper.Notices, n => Assert.Equal("notice.remind", n.Template));
        Assert.Empty(paper.Outbox);

        var back = Tell("2026-08-17 09:00", step => Notices.Tell(step, "R-INTAKE@NQ-ZH", "notice.remind"));
        Assert.Equal(["STF-008", "STF-009", "STF-010"], back.Notices.Select(n => n.To));
    }

    [Fact]
    public void Two_messages_to_one_person_in_one_step_become_one_led_by_the_one_that_asks()
    {
        var paper = Tell("2026-03-02 09:00", step =>
        {
            Notices.Tell(step, "STF-001", "remind", new Dictionary<string, string> { ["clock"] = "CLK-MED30" });
            Notices.Tell(step, "STF-001", "rung2", new Dictionary<string, string> { ["clock"] = "CLK-HANDLE60" }, action: true);
            Notices.Tell(step, "STF-001", "due");
            Notices.Tell(step, "STF-001", "rung2", new Dictionary<string, string> { ["clock"] = "CLK-HANDLE60" }, action: true);
        });

        var notice = Assert.Single(paper.Notices);
        Assert.Equal(("notice.rung2", true, "CLK-HANDLE60"), (notice.Template, notice.Action, notice.Arguments["clock"]));
        Assert.Equal("notice.remind,notice.due", notice.Arguments["also"]);
        Assert.Equal("notice.rung2", (string?)Assert.Single(paper.Outbox).Payload["template"]);
    }

    [Fact]
    public void In_a_restricted_case_no_telephone_rings_but_the_safe_one()
    {
        var hidden = Paper.Registered("B6", "2026-09-06 00:20");
        hidden.Do("2026-09-06 09:00", step => Notices.Tell(step, "P:1", "raised"));
        Assert.Single(hidden.Notices);
        Assert.Empty(hidden.Outbox);

        var safe = Paper.Registered("B6", "2026-09-06 00:20", c => c.People = [new PersonInCase(1, "petitioner", 2, 3, null, 4)]);
        safe.Do("2026-09-06 09:00", step => Notices.Tell(step, "P:1", "raised"));
        Assert.Single(safe.Outbox);
    }

    [Fact]
    public void Nobody_without_a_telephone_gets_an_SMS()
    {
        var paper = Paper.Registered("A8", "2026-03-02 09:00", c => c.People = [new PersonInCase(1, "petitioner", 2, null, null, null)]);
        paper.Do("2026-03-02 09:00", step => Notices.Tell(step, "P:1", "raised"));

        Assert.Single(paper.Notices);
        Assert.Empty(paper.Outbox);
    }

    private static Paper Tell(string now, Action<StepContext> tell)
    {
        var paper = Paper.Registered("A8", now);
        paper.Do(now, tell);
        return paper;
    }
}
