using Petitions.Cases;

namespace Petitions.Tests.Unit.Cases;

/// <summary>The answered claim of <see cref="Road"/> on its way through review (by ENT) and re-examination (by GRP).</summary>
internal static class Reviewed
{
    public const string Reviewer = "STF-052", OtherReviewer = "STF-070", Reexaminer = "STF-053", OtherReexaminer = "STF-071";

    public static DecideReview Upheld() => new("upheld", Text: "扣费属实,处理得当,维持");

    public static DecideReview Changed(string ground = "error") => new(
        "changed", ground, "合同没有约定该项收费,适用依据错误", [new PartResult(1, "supported", "合同未约定", "物业服务合同第八条")],
        [new Promise("退还停车费", Paper.Day("2026-05-15"))]);

    public static DecideReview Returned(string ground = "procedure") => new("returned", ground, "没有听取陈述,程序不当,退回重新办理");

    public static DecideReexamination Final(string result = "upheld") => new(result, result == "upheld" ? null : "procedure", "维持复查意见");

    /// <summary>Asked on 10 April of the opinion served on 20 March.</summary>
    public static Paper Asked(string at = "2026-04-10 09:00")
    {
        var paper = Road.Answered();
        paper.Give(new AskReview("没有看票据"), Road.Petitioner, at);
        return paper;
    }

    public static Paper Decided(DecideReview decision, string at = "2026-04-24 09:00")
    {
        var paper = Asked();
        paper.Give(decision with { Proof = Road.Signed }, Reviewer, at);
        return paper;
    }

    public static Paper Reexamined(string at = "2026-05-08 09:00")
    {
        var paper = Decided(Upheld());
        paper.Give(new AskReexamination("仍不服"), Road.Petitioner, at);
        return paper;
    }
}
