using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>Petitions brought down the road by the people who would do it; shared by all chapters.</summary>
internal static class Situations
{
    public static readonly object Signed = new { way = "signed", proof = "签收" };
    public static readonly object Answers = new[] { new { part = 1, result = "supported", facts = "核实扣费记录", basis = "物业服务合同第八条" } };

    public static readonly object ClaimEntry = new { channel = "web", category = "A8", location = "NQ-S2-B01", text = "停车费重复扣了半年，请退还。" };
    public static readonly object ServiceEntry = new { channel = "web", category = "A6", location = "NQ-S5-B06", text = "垃圾桶满了三天没有清运。" };
    public static readonly object AdviceEntry = new { channel = "letter", category = "I1", location = "NQ-S2-B01", text = "建议小区增设座椅。" };
    public static readonly object TipEntry = new { channel = "phone", readBack = true, category = "C3", text = "夜里有人在泵房后面卖油。" };

    public static readonly Act Accept = new(Sorter, "accept", new { noticeServed = Signed });
    public static readonly Act Assign = new(EstateHead, "assignHandler", new { handler = Handler });
    public static readonly Act Draft = new(Handler, "submitOpinion", new { results = Answers });
    public static readonly Act Issue = new(Head, "issueOpinion", new { issuingBody = "COM" });
    public static readonly Act Serve = new(Clerk, "serveOpinion", new { proof = Signed });
    public static readonly Act Report = new(Handler, "reportResult", new { result = "done", what = "已清运", reply = Signed });

    /// <summary>No petition yet.</summary>
    public static readonly Situation Counter = new(null, "");

    public static readonly Situation Claim = new(ClaimEntry);
    public static readonly Situation ClaimAccepted = Claim.Then(Accept);
    public static readonly Situation ClaimInHandling = ClaimAccepted.Then(Assign);
    public static readonly Situation OpinionPending = ClaimInHandling.Then(Draft);
    public static readonly Situation OpinionIssued = OpinionPending.Then(Issue);
    public static readonly Situation ClaimAnswered = OpinionIssued.Then(Serve);
    public static readonly Situation ServiceInHandling = new(ServiceEntry, Clerk, Accept, Assign);
    public static readonly Situation AdviceInHandling = new(AdviceEntry, Clerk, Accept, new(CommunityHead, "assignHandler", new { handler = EstateHead }));
    public static readonly Situation DisputeInHandling = new(null, Clerk, Accept, Assign);
    public static readonly Situation Tip = new(TipEntry);

    public static readonly Situation ClaimWithdrawn = ClaimInHandling.Then(
        new(Petitioner, "withdraw", new { reason = "已解决" }), new(Supervisor, "confirmWithdrawal", new { confirmed = true, pressed = false }));

    public static readonly Situation AccountabilityOpen = ClaimAnswered.Then(new Act(Leader, "openAccountability", new { trigger = "TR10", reason = "收费系统失控" }));
}
