using Petitions.Cases;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>A workflow that failed: the petitioner's rights and the due answer go on without it, and a supervisor mends it.</summary>
public sealed class ParkedTests
{
    private static readonly ServiceProof Told = new(Documents.Oral, null);

    [Fact]
    public void Supplementing_withdrawing_and_wanting_a_written_answer_need_no_workflow()
    {
        Broken("petition", "Petitions.Triage", "A6").Give(new Supplement("补充照片"), Road.Petitioner, "2026-03-03 09:00")
            .Give(new TreatAsPetition(), Road.Petitioner, "2026-03-03 10:00")
            .Give(new Withdraw("不告了"), Road.Petitioner, "2026-03-04 09:00").Give(new RevokeWithdrawal(), Road.Petitioner, "2026-03-05 09:00");
    }

    [Fact]
    public void Rating_and_asking_to_reopen_need_no_workflow()
    {
        var desk = Broken("closure", "Petitions.CheckThreeNotLetGo", "A6").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00")
            .Give(new ReportResult("done", "已清运", null, Told), Road.Handler, "2026-03-03 09:00");
        Assert.NotEmpty(desk.Case.ParkedInstances);
        desk.Give(new Rate(2), Road.Petitioner, "2026-03-04 09:00").Give(new AskReopen("unsatisfied", "没清干净"), Road.Petitioner, "2026-03-04 10:00")
            .Give(new DecideReopen(true, "再去", Road.OtherHandler), Road.EstateHead, "2026-03-05 09:00");
        Assert.Equal(CaseState.InHandling, desk.Case.State);
    }

    [Fact]
    public void A_step_of_the_main_line_is_refused_while_the_workflow_does_not_offer_it()
    {
        var desk = Broken("petition", "Petitions.Triage", "A8");
        Assert.Equal("NOT_OFFERED", desk.Refuses(new Accept(), Road.Sorter, "2026-03-02 09:00"));
        Assert.Equal(CaseState.Registered, desk.Case.State);
    }

