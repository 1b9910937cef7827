
namespace Petitions.Engine.Activities;

/// <summary>Sets an output of the workflow, or of the definition used as activity that it stands in.</summary>
internal sealed class SetOutput : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetOutput")
    {
        DisplayName = "Set output", Category = "Composition",
        Inputs =
        [
            new("OutputName", "String") { UiHint = "output-picker", Description = "The output to set." },
            new("OutputValue", "Object") { Description = "Its new value.", Order = 1 },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var name = context.Required("OutputName");
        var value = context.Input("OutputValue");
        if (Owner(context, name) is not { } owner) context.Burst.Output[name] = value;
        else if (owner.Node.Activity is DefinitionActivity)
        {
            owner.SetOutput(name, value);
            Variables.TrySetById(owner, name, value);
        }
        else if (Variables.TryGet(context, name, out _)) Variables.Set(context, name, value);
    }

    /// <summary>The nearest activity around the container that has such an output; null: it is the workflow's.</summary>
    private static ActivityContext? Owner(ActivityContext context, string name)
    {
        for (var owner = context.Parent?.Parent; owner is not null; owner = owner.Parent)
            if (owner.Node.Output(name) is not null) return owner;
        return null;
    }
}
