using System.Text.Json;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Mediation, accountability, emergency and supervision have their words in both languages.</summary>
public sealed class TextsOfJusticeTests
{
    private static readonly string[] Messages =
    [
        "accountabilityFollowUp", "accountabilityMissing", "accountabilityNotInEffect", "accountabilityReturned", "accountabilityVerify",
        "agreementBreached", "confirmationReminder", "confirmedAgreementBreached", "emergencyOpened", "emergencyPolice", "policeTold",
        "supervisionIssued", "supervisionReplied", "supervisionReturned",
    ];

    private static readonly string[] Chapters = ["T13", "T15b", "T28", "6.1", "6.2", "6.3", "6.6", "6.10", "8"];

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Verbs_messages_codes_and_clauses_are_said_in_every_language(string language)
    {
        var path = Path.Combine(Seeds.Folder, "..", "src", "Server", "Texts", $"{language}.json");
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        var wanted = RuleBook.Handbook.Rules.Where(r => Chapters.Contains(r.Transition)).Select(r => $"verb.{r.Verb}")
            .Concat(Messages.Select(m => $"notice.{m}"))
            .Concat(Seeds.Reference.Schemes.Values.SelectMany(s => s.Clauses).Distinct().Select(c => $"clause.{c}"))
            .Concat(Seeds.Reference.Schemes.Values.SelectMany(s => s.RootCauses).Distinct().Select(c => $"rootCause.{c}"))
            .Concat(Accountability.Measures.Select(m => $"measure.{m}"))
            .Concat(Accountability.EducationForms.Select(f => $"educationForm.{f}"))
            .Concat(Triggers.All.Select(t => $"trigger.{t}"))
            .Concat(Enum.GetNames<AccountabilityStatus>().Select(s => $"accountability.{s}"))
            .Concat(Enum.GetNames<SupervisionStatus>().Select(s => $"supervision.{s}"));

        Assert.DoesNotContain(wanted, key => string.IsNullOrWhiteSpace(texts.GetValueOrDefault(key)));
    }
}
