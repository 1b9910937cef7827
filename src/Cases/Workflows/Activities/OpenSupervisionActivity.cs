using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>督办: drafts a supervision order; a supervisor issues it.</summary>
internal sealed class OpenSupervisionActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.OpenSupervision")
    {
        DisplayName = "拟制督办单", Category = Accountability, Description = "拟一份督办单,由督查员或社区综治信访办主任签发。", Ports = [Port("Done", "已拟制")],
    };

    public override void Execute(ActivityContext context)
    {
        Host(context).Order(new DraftSupervisionOrder());
        context.Complete();
    }
}
