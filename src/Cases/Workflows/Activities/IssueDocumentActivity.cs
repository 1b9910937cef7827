using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>制发文书: makes a document of the case; it is served by people, with proof.</summary>
internal sealed class IssueDocumentActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.IssueDocument")
    {
        DisplayName = "制发文书", Category = Documents, Description = "制作一份文书,由工作人员送达并留存凭证。", Ports = [Port("Done", "已制发")],
        Inputs =
        [
            Choice("Kind", "文书", "文书种类", "progress-notice", ("进展告知", "progress-notice"), ("督办单", "supervision-order"),
                ("处置情况通报", "status-report"), ("会议纪要", "minutes")),
        ],
        Outputs = [new OutputDescriptor("Document", "Int32") { DisplayName = "文书号" }],
    };

    public override void Execute(ActivityContext context)
    {
        var host = Host(context);
        host.Order(new IssueDocument(context.Input<string>("Kind") ?? ""));
        context.SetOutput("Document", (long)host.Case.Documents[^1].No);
        context.Complete();
    }
}
