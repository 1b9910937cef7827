using Petitions.Cases;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Petitions brought as far down the road as a test needs them, by the people who would do it.</summary>
internal static class Road
{
    public const string Clerk = "STF-008", Sorter = "STF-011", EstateHead = "STF-007", CommunitySorter = "STF-012", CommunityHead = "STF-001";
    public const string Handler = "STF-029", OtherHandler = "STF-030", HandlerHead = "STF-042", EnterpriseDesk = "STF-083", EnterpriseHead = "STF-084";
    public const string Duty = "STF-054", Police = "STF-056", Supervisor = "STF-047";

    public static readonly Actor Petitioner = Actor.Petitioner(1);

    public static ServiceProof Signed => new(Documents.Signed, "签收");

    public static Register Entry(string category) => new()
    {
        Channel = "web", Category = category, Text = "停车费重复扣了半年,请退还。", Title = "停车费重复扣", Location = "NQ-S2-B01",
        People = [new NamedPerson("petitioner", "柳青", "10000000001")],
    };

    /// <summary>Registered at its desk; the number is given as the storage would.</summary>
    public static Paper Register(Register order, string at, string staff = Clerk)
    {
        var paper = Paper.Blank(at);
        paper.Give(order, staff, at);
        paper.Case.Number = "NQ-2026-0001";
        return paper;
    }

    public static Paper Claim(string at = "2026-02-25 10:15") => Register(Entry("A8"), at);

    public static Paper Accepted(string at = "2026-03-02 09:00")
    {
        var paper = Claim();
        paper.Give(new Accept(NoticeServed: Signed), Sorter, at);
        return paper;
    }

    public static Paper InHandling(string at = "2026-03-02 10:00", string handler = Handler)
    {
        var paper = Accepted();
        paper.Give(new AssignHandler(handler), EstateHead, at);
        return paper;
    }

    public static SubmitOpinion Opinion(string result = "supported") => new([new PartResult(1, result, "核实扣费记录", "物业服务合同第八条")]);

    public static Paper OpinionIssued(string at = "2026-03-20 09:00")
    {
        var paper = InHandling();
        paper.Give(Opinion(), Handler, at);
        paper.Give(new IssueOpinion("COM"), HandlerHead, at);
        return paper;
    }

    public static Paper Answered(string at = "2026-03-20 10:00")
    {
        var paper = OpinionIssued();
        paper.Give(new ServeOpinion(Signed), Clerk, at);
        return paper;
    }

    /// <summary>A work order on rubbish bins, in the hands of the property service.</summary>
    public static Paper ServiceInHandling(string at = "2026-09-07 09:00")
    {
        var paper = Register(Entry("A6") with { Location = "NQ-S5-B06" }, "2026-09-07 07:30");
        paper.Give(new Accept(), Sorter, at);
        paper.Give(new AssignHandler(Handler), EstateHead, at);
        return paper;
    }

    public static Paper ServiceAnswered(string at = "2026-09-08 16:00")
    {
        var paper = ServiceInHandling();
        paper.Give(new ReportResult("done", "已清运", null, new ServiceProof(Documents.Oral, null)), Handler, at);
        return paper;
    }
}
