using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>等待送达: waits until a document of a kind is served with proof.</summary>
internal sealed class WaitForServiceActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.WaitForService")
    {
        Waits = true, DisplayName = "等待送达", Category = Documents, Description = "等到某类文书送达并有凭证。", Ports = [Port("Served", "已送达"), Port("None", "没有该文书")],
        Inputs =
        [
            Choice("Kind", "文书", "文书种类", "acceptance-notice", ("受理告知书", "acceptance-notice"), ("处理意见书", "opinion"),
                ("分类处理告知书", "diversion-notice"), ("不予受理告知书", "non-acceptance-notice"), ("延期告知书", "extension-notice"),
                ("进展告知", "progress-notice"),
                ("复查意见书", "review-opinion"), ("复核意见书", "reexam-opinion")),
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var kind = context.Input<string>("Kind");
        var document = Host(context).Case.Documents.LastOrDefault(d => d.Kind == kind);
        if (document is null)
            context.Complete("None");
        else if (document.Served)
            context.Complete("Served");
        else
            context.CreateBookmark(Stimulus.Event($"documentServed:{document.No}"), "Served");
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback) => context.Complete(callback);
}
