using System.Reflection;
using System.Text.RegularExpressions;
using Petitions.Cases;

namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>
/// Every refusal of the rules is provoked over HTTP of a served town with its own PostgreSQL: the answer says what the law says, in both
/// languages, and no row of any table has changed.
/// </summary>
public sealed partial class ProvokedTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly IReadOnlyList<Refusal> All = EveryRefusal.All;

    /// <summary>Codes that are not about a case; <see cref="ReferenceChangeTests"/> provokes each over HTTP.</summary>
    private static readonly string[] OfReferenceChanges =
    [
        "AUTHOR_MAY_NOT_APPROVE", "CHANGE_ALREADY_DECIDED", "CHANGE_OVERTAKEN", "REFERENCE_INVALID", "RUNG_LATER_THAN_FLOOR", "STATUTORY_CLOCK_WEAKENED",
        "STATUTORY_SHORTENING", "VERSION_EXISTS",
    ];

    /// <summary>Codes that are given at other desks; <see cref="IncidentTests"/>, <see cref="EarlySignTests"/> and <see cref="PeopleListTests"/> provoke each over HTTP.</summary>
    private static readonly string[] OfIncidents = ["ALREADY_IN_INCIDENT", "EARLY_SIGN_NAMES_PERSON", "INCIDENT_EMPTY", "INCIDENT_HAS_RECORD", "INCIDENT_NOT_ALLOWED", "NOT_IN_INCIDENT", "PEOPLE_LIST_INVALID"];

    /// <summary>Codes about all cases of a unit; <see cref="SuccessionTests"/> provokes each over HTTP.</summary>
    private static readonly string[] OfSuccessions = ["SUCCESSION_ALREADY_ORDERED", "SUCCESSION_UNDER_WAY"];

    /// <summary>Where somebody asks for a date; <see cref="DoorTests"/> provokes it over HTTP.</summary>
    private static readonly string[] OfDates = ["CALENDAR_NOT_PUBLISHED"];

    /// <summary>Codes of the responsibility contracts; <see cref="ContractTests"/> and scenario 25 provoke them over HTTP.</summary>
    private static readonly string[] OfContracts = ["CONTRACT_NOT_WAITING", "METRIC_FORBIDDEN"];

    /// <summary>Codes about drawings; the tests in <c>Studio</c> provoke each over HTTP.</summary>
    private static readonly string[] OfDefinitions =
        ["DEFINITION_CHANGED", "DEFINITION_EMPTIED", "DEFINITION_IN_USE", "DEFINITION_REFUSED", "DEFINITION_SUBMITTED", "DEFINITION_UNREADABLE", "DRAFT_NOT_SUBMITTED", "NOTHING_CHANGED",
        "INSTANCE_KEPT", "INSTANCE_NOT_FROM_ELSEWHERE", "MOVE_NOT_CARRIED", "MOVE_UNDER_WAY", "MOVE_WITHOUT_CASES", "TRIAL_LOST", "TRIAL_TOO_LONG"];

    /// <summary>Given to the system alone, whose orders no door takes; what stands against a move is listed over HTTP, see <c>Studio/MovingTests</c>.</summary>
    private static readonly string[] OfTheSystem = ["WORKFLOW_NOT_MOVABLE"];

    public static TheoryData<string> Sentences => [.. All.Select(r => r.Sentence)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task It_is_refused_in_both_languages_and_nothing_has_changed(string sentence)
    {
        var refusal = All.Single(r => r.Sentence == sentence);
        var (answer, before, after) = await stage.ProvokeAsync(refusal);
        Assert.True((answer.Status, answer.Code, answer.Field) == (refusal.Status, refusal.Code, refusal.Field), $"{answer.Status} {answer.Body.ToJsonString()}");
        Assert.Equal("application/problem+json", answer.ContentType);
        Assert.Equal((refusal.Status, $"urn:petitions:{refusal.Code}"), (answer.Body["status"]!.GetValue<int>(), answer.Body["type"]!.GetValue<string>()));
        var (zh, en) = (answer.Body["sentences"]!["zh"]!.GetValue<string>(), answer.Body["sentences"]!["en"]!.GetValue<string>());
        Assert.Matches(Chinese(), zh);
        Assert.Matches("[a-z]", en);
        Assert.NotEqual(zh, en);
        Assert.DoesNotMatch(Unfilled(), zh + en);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Every_code_is_provoked()
    {
        var codes = Codes().Select(refused => refused.Code).ToHashSet();
        var provoked = All.Select(r => r.Code).ToHashSet();
        Assert.Empty(codes.Except(provoked).Except(OfReferenceChanges).Except(OfIncidents).Except(OfSuccessions).Except(OfDates).Except(OfContracts).Except(OfDefinitions).Except(OfTheSystem).Order());
        Assert.Empty(provoked.Except(codes).Order());
    }

    [Fact]
    public void Every_sentence_stands_once() => Assert.Equal(All.Count, All.Select(r => r.Sentence).Distinct().Count());

    [Fact]
    public async Task An_order_that_is_not_refused_is_seen_in_the_tables()
    {
        var accepted = new Refusal("", "", new Situation(Situations.ClaimEntry), new(People.Sorter, "comment", new { text = "已电话联系" }));
        var (answer, before, after) = await stage.ProvokeAsync(accepted);
        Assert.Equal(200, answer.Status);
        Assert.NotEqual(before, after);
    }

    /// <summary>What each line of the list of refusals makes.</summary>
    private static IEnumerable<Refused> Codes() =>
        typeof(Petitions.Cases.Refusals).GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ReturnType == typeof(Refused))
            .Select(m => (Refused)m.Invoke(null, [.. m.GetParameters().Select(p => Some(p.ParameterType))])!);

    private static object? Some(Type type) =>
        type == typeof(string) ? "x"
        : type == typeof(object[]) ? Array.Empty<object?>()
        : type == typeof(IReadOnlyList<string>) ? Array.Empty<string>()
        : type == typeof(IReadOnlyList<MissingItem>) ? new[] { new MissingItem("C1", "causes") }
        : Activator.CreateInstance(type);

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{\d")]
    private static partial Regex Unfilled();
}
