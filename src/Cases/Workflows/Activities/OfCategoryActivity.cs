using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>事项类别是: asks whether the case bears one of the chosen categories. A heading of the tree stands for all below it.</summary>
internal sealed class OfCategoryActivity : PetitionActivity
{
    public override ActivityDescriptor Descriptor { get; } = new("Petitions.OfCategory")
    {
        DisplayName = "事项类别是", Category = Intake, Description = "事项属于所选类别之一的,从“是”离开,否则从“否”离开。选大类,就包括其下各类。", Ports = YesOrNo,
        Inputs = [new InputDescriptor("Categories", "String[]") { DisplayName = "类别", UiHint = "multitext", Description = "勾选一个或几个类别" }],
    };

    public override void Execute(ActivityContext context)
    {
        var host = Host(context);
        context.Complete(PortOf(Named(context.Input("Categories")), host.Case.Category, host.Reference));
    }

    internal static string PortOf(IReadOnlyCollection<string> asked, string category, Reference reference) => LineOf(category, reference).Any(asked.Contains) ? Yes : No;

    /// <summary>The categories that the drawing names; null where only the run decides.</summary>
    internal static IReadOnlyCollection<string>? Asked(GraphNode node) => Foresight.IsComputed(node, "Categories") ? null : Named(Foresight.Literal(node, "Categories"));

    private static List<string> Named(object? value) => [.. (value as IReadOnlyList<object?> ?? []).OfType<string>()];

    private static IEnumerable<string> LineOf(string? category, Reference reference)
    {
        for (; category is not null; category = reference.Categories.GetValueOrDefault(category)?.Parent)
            yield return category;
    }
}
