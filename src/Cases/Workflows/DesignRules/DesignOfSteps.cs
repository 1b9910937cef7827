using System.Text.RegularExpressions;
using Petitions.Cases.Activities;
using Petitions.Engine.Definition;

namespace Petitions.Cases;

/// <summary>Rules that can be read off one step: who does it (W3, W8), what it offers and writes (W10), what it waits for (W11), where it ends (W2).</summary>
internal static partial class DesignOfSteps
{
    private static readonly string[] NeverTheHandlers = ["approveExtension", "close"];

    private static readonly string[] Known =
    [
        Roles.Building, Roles.Section, Roles.Intake, Roles.Triage, Roles.Mediator, Roles.Handler, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Leader,
        Roles.Duty, Roles.Supervisor, Roles.Discipline, Roles.Reviewer, Roles.Reexaminer, Roles.Police, Roles.Town, Roles.Care,
    ];

    /// <summary>What happens when a petitioner uses a right, and only then.</summary>
    private static readonly HashSet<string> OfRights =
        ["caseRated", "reopenAsked", "withdrawalAsked", "withdrawalRevoked", "treatedAsPetition", "reviewRequested", "reexaminationRequested"];

    public static IEnumerable<DefinitionFinding> Of(GraphNode node, RuleBook book) =>
        [.. Post(node, book), .. Verbs(node, book), .. Exits(node), .. Scripts(node)];

    private static DefinitionFinding Found(GraphNode node, string rule, string sentence, params string[] facts) =>
        DefinitionFinding.Error(node, rule, facts) with { Sentence = sentence };

    private static IEnumerable<DefinitionFinding> Post(GraphNode node, RuleBook book)
    {
        if (node.Type == "Elsa.RunTask" && Foresight.Literal(node, "Payload") is not IReadOnlyDictionary<string, object?> { Count: > 0 } && !Foresight.IsComputed(node, "Payload"))
            yield return Found(node, "W8", "W8.none");
        if (!DesignStep.HasPost(node)) yield break;
        var (role, fallback) = (DesignStep.Text(node, "Role"), DesignStep.Text(node, "Fallback"));
        var rules = DesignStep.Rules(node, book).ToList();
        if (role == "" || fallback == "") yield return Found(node, "W8", "W8.none");
        else if (role is not null && role == fallback && role != Roles.Discipline) yield return Found(node, "W8", "W8.same");
        foreach (var named in new[] { role, fallback }.OfType<string>().Where(r => r.Length > 0).Distinct())
        {
            if (!Known.Contains(named)) yield return Found(node, "W8", "W8.unknown", named);
            foreach (var rule in rules.Where(r => named == Roles.Handler && NeverTheHandlers.Contains(r.Verb)))
                yield return DefinitionFinding.Error(node, "W3", rule.Verb, named);
        }
        if (role is not (null or "" or Roles.Handler) && Known.Contains(role) && rules.Count > 0 && node.Activity is WaitForDecisionActivity && !rules.Any(r => r.Roles.Contains(role)))
            yield return Found(node, "W8", "W8.powerless", role, string.Join(", ", rules.Select(r => r.Verb)));
    }

    private static IEnumerable<DefinitionFinding> Verbs(GraphNode node, RuleBook book)
    {
        if (node.Activity is not WaitForDecisionActivity || DesignStep.Offers(node) is not { } offers) yield break;
        if (offers.Count == 0) yield return Found(node, "W8", "W8.verbs");
        foreach (var (verb, _) in offers)
            if (book.For(verb) is not { } rule) yield return Found(node, "W10", "W10.verb", verb);
            else if (rule.Kind is VerbKind.System or VerbKind.Creates) yield return Found(node, "W10", "W10.system", verb);
        if (offers.Count > 0 && offers.All(o => book.For(o.Verb) is { Kind: VerbKind.Right })) yield return Found(node, "W11", "W11.right", offers[0].Verb);
    }

    /// <summary>A time that is given needs a way on; a wait for somebody whom no law moves needs a time.</summary>
    private static IEnumerable<DefinitionFinding> Exits(GraphNode node)
    {
        if (Lacks(node, "Timeout")) yield return Found(node, "W2", "W2.timeout");
        if (node.Activity is AssignTaskActivity && !OfferActivity.MayTimeOut(node)) yield return Found(node, "W2", "W2.endless");
        if (node is { Type: "Elsa.Event", CanStartWorkflow: false } && Foresight.Literal(node, "EventName") is string name && OfRights.Contains(name))
            yield return Found(node, "W11", "W11.right", name);
    }

    /// <summary>Said of the step itself, so that the end of the road behind it is not said again.</summary>
    internal static bool LacksAnExit(GraphNode node) => Lacks(node, "Changed") || Lacks(node, "Timeout");

    internal static bool Lacks(GraphNode node, string port) => DesignStep.HasPost(node)
        && ControlFlow.PortsOf(node)!.Contains(port) && node.Activity.CanLeaveBy(node, port) && !IsConnected(node, port);

    internal static bool IsConnected(GraphNode node, string port) =>
        ControlFlow.IsConnected(node, port);

    /// <summary>States that do not exist, and facts of the case that a script would write.</summary>
    private static IEnumerable<DefinitionFinding> Scripts(GraphNode node)
    {
        foreach (var (_, source) in Foresight.Scripts(node))
        {
            foreach (var state in Compared().Matches(source).SelectMany(m => Quoted().Matches(m.Value)).Select(m => m.Groups[1].Value).Where(s => s != "case").Distinct())
                if (!CaseCodes.Contains(state)) yield return Found(node, "W10", "W10.state", state);
            foreach (Match write in Written().Matches(source)) yield return Found(node, "W10", "W10.write", write.Groups[1].Value);
        }
    }

    private static readonly HashSet<string> CaseCodes = [.. Enum.GetValues<CaseState>().Select(s => s.Code())];

    [GeneratedRegex("""(?:getInput\(["']case["']\)\.state\s*[!=]==?\s*["'][^"']*["'])|(?:["'][^"']*["']\s*[!=]==?\s*getInput\(["']case["']\)\.state\b)|(?:\[[^\]]*\]\.includes\(\s*getInput\(["']case["']\)\.state\s*\))""")]
    private static partial Regex Compared();

    [GeneratedRegex("""["']([^"']*)["']""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""getInput\(["']case["']\)\.(\w+)\s*=(?!=)""")]
    private static partial Regex Written();
}
