using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>登记: where a petition begins. Starts the workflow when a case is registered; passed at once.</summary>
internal sealed class RegisterActivity : PetitionActivity
{
    public static readonly Stimulus CaseRegistered = Stimulus.Event("registered");

    public override ActivityDescriptor Descriptor { get; } = new("Petitions.Register")
    {
        DisplayName = "登记", Category = Intake, Kind = ActivityKind.Trigger, IsStart = true,
        Description = "一件信访事项登记后,流程从这里开始。", Ports = [Port("Done", "已登记")],
    };

    public override IEnumerable<Trigger> Triggers(TriggerContext context) => [context.Of(CaseRegistered)];

    public override void Execute(ActivityContext context) => context.Complete();
}
