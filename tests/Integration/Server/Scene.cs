using System.Globalization;

namespace Petitions.Tests.Integration.Server;

/// <summary>One order of somebody; the body may need the day on which it is given.</summary>
/// <param name="Days">Calendar days that pass before it.</param>
public sealed record Step(string Who, string Verb, Func<DateOnly, object>? Body = null, int Days = 0);

/// <summary>A refusal in its setting: what is written down at the counter, what happens first, and the order that is refused.</summary>
public sealed record Scene(string Sentence, string Code, object? Entry, Step[] Before, Step Order, string At = "STF-008");

/// <summary>Petitions brought down the road over HTTP, by the people who would do it.</summary>
internal static class Roads
{
    public const string Clerk = "STF-008", Sorter = "STF-011", EstateHead = "STF-007", CommunityHead = "STF-001", Mediator = "STF-013";
    public const string Handler = "STF-029", Head = "STF-042", Supervisor = "STF-047", Leader = "STF-003", EnterpriseDesk = "STF-083";
    public const string Petitioner = "P";

    public static readonly object Signed = new { way = "signed", proof = "签收" };

    public static readonly object Claim = new { channel = "web", category = "A8", location = "NQ-S2-B01", text = "停车费重复扣了半年，请退还。" };
    public static readonly object Service = new { channel = "web", category = "A6", location = "NQ-S5-B06", text = "垃圾桶满了三天没有清运。" };
    public static readonly object Advice = new { channel = "letter", category = "I1", location = "NQ-S2-B01", text = "建议小区增设座椅。" };

    public static readonly Step Accept = new(Sorter, "accept", _ => new { recusalAnswered = true, noticeServed = Signed });
    public static readonly Step Assign = new(EstateHead, "assignHandler", _ => new { handler = Handler });
    public static readonly Step Opinion = new(Handler, "submitOpinion", _ => new { results = new[] { new { part = 1, result = "supported", facts = "核实扣费记录", basis = "物业服务合同第八条" } } });
    public static readonly Step Issue = new(Head, "issueOpinion", _ => new { issuingBody = "COM" });
    public static readonly Step Serve = new(Clerk, "serveOpinion", _ => new { proof = Signed });
    public static readonly Step Result = new(Handler, "reportResult", _ => new { result = "done", what = "已清运", reply = Signed });
    public static readonly Step Propose = new(Mediator, "proposeMediation", _ => new { mediators = new[] { Mediator }, committee = "COM-TJW" });
    public static readonly Step Check = new(Leader, "openAccountability", _ => new { trigger = "TR10", reason = "收费系统失控" });

    public static readonly Step[] InHandling = [Accept, Assign];
    public static readonly Step[] Pending = [.. InHandling, Opinion];
    public static readonly Step[] Issued = [.. Pending, Issue];
    public static readonly Step[] Answered = [.. Issued, Serve];
    public static readonly Step[] ServiceAnswered = [.. InHandling, Result];
    public static readonly Step[] Proposed = [.. InHandling, Propose];
    public static readonly Step[] Consented = [.. Proposed, Consent(1), Consent(2)];
    public static readonly Step[] Checked = [.. Answered, Check];

    public static Step Consent(int party, bool consents = true) => new(Mediator, "recordConsent", _ => new { party, consents });

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
