using Petitions.Engine.Definition;
using Petitions.Engine.Expressions;

namespace Petitions.Engine.Activities;

/// <summary>Runs a script; setOutcome and setOutcomes in it choose the way on.</summary>
internal sealed class RunJavaScript : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.RunJavaScript")
    {
        DisplayName = "Run JavaScript", Category = "Scripting",
        Inputs =
        [
            new("Script", "String")
            {
                UiHint = "code-editor",
                UiSpecifications = new Dictionary<string, object?> { ["code-editor"] = new Dictionary<string, object?> { ["language"] = "javascript" } },
            },
            new("PossibleOutcomes", "String[]") { UiHint = "dynamic-outcomes", Order = 1 },
        ],
        Outputs = [new("Result", "Object")],
    };

    public override void Execute(ActivityContext context)
    {
        var source = context.Input<string>("Script");
        if (string.IsNullOrWhiteSpace(source)) return;
        var outcomes = new List<string> { "Done" };
        var script = context.Node.Plan is Script planned && planned.Source == source ? planned : Script.Compile(source);
        if (ScriptHost.Run(script, context, outcomes) is { } result) context.SetOutput("Result", result);
        context.CompleteBy(outcomes);
    }

    /// <summary>Nearly always the script is a literal and is compiled with the definition.</summary>
    internal override object? Plan(GraphNode node) =>
        node.Source!.Member("script").Member("expression") is var expression && expression.Text("type") == "Literal" && expression.Text("value") is { } source
            ? Script.Compile(source)
            : null;
}
