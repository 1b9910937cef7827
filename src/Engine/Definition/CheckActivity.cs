using System.Text.Json;
using Petitions.Engine.Activities;

namespace Petitions.Engine.Definition;

/// <summary>One activity by itself: its type, what it must be given, what it must hold, what it starts the workflow by.</summary>
internal static class CheckActivity
{
    /// <summary>Inputs without which an activity does nothing sensible.</summary>
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["Elsa.Event"] = ["EventName"], ["Elsa.PublishEvent"] = ["EventName"], ["Elsa.Delay"] = ["TimeSpan"], ["Elsa.StartAt"] = ["DateTime"],
        ["Elsa.ExecuteWorkflow"] = ["WorkflowDefinitionId"], ["Elsa.DispatchWorkflow"] = ["WorkflowDefinitionId"],
        ["Elsa.BulkDispatchWorkflows"] = ["WorkflowDefinitionId", "Items"], ["Elsa.HttpEndpoint"] = ["Path"], ["Elsa.SendHttpRequest"] = ["Url"],
        ["Elsa.FlowSendHttpRequest"] = ["Url"], ["Elsa.RunTask"] = ["TaskName"], ["Elsa.SetOutput"] = ["OutputName"], ["Elsa.ForEach"] = ["Items"],
    };

    public static IEnumerable<DefinitionFinding> Of(GraphNode node)
    {
        if (node.Activity is NotFoundActivity)
        {
            yield return Unknown(node);
            yield break;
        }
        foreach (var input in Needed.GetValueOrDefault(node.Descriptor.TypeName, []))
            if (!Foresight.IsComputed(node, input) && Foresight.Literal(node, input) is null or "") yield return DefinitionFinding.Error(node, "missingInput", input);
        foreach (var output in node.Descriptor.Outputs)
            if (node.Source!.Member(output.Name).Member("converter").ValueKind == JsonValueKind.Object) yield return DefinitionFinding.Error(node, "converter", output.Name);
        foreach (var finding in Times(node).Concat(Bodies(node))) yield return finding;
        if (node is { CanStartWorkflow: true, Descriptor.Kind: not ActivityKind.Trigger }) yield return DefinitionFinding.Warning(node, "notATrigger", node.Type);
        if (node.Descriptor.IsContainer)
            foreach (var finding in CheckHeader.Variables(node, node.Source!.Member("variables"))) yield return finding;
    }

    private static DefinitionFinding Unknown(GraphNode node) => ForeignTypes.IsElsas(node.Type)
        ? DefinitionFinding.Error(node, "foreignType", node.Type) with { Advice = "foreignType." + ForeignTypes.AdviceFor(node.Type) }
        : DefinitionFinding.Error(node, "unknownType", node.Type);

    private static IEnumerable<DefinitionFinding> Times(GraphNode node)
    {
        if (node.Activity is Cron && Foresight.Literal(node, "CronExpression") is string cron && Cause(() => CronExpression.Parse(cron)) is { } why)
            yield return DefinitionFinding.Error(node, "cron", cron, why);
        if (node.Activity is Activities.Timer && Foresight.Literal(node, "Interval") is TimeSpan interval && interval <= TimeSpan.Zero)
            yield return DefinitionFinding.Error(node, "interval", interval.ToString());
        if (node.Activity is For && Foresight.Literal(node, "Step") is 0L) yield return DefinitionFinding.Error(node, "endlessLoop");
    }

    private static IEnumerable<DefinitionFinding> Bodies(GraphNode node)
    {
        if (node.Activity is For or While or ForEach or ParallelForEach && node.Child("body") is null)
            yield return node.Activity is For or While ? DefinitionFinding.Error(node, "loopWithoutBody") : DefinitionFinding.Warning(node, "loopWithoutBody");
        if (node.Activity is Flowchart or Sequence && node.Parent?.Source is not null && !node.ChildList("activities").Any())
            yield return DefinitionFinding.Warning(node, "emptyGraph");
    }

    private static string? Cause(Action work)
    {
        try
        {
            work();
            return null;
        }
        catch (EngineFault fault)
        {
            return fault.Message;
        }
    }
}
