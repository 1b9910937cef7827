using Petitions.Cases.Activities;
using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>What a drawing gives to people at one activity.</summary>
internal static class DesignStep
{
    private static readonly ActivityCatalogue Toolbox = PetitionActivities.Catalogue;

    /// <summary>True for a step that a person does: of our toolbox, or RunTask of Elsa's.</summary>
    public static bool IsHuman(GraphNode node) => HasPost(node) || node.Type == "Elsa.RunTask";

    /// <summary>A step with a role and a stand-in among its inputs.</summary>
    public static bool HasPost(GraphNode node) =>
        node.Type.StartsWith("Petitions.", StringComparison.Ordinal) && Toolbox.Find(node.Type, 0) is not null && node.Descriptor.Inputs.Any(i => i.Name == "Fallback");

    /// <summary>The verbs that are offered, each with its port; null where only the run decides.</summary>
    public static IReadOnlyList<(string Verb, string Port)>? Offers(GraphNode node) => node.Activity switch
    {
        OfferActivity offer => offer.Offered,
        AssignTaskActivity => [("finishTask", "Done")],
        WaitForDecisionActivity when Foresight.IsComputed(node, "Verbs") => null,
        WaitForDecisionActivity => [.. (Foresight.Literal(node, "Verbs") as IReadOnlyList<object?> ?? []).OfType<string>().Select(v => (v, "Decided"))],
        _ => [],
    };

    /// <summary>The text of an input; null where it is computed.</summary>
    public static string? Text(GraphNode node, string input) => Foresight.IsComputed(node, input) ? null : Foresight.Literal(node, input) as string ?? "";

    public static bool CanBeGiven(Rule rule, CaseState state) => (rule.OfferedIn ?? rule.States) is not { } states || states.Contains(state);

    public static bool CanBeGiven(Rule rule, Situation s) =>
        CanBeGiven(rule, s.State) && (rule.Sealed is null || rule.Sealed == s.Sealed) && (Leads.Of(rule.Verb)?.Natures?.Contains(s.Nature) ?? true);

    public static IEnumerable<Rule> Rules(GraphNode node, RuleBook book) => (Offers(node) ?? []).Select(o => book.For(o.Verb)).OfType<Rule>();
}
