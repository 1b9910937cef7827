using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>A definition used as activity: it runs inside the same instance; its inputs and outputs are variables of its scope.</summary>
internal sealed class DefinitionActivity(WorkflowDefinition definition, bool takesInputs) : Activity
{
    public override ActivityDescriptor Descriptor { get; } = DefinitionActivities.Describe(definition) with { IsContainer = true };

    public override bool CompletesByItself => false;

    internal override string? Fit(ActivityContext context, GraphNode was) =>
        was.Activity is DefinitionActivity other && other.DefinitionId == definition.DefinitionId && context.Node.ReadsOtherwise(was) is false ? null : MoveObstacles.InsideChanged;

    private string DefinitionId => definition.DefinitionId;

    public override void Execute(ActivityContext context)
    {
        if (takesInputs)
            foreach (var input in definition.Inputs) Variables.TrySetById(context, input.Name, context.Input(input.Name));
        context.Schedule(context.Node.Child("root"), "root");
    }

    public override void ChildCompleted(ActivityContext context, ActivityContext child, string callback, IReadOnlyList<string?> outcomes)
    {
        foreach (var output in definition.Outputs)
            if (Variables.TryGetById(context, output.Name, out var value)) context.SetOutput(output.Name, Bound(context, output.Name) ?? value);
        // Only an inner Complete gives outcomes of its own; whatever else the child ended by, its owner goes on by "Done".
        var given = context.Burst.CompositeOutcomes;
        context.Burst.CompositeOutcomes = null;
        context.CompleteBy(given ?? Burst.Done);
    }

    /// <summary>As in Elsa a value that the bound variable has already stands, whether or not it came from here.</summary>
    private static object? Bound(ActivityContext context, string output) =>
        context.Node.Output(output)?.Target is { } target && Variables.TryGetById(context.Parent, target, out var value) ? value : null;

    /// <summary>Inputs and outputs as variables; their ids are their names, because bindings inside refer to outputs by name.</summary>
    public static IReadOnlyList<VariableDefinition> Arguments(WorkflowDefinition definition) =>
        [.. definition.Inputs.Concat(definition.Outputs).DistinctBy(a => a.Name).Select(a => new VariableDefinition(a.Name, a.Name, a.Kind, null, a.IsSaved))];

    /// <summary>A node that names ids of which none is this definition's was found by its type alone. Elsa then runs it without inputs.</summary>
    public static bool TakesInputs(ActivityNode source, WorkflowDefinition used) =>
        (source.DefinitionId is null && source.DefinitionVersionId is null) || source.DefinitionId == used.DefinitionId || source.DefinitionVersionId == used.Id;
}