    [Fact]
    public void The_due_answer_goes_out_through_the_broken_glass()
    {
        var desk = Broken("petition", "Petitions.SignOpinion", "A8").Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00").Give(Road.Opinion(), Road.Handler, "2026-03-03 09:00");
        Assert.Equal("NOT_OFFERED", desk.Refuses(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-03 10:00"));
        desk.Give(new BreakGlass(Road.EstateHead, "流程停住,答复到期", IssuingBody: "COM", Proof: Road.Signed), Road.HandlerHead, "2026-03-03 11:00");
        Assert.Equal(CaseState.Answered, desk.Case.State);
        Assert.Contains(desk.Notices, n => n.Template == "notice.glassBroken" && n.To == Road.Supervisor);
    }

    [Fact]
    public void Retried_when_its_reason_is_gone_it_goes_on()
    {
        var desk = Registered(new() { ["petition"] = WithoutTitle("getInput('case').category === 'A8' ? null.x : '受理审核'") }, "A8");
        desk.Give(new RetryWorkflow(1), Road.Supervisor, "2026-03-02 09:00");
        Assert.Equal([1], desk.Case.ParkedInstances);
        desk.Give(new Classify(1, null, "A9"), Road.Sorter, "2026-03-02 09:10").Give(new RetryWorkflow(1), Road.Supervisor, "2026-03-02 09:20");
        Assert.Empty(desk.Case.ParkedInstances);
        desk.WaitsAt("petition", "triage").Give(new Accept(), Road.Sorter, "2026-03-02 10:00").WaitsAt("petition", "assign");
    }

    [Fact]
    public void A_step_that_cannot_run_is_skipped_with_a_reason()
    {
        var desk = Broken("closure", "Petitions.Notify", "A6").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00")
            .Give(new OpenAccountability("TR10", "值班表漏排"), Checked.Leader, "2026-03-03 08:00")
            .Give(new ReportResult("done", "已清运", null, Told), Road.Handler, "2026-03-03 09:00");
        var parked = Assert.Single(desk.Case.ParkedInstances);
        Assert.Equal("REASON_REQUIRED", desk.Refuses(new SkipWorkflowStep(parked, null, null), Road.Supervisor, "2026-03-03 10:00"));
        desk.Give(new SkipWorkflowStep(parked, null, "提醒可以不发"), Road.Supervisor, "2026-03-03 10:00").WaitsAt("closure", "changed", "in-time", "passed");
        Assert.Empty(desk.Case.ParkedInstances);
    }

    [Fact]
    public void A_step_is_skipped_by_an_outcome_that_leads_on_and_by_no_other()
    {
        var desk = Registered(new() { ["petition"] = WithoutTitle("null.x") }, "A8");
        var inside = desk.Inside(1);
        var incident = Assert.Single(inside.Incidents);
        Assert.Equal(("triage", "受理审核", "SCRIPT_ERROR"), (incident.ActivityId, incident.ActivityName, incident.Code));
        Assert.Contains("Accepted", incident.Outcomes);
        Assert.DoesNotContain("Done", incident.Outcomes);
        foreach (var nowhere in (string?[])[null, "Done", "Nowhere"])
            Assert.Equal("FIELD_INVALID", desk.Refuses(new SkipWorkflowStep(1, nowhere, "先受理"), Road.Supervisor, "2026-03-02 09:00"));
        Assert.Equal([1], desk.Case.ParkedInstances);
        desk.MovesTo(CaseState.Accepted, "2026-03-02 09:10").Give(new SkipWorkflowStep(1, "Accepted", "先受理"), Road.Supervisor, "2026-03-02 09:20").WaitsAt("petition", "assign");
        Assert.NotNull(Assert.Single(desk.Inside(1).Incidents).ResolvedAt);
        Assert.Equal("指派承办人", Assert.Single(desk.Inside(1).Waits).ActivityName);
    }

    [Fact]
    public void A_step_of_a_kind_that_nobody_knows_is_left_by_an_outcome_that_was_drawn_and_the_road_goes_on()
    {
        var desk = Broken("petition", "Petitions.Triage", "A8");
        Assert.Equal("FIELD_INVALID", desk.Refuses(new SkipWorkflowStep(1, null, "先受理"), Road.Supervisor, "2026-03-02 09:00"));
        desk.MovesTo(CaseState.Accepted, "2026-03-02 09:10").Give(new SkipWorkflowStep(1, "Accepted", "先受理"), Road.Supervisor, "2026-03-02 09:20").WaitsAt("petition", "assign");
        Assert.Empty(desk.Case.ParkedInstances);
    }

    [Fact]
    public void Of_a_lost_process_there_is_nothing_to_see_and_its_page_still_opens()
    {
        var desk = Broken("petition", "Petitions.Triage", "A8");
        var lost = InstanceInside.Of(WorkflowLibrary.Empty, "petition-v1", desk.Instances.First().State);
        Assert.Equal((0, 0, 0, "{}", null), (lost.Variables.Count, lost.Incidents.Count, lost.Waits.Count, lost.Input, lost.Json));
        Assert.Empty(desk.Inside(1, """{"version": 99}""").Incidents);
    }

    [Fact]
    public void Cancelled_the_main_road_begins_anew_where_the_case_stands()
    {
        var desk = Broken("petition", "Petitions.AssignHandler", "A8").Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00");
        desk.MovesTo(CaseState.Registered, "2026-03-02 10:00").Give(new CancelWorkflow(1, "从头再走"), Road.Supervisor, "2026-03-02 11:00");
        Assert.Empty(desk.Case.ParkedInstances);
        desk.WaitsAt("petition", "triage");
        Assert.Equal("Cancelled", desk.Instances.First(i => i.No == 1).SubStatus);
    }

    [Fact]
    public void Cancelling_takes_the_child_along_and_never_an_instance_that_is_over()
    {
        var desk = Registered([], "A6").Give(new Accept(), Road.Sorter, "2026-03-02 09:00")
            .Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00")
            .Give(new ReportResult("done", "已清运", null, Told), Road.Handler, "2026-03-03 09:00").Give(new CancelWorkflow(1, "换新版流程"), Road.Supervisor, "2026-03-03 10:00");
        desk.WaitsAt("petition", "closure").WaitsAt("closure", "close");
        Assert.Single(desk.OpenTasks, t => t.Offers.Contains("close"));
        Assert.Equal("WORKFLOW_NOT_PARKED", desk.Refuses(new CancelWorkflow(1, "再来"), Road.Supervisor, "2026-03-03 11:00"));
        Assert.Equal("WORKFLOW_NOT_PARKED", desk.Refuses(new CancelWorkflow(99, "没有"), Road.Supervisor, "2026-03-03 11:00"));
    }

    [Fact]
    public void Where_next_year_s_calendar_is_not_published_steps_open_without_a_date()
    {
        var desk = new Desk(new Visits(), "2026-12-30 09:00").Give(Road.Entry("A6"), Road.Clerk, "2026-12-30 09:00").WaitsAt("petition", "triage");
        Assert.Null(desk.OpenTasks.Single(t => t.Instance is not null).DueAt);
        desk.Give(new Accept(), Road.Sorter, "2026-12-31 09:00").Give(new OpenAccountability("TR10", "值班表漏排"), Checked.Leader, "2026-12-31 10:00")
            .WaitsAt("accountability", "cause", "edu", "passed", "resp");
    }

    /// <summary>The main process with a script for the title of its first task.</summary>
    private static string WithoutTitle(string script)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(Shipped.Json("petition"))!;
        var triage = json["root"]!["activities"]!.AsArray().First(a => (string)a!["id"]! == "triage")!;
        triage["title"]!["expression"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "JavaScript", ["value"] = script };
        return json.ToJsonString();
    }

    /// <summary>Registered under a drawing in which one type of activity is unknown.</summary>
    private static Desk Broken(string definition, string type, string category) =>
        Registered(new() { [definition] = Shipped.Json(definition).Replace($"\"{type}\"", "\"Petitions.Unknown\"", StringComparison.Ordinal) }, category);

    private static Desk Registered(Dictionary<string, string> changed, string category) =>
        new Desk(new Visits(), "2026-03-02 08:30", changed) { MayPark = true }.Give(Road.Entry(category), Road.Clerk, "2026-03-02 08:30");
}
