using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>
/// Each clock of the handbook in the life of a case: the event that §4.10, §5 and the reference data name starts it, at that moment in the world;
/// what they name ends it, and a word, a file or another handler does not.
/// </summary>
public sealed class ClockStoriesTests
{
    private const string Officer = "STF-050", SecondOfficer = "STF-051", Receiver = "STF-078", ReceiverHead = "STF-081", Liaison = "STF-058";

    /// <summary>Neither is a running time: registering happens at once, and an extension moves the end of the 60 days.</summary>
    private static readonly string[] NoRow = ["CLK-REG", "CLK-EXT30"];

    private static readonly Dictionary<string, Story> Stories = new()
    {
        ["CLK-TRANSFER15"] = new(() => Handed("GOV-TOWN-ZZ", Liaison), "2026-02-12 17:00", p => p.Give(new Accept(NoticeServed: Road.Signed), Liaison, "2026-02-24 09:00"), "2026-02-24 09:00"),
        ["CLK-NOTICE15"] = new(() => Road.Claim(), "2026-02-25 10:15", p => p.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-03-02 09:00"), "2026-03-02 09:00"),
        ["CLK-OBJECT5WD"] = new(() => Raised(Handed("ENT-U04", Receiver)), "2026-02-12 17:00", p => p.Give(new SignObjection(), ReceiverHead, "2026-02-25 15:00"), "2026-02-25 15:00"),
        ["CLK-FIRST15"] = new(() => Handed("ENT-U04", Receiver), "2026-02-12 16:10", p => p.Give(new Accept(NoticeServed: Road.Signed), Receiver, "2026-02-24 09:00"), "2026-02-24 09:00"),
        ["CLK-JURIS3WD"] = new(Disputed, "2026-02-26 09:00", p => p.Give(new DecideJurisdiction("ENT-U03", "施工日志"), Road.EnterpriseDesk, "2026-02-27 09:00"), "2026-02-27 09:00"),
        ["CLK-SUPPLEMENT10WD"] = new(Supplementing, "2026-02-26 09:00", p => p.Give(new Supplement("票据附后"), Road.Petitioner, "2026-02-27 09:00"), "2026-02-27 09:00"),
        ["CLK-HANDLE60"] = new(() => Road.OpinionIssued(), "2026-03-02 09:00", p => p.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-20 10:00"), "2026-03-20 10:00"),
        ["CLK-SIMPLE-ACC3WD"] = new(Simple, "2026-02-25 10:15", AcceptSimple, "2026-02-26 09:00"),
        ["CLK-SIMPLE10WD"] = new(SimpleIssued, "2026-02-26 09:00", p => p.Give(new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-05 10:00"), "2026-03-05 10:00"),
        ["CLK-SAT30"] = new(() => Road.Answered(), "2026-03-20 10:00", p => p.Give(new Rate(4), Road.Petitioner, "2026-03-30 10:00"), "2026-03-30 10:00"),
        ["CLK-REV-ASK30"] = new(() => Road.Answered(), "2026-03-20 10:00", p => p.Give(new AskReview("不服"), Road.Petitioner, "2026-04-10 09:00"), "2026-04-10 09:00"),
        ["CLK-REV30"] = new(() => Reviewed.Asked(), "2026-04-10 09:00",
            p => p.Give(Reviewed.Upheld() with { Proof = Road.Signed }, Reviewed.Reviewer, "2026-04-24 09:00"), "2026-04-24 09:00"),
        ["CLK-REX-ASK30"] = new(() => Reviewed.Decided(Reviewed.Upheld()), "2026-04-24 09:00", p => p.Give(new AskReexamination("仍不服"), Road.Petitioner, "2026-05-08 09:00"), "2026-05-08 09:00"),
        ["CLK-REX30"] = new(() => Reviewed.Reexamined(), "2026-05-08 09:00",
            p => p.Give(Reviewed.Final() with { Proof = Road.Signed }, Reviewed.Reexaminer, "2026-05-20 09:00"), "2026-05-20 09:00"),
        ["CLK-MED30"] = new(() => Agreed(), "2026-03-11 09:00", p => p.Give(new EndByMediation(Road.Signed), MediationTests.Mediator, "2026-03-13 11:00"), "2026-03-13 11:00"),
        ["CLK-JC30"] = new(() => Agreed(), "2026-03-13 00:00", p => p.Give(new RecordConfirmation("asked", Paper.Day("2026-03-20")), MediationTests.Mediator, "2026-03-20 10:00"), "2026-03-20 00:00"),
        ["CLK-PERF"] = new(() => Agreed(), "2026-03-13 00:00", p => p.Give(new RecordPerformance(1, Paper.Day("2026-03-25")), MediationTests.Mediator, "2026-03-25 10:00"), "2026-03-25 10:00"),
        ["CLK-EMG-CONTACT"] = new(Lift, "2026-06-20 17:25", p => p.Give(new RecordEmergencyContact(), Road.Duty, "2026-06-20 17:29"), "2026-06-20 17:29"),
        ["CLK-EMG-ONSITE"] = new(Lift, "2026-06-20 17:25", p => p.Give(new RecordOnSite(), Road.Duty, "2026-06-20 17:50"), "2026-06-20 17:50"),
        ["CLK-EMG-STATUS"] = new(Lift, "2026-06-20 17:25", p => p.Give(new RecordEmergencyStatus("人已救出"), Road.Duty, "2026-06-20 18:00"), "2026-06-20 18:00"),
        ["CLK-REPORTUP1H"] = new(Spill, "2026-07-18 06:20", p => p.Give(new ReportUp(["GOV-COUNTY-YJ", "GOV-COUNTY-ECO"]), Road.EnterpriseDesk, "2026-07-18 07:00"), "2026-07-18 07:00"),
        ["CLK-SUP-REPLY"] = new(Ordered, "2026-03-10 10:00", p => p.Give(new ReplyToSupervision(p.Case.SupervisionOrders[0].No, "已清运"), Checked.Head, "2026-03-12 10:00"), "2026-03-12 10:00"),
        ["CLK-3NLG"] = new(() => Checked.Filled(), "2026-03-03 10:00", p => p.Give(new VerifyAccountability(1, null, null), Checked.Supervisor, "2026-03-09 10:00"), "2026-03-09 10:00"),
        ["CLK-SEAL1WD"] = new(() => SealedTests.Registered(), "2026-04-27 21:30", p => p.Give(new HandToDiscipline("ENT-JW"), Road.Sorter, "2026-04-28 09:00"), "2026-04-28 09:00"),
        ["CLK-ACC-TOLD15WD"] = new(() => SealedTests.HandedOver(), "2026-04-28 09:00", p => p.Give(new TellAccuser(Road.Signed), Officer, "2026-05-08 10:00"), "2026-05-08 10:00"),
        ["CLK-ACC-RESULT15WD"] = new(Concluded, "2026-05-20 10:00", p => p.Give(new TellResult(Road.Signed), Officer, "2026-05-25 10:00"), "2026-05-25 10:00"),
        ["CLK-RET-CONTACT"] = new(Retaliated, "2026-06-25 11:40", p => p.Give(new RecordRetaliationContact("已通电话"), Officer, "2026-06-26 10:00"), "2026-06-26 10:00"),
        ["CLK-RET-ASK30"] = new(Contacted, "2026-06-26 10:00", p => p.Give(new RecordSince(30, false), Officer, "2026-07-24 10:00"), "2026-07-24 10:00"),
        ["CLK-RET-ASK90"] = new(Contacted, "2026-06-26 10:00", p => p.Give(new RecordSince(90, false), Officer, "2026-09-22 10:00"), "2026-09-22 10:00"),
        ["CLK-TIP-POLICE"] = new(Tip, "2026-10-20 23:10", p => p.Give(new RecordPoliceReceipt("受案回执20261020"), Road.Police, "2026-10-20 23:16"), "2026-10-20 23:16"),
        ["CLK-WD-REVOKE7"] = new(Withdrawn, "2026-02-27 09:00", p => p.Give(new RevokeWithdrawal(), Road.Petitioner, "2026-03-03 20:00"), "2026-03-03 20:00"),
    };

    public static TheoryData<string> Codes => [.. Stories.Keys];

    [Fact]
    public void Every_clock_that_runs_has_its_story() => Assert.Equal(Seeds.Reference.Clocks.Keys.Except(NoRow).Order(StringComparer.Ordinal), Stories.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Codes))]
    public void It_starts_at_the_event_the_handbook_names_and_that_event_alone_ends_it(string code)
    {
        var story = Stories[code];
        var paper = story.Make();
        var clock = Assert.Single(paper.Case.Clocks, k => k.Code == code && k.IsRunning && !(code == "CLK-PERF" && k.EffectiveDue != Paper.Day("2026-03-31")));
        Assert.Equal(Paper.At(story.Started), clock.StartedAt);
        var due = clock.DueAt;
        paper.Do(Text(paper.Now), step => Nothing(step));
        Assert.True(paper.Case.Clocks.Single(k => k.No == clock.No) is { IsRunning: true } same && same.DueAt == due, "a word, a file or another handler moved it");
        story.Ends(paper);
        var ended = paper.Case.Clocks.Single(k => k.No == clock.No);
        Assert.Equal((false, Paper.At(story.Ended)), (ended.IsRunning, ended.StoppedAt));
    }

    [Fact]
    public void Registering_has_no_time_to_run_and_an_extension_moves_the_sixty_days()
    {
        var paper = Road.InHandling();
        paper.Give(new RequestExtension(30, "等待鉴定"), Road.Handler, "2026-04-20 09:00");
        paper.Give(new ApproveExtension(Paper.Day("2026-04-20")), Road.HandlerHead, "2026-04-20 10:00");
        Assert.Equal((Paper.At("2026-03-02 09:00"), Paper.Day("2026-05-31")), (paper.Clock("CLK-HANDLE60").StartedAt, paper.Clock("CLK-HANDLE60").EffectiveDue!.Value));
        Assert.DoesNotContain(paper.Case.Clocks, k => NoRow.Contains(k.Code));
    }

    /// <summary>§4.8: what moves no deadline.</summary>
    private static void Nothing(StepContext step)
    {
        step.Raise(new NoteAdded(new Note(step.Case.NextId(), "comment", "STF-001", step.Now, null)));
        step.Raise(new FileAttached(new Attachment(step.Case.NextId(), "F-1", "photo", null, "STF-001", step.Now)));
        if (step.Case.Handler is { } handler)
            step.Raise(new HandlerAssigned(handler, step.Case.HandlingUnit));
    }

    private static string Text(DateTimeOffset at) => at.ToOffset(Local.Offset).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static Paper Handed(string to, string receiver)
    {
        var paper = Road.Register(Road.Entry("D5") with { Channel = "hotline12345", Location = "NQ-S2-B06" }, "2026-02-12 16:10", Road.EnterpriseDesk);
        paper.Give(new Transfer(to, OverrideReason: "事发地单位"), Road.EnterpriseDesk, "2026-02-12 17:00");
        paper.Give(new ReceiveTransfer(), receiver, "2026-02-12 17:00");
        return paper;
    }

    private static Paper Raised(Paper paper)
    {
        paper.Give(new RaiseObjection("施工的是井下作业公司"), Receiver, "2026-02-25 09:00");
        return paper;
    }

    private static Paper Disputed()
    {
        var paper = Handed("ENT-U04", Receiver);
        paper.Give(new RaiseJurisdictionDispute("ENT-U03", "施工的是别家"), ReceiverHead, "2026-02-26 09:00");
        return paper;
    }

    private static Paper Supplementing()
    {
        var paper = Road.Claim();
        paper.Give(new AskSupplement(["缴费票据"]), Road.Sorter, "2026-02-26 09:00");
        return paper;
    }

    private static Paper Simple() => Road.Register(Road.Entry("A8") with { Simple = true }, "2026-02-25 10:15");

    private static void AcceptSimple(Paper paper) => paper.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-02-26 09:00");

    private static Paper SimpleIssued()
    {
        var paper = Simple();
        AcceptSimple(paper);
        paper.Give(new AssignHandler(Road.Handler), Road.EstateHead, "2026-02-26 10:00");
        paper.Give(Road.Opinion(), Road.Handler, "2026-03-05 08:00");
        paper.Give(new IssueOpinion("COM"), Road.HandlerHead, "2026-03-05 09:00");
        return paper;
    }

    private static Paper Agreed()
    {
        var paper = MediationTests.Consented();
        paper.Give(MediationTests.Written() with { Promises = [new Promise("赔偿三千元", Paper.Day("2026-03-31"), 3000, "转账")] }, MediationTests.Mediator, "2026-03-13 10:00");
        return paper;
    }

    private static Register Call(string category, string receivedAt) => new()
    {
        Channel = "phone", ReceivedAt = Paper.At(receivedAt), Category = category, Urgency = "emergency", Title = "急事", Text = "请马上来人", ReadBack = true,
        People = [new NamedPerson("petitioner", "穆桂兰", "13900001234")], Location = category == "D3" ? null : "NQ-S4-B05",
    };

    private static Paper Lift() => Road.Register(Call("A5", "2026-06-20 17:25"), "2026-06-20 17:26", Road.Duty);

    private static Paper Spill() => Road.Register(Call("D3", "2026-07-18 06:20") with { ReceivedBy = "ENT-XF" }, "2026-07-18 06:20", Road.EnterpriseDesk);

    private static Paper Ordered()
    {
        var paper = Checked.Case();
        paper.Give(new IssueSupervisionOrder(null, "三日内清运并报告"), Road.CommunityHead, "2026-03-10 10:00");
        return paper;
    }

    private static Paper Concluded()
    {
        var paper = SealedTests.HandedOver();
        paper.Give(new TellAccuser(Road.Signed), Officer, "2026-05-08 10:00");
        paper.Give(new ConcludeAccusation("notUpheld", "查无实据"), SecondOfficer, "2026-05-20 10:00");
        return paper;
    }

    private static Paper Retaliated()
    {
        var paper = Road.Register(Road.Entry("H4") with { Location = null, ReceivedAt = Paper.At("2026-06-25 11:40") }, "2026-06-25 11:50");
        paper.Give(new HandToDiscipline(), Road.Sorter, "2026-06-25 14:00");
        return paper;
    }

    private static Paper Contacted()
    {
        var paper = Retaliated();
        paper.Give(new RecordRetaliationContact("已通电话"), Officer, "2026-06-26 10:00");
        return paper;
    }

    private static Paper Tip()
    {
        var paper = Road.Register(Road.Entry("C3") with { Location = null, Anonymous = true, ReceivedBy = "COM" }, "2026-10-20 23:10", Road.Duty);
        paper.Give(new Transfer("GOV-POLICE"), Road.Duty, "2026-10-20 23:12");
        return paper;
    }

    private static Paper Withdrawn()
    {
        var paper = Road.Claim();
        paper.Give(new Withdraw("已退款"), Road.Petitioner, "2026-02-26 09:00");
        paper.Give(new ConfirmWithdrawal(true, false), Road.Supervisor, "2026-02-27 09:00");
        return paper;
    }

    private sealed record Story(Func<Paper> Make, string Started, Action<Paper> Ends, string Ended);
}
