using Petitions.Engine.Expressions;

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
        if (context.Input<string>("OutputName") is not { Length: > 0 } name) return;
        var value = context.Input("OutputValue");
        if (Scopes.Composite(context) is not { } composite) context.Burst.Output[name] = value;
        else if (!Variables.TrySetById(composite, name, value)) (composite.Dynamic ??= [])[name] = value;
    }
}
