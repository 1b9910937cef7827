using System.Globalization;
using Microsoft.AspNetCore.Components;
using Petitions.Cases;
using Petitions.Server.Reading;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Ui.Verbs;

/// <summary>The fields of one verb's form; the frame (buttons, refusal, version) is <c>VerbForm</c>.</summary>
public abstract class VerbFields : View
{
    [CascadingParameter] public required FormState Form { get; set; }
    [Parameter] public required CaseFile File { get; set; }

    /// <summary>What the order is about where there may be several: <c>accountability:1</c>.</summary>
    [Parameter] public string? About { get; set; }

    /// <summary>The number in <see cref="About"/>, or the newest open record of the kind.</summary>
    protected int NumberOf(string kind, Func<int?> otherwise) =>
        About?.Split(':') is [var k, var no] && k == kind && int.TryParse(no, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : otherwise() ?? 1;

    protected int RecordNo => NumberOf("accountability", () => File.Accountability.LastOrDefault(r => !r.Record.IsPassed)?.Record.No);

    protected AccountabilityRecord? Record => File.Accountability.FirstOrDefault(r => r.Record.No == RecordNo)?.Record;

    protected IEnumerable<Choice> Persons(Func<PersonSeen, bool>? which = null) => File.People.Where(p => which is null || which(p))
        .Select(p => new Choice(p.No.ToString(CultureInfo.InvariantCulture), $"{p.Name ?? T("person.withheld")} · {T("personRole." + p.Role)}"));

    protected IEnumerable<Choice> Parts => File.Parts.Select(p => new Choice(p.Part.No.ToString(CultureInfo.InvariantCulture), $"{p.Part.No}. {Short(p.Text)}"));

    protected static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";

    protected static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Which verbs have fields of their own; the others get theirs from the members of the command.</summary>
public static class VerbForms
{
    private static readonly Dictionary<string, Type> Own = new()
    {
        ["accept"] = typeof(AcceptFields), ["attach"] = typeof(AttachFields), ["transfer"] = typeof(TransferFields), ["split"] = typeof(SplitFields), ["divert"] = typeof(DivertFields),
        ["assignHandler"] = typeof(AssignFields), ["proposeMediation"] = typeof(ProposeMediationFields), ["recordConsent"] = typeof(ConsentFields),
        ["describeParty"] = typeof(DescribePartyFields), ["replaceMediator"] = typeof(ReplaceMediatorFields), ["recordAgreement"] = typeof(AgreementFields), ["endMediation"] = typeof(EndMediationFields), ["submitOpinion"] = typeof(OpinionFields),
        ["issueOpinion"] = typeof(IssueFields), ["serveDocument"] = typeof(ServeDocumentFields), ["voidDocument"] = typeof(VoidDocumentFields), ["answerEscalation"] = typeof(EscalationFields),
        ["recordCauses"] = typeof(CausesFields), ["recordResponsible"] = typeof(ResponsibleFields), ["recordEducation"] = typeof(EducationFields),
        ["recordRectification"] = typeof(RectificationFields), ["verifyAccountability"] = typeof(VerifyFields), ["rate"] = typeof(RateFields),
        ["handToDiscipline"] = typeof(HandToDisciplineFields), ["recordSince"] = typeof(SinceFields), ["breakGlass"] = typeof(BreakGlassFields),
        ["openAccountability"] = typeof(OpenAccountabilityFields), ["askSupplement"] = typeof(SupplementFields),
        ["askReview"] = typeof(AskReviewFields), ["askReexamination"] = typeof(AskReviewFields), ["waiveReviewWindow"] = typeof(WaiverFields),
        ["addPeople"] = typeof(AddPeopleFields), ["succeedUnit"] = typeof(SuccessionFields),
        ["decideReview"] = typeof(ReviewDecisionFields), ["decideReexamination"] = typeof(ReviewDecisionFields),
    };

    public static Type For(string verb) => Own.GetValueOrDefault(verb, typeof(PlainFields));
}
