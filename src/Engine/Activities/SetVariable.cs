using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Sets a variable, found by its id in the scopes around.</summary>
internal sealed class SetVariable : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.SetVariable")
    {
        DisplayName = "Set variable", Category = "Primitives",
        Inputs =
        [
            new("Variable", "Variable") { UiHint = "variable-picker", IsWrapped = false, Description = "The variable to set." },
            new("Value", "Object") { Description = "Its new value.", Order = 1 },
        ],
    };

    public override void Execute(ActivityContext context)
    {
        var id = (string?)context.Node.Plan;
        if (id is null || !Variables.TrySetById(context, id, context.Input("Value")))
            throw new EngineFault(FaultCodes.VariableNotFound, $"Variable '{id}' not found.");
    }

    internal override object? Plan(GraphNode node) => node.Source!.Member("variable").Text("id");
}
