using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>通知: a message to everybody who holds a role for this case.</summary>
internal sealed class NotifyActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.Notify")
    {
        DisplayName = "通知", Category = Messages, Description = "给一个角色发通知;安静时段内只进“我的通知”,不发短信。", Ports = [Port("Done", "已通知")],
        Inputs = [Role("Role", "通知谁", "该案件的这一角色", Roles.Supervisor), Text("Text", "内容", "不要写信访人的个人信息", "请关注")],
    };

    public override void Execute(ActivityContext context)
    {
        Host(context).Tell(context.Input<string>("Role") ?? Roles.Supervisor, context.Input<string>("Text") ?? "");
        context.Complete();
    }
}
