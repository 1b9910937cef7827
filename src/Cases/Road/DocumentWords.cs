namespace Petitions.Cases;

/// <summary>
/// The short word of a kind of document inside its number (handbook §9.1: unit-year-kind-serial), as offices write it: <c>NQ-ZH-2026-收-0001</c>.
/// A number once given never changes, so a word stands for its kind for ever; a new kind gets a word of its own.
/// </summary>
public static class DocumentWords
{
    private static readonly IReadOnlyDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["receipt"] = "收", ["acceptance-notice"] = "受", ["non-acceptance-notice"] = "不受", ["same-matter-answer"] = "同复", ["diversion-notice"] = "分告",
        ["supplement-request"] = "补", ["transfer-slip"] = "转", ["transfer-notice"] = "转告", ["return-slip"] = "退", ["jurisdiction-decision"] = "管辖",
        ["handover-list"] = "交接", ["report-back"] = "报", ["split-notice"] = "分件", ["procedure-change-notice"] = "转普", ["recusal-decision"] = "回避",
        ["extension-notice"] = "延", ["opinion"] = "意见", ["reply"] = "复函", ["result-reply"] = "结复", ["advice-reply"] = "建复", ["incident-answer"] = "事复",
        ["closing-sheet"] = "销", ["reopen-notice"] = "重办", ["withdrawal-record"] = "撤", ["review-receipt"] = "查收", ["review-opinion"] = "复查",
        ["reexam-receipt"] = "核收", ["reexam-opinion"] = "复核", ["hearing-record"] = "听", ["window-waiver"] = "逾期", ["mediation-registration"] = "调登",
        ["mediation-agreement"] = "调协", ["oral-agreement-record"] = "口协", ["mediation-end-notice"] = "调终", ["confirmation-application"] = "确认",
        ["court-way-notice"] = "诉告", ["enforcement-notice"] = "执告", ["police-mediation-result"] = "治调", ["court-mediation-result"] = "法调",
        ["police-report"] = "警报", ["supervision-order"] = "督", ["supervision-reply"] = "督复", ["sealed-slip"] = "密转", ["sealed-acceptance"] = "密受",
        ["sealed-result-note"] = "密告",
    };

    /// <summary>Kinds that have a word.</summary>
    public static IEnumerable<string> Kinds => Words.Keys;

    /// <summary>Null for a kind that a drawing invented: its number then bears the kind itself.</summary>
    public static string? Of(string kind) => Words.GetValueOrDefault(kind);
}
