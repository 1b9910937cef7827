using System.Text.Json;

namespace Petitions.Server.Rehearsal;

/// <summary>Papers of a case by the names the samples use: documents the product makes, and files that were attached under their name.</summary>
internal static class Papers
{
    /// <summary>Kinds of documents, one of which must be there.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Made = new Dictionary<string, string[]>
    {
        ["受理告知书"] = ["acceptance-notice"],
        ["处理意见书"] = ["opinion"],
        ["复查意见书"] = ["review-opinion"],
        ["复核意见书"] = ["reexam-opinion"],
        ["分类处理告知书"] = ["diversion-notice"],
        ["办结报告"] = ["reply"],
        ["在办情况回复(致县信访局)"] = ["reply"],
        ["回避决定"] = ["recusal-decision"],
        ["调解登记表"] = ["mediation-registration"],
        ["人民调解协议书"] = ["mediation-agreement"],
        ["调解协议书"] = ["mediation-agreement"],
        ["调解终止告知书"] = ["mediation-end-notice"],
        ["司法确认申请书(代拟)"] = ["confirmation-application"],
        ["申请强制执行告知书"] = ["enforcement-notice"],
        ["分件告知书(密件部分只在密封线内)"] = ["split-notice"],
    };

    /// <summary>Each paper by itself.</summary>
    public static IEnumerable<Judgement> Judge(Evidence e, JsonElement names)
    {
        var found = Of(e);
        foreach (var name in names.EnumerateArray().Select(n => n.GetString()!))
            yield return Rehearsal.Judge.Compare(e.Chronicle.Petition.Id, "docs", name, found.Contains(name) ? name : "not made");
    }

    private static IReadOnlySet<string> Of(Evidence e)
    {
        var c = e.Case;
        var found = Made.Where(m => c.Documents.Any(d => m.Value.Contains(d.Kind))).Select(m => m.Key).ToHashSet();
        // Records that the product keeps as facts and prints on demand.
        foreach (var (name, isThere) in new[]
        {
            ("三不放过检查表", c.AccountabilityRecords.Any(r => r.IsPassed)), ("督办单", c.SupervisionOrders.Any(o => o.IssuedAt is not null)),
            ("移交清单", c.Documents.Any(d => d.Kind == "handover-list")), ("处理意见书x2", c.Documents.Count(d => d is { Kind: "opinion", Served: true }) == 2),
            ("调解笔录", c.Mediations.Any(m => m.Sessions.Count > 0)), ("听证笔录", c.Hearings.Count > 0),
            ("劝阻调解记录(治安管理处罚法 第八十八条)", c.Dissuasions.Count > 0),
        })
            if (isThere)
                found.Add(name);
        found.UnionWith(Attached(e));
        return found;
    }

    /// <summary>Names of attached files; several of one name count: <c>困难帮扶申请x4</c>.</summary>
    public static IReadOnlySet<string> Attached(Evidence e)
    {
        var names = e.Chronicle.Done("attach").Select(s => s.With?.At("description")?.GetString() ?? "").ToList();
        return names.Concat(names.GroupBy(n => n).Select(g => $"{g.Key}x{g.Count()}")).ToHashSet();
    }
}
