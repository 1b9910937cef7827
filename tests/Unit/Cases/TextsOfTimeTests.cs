using System.Text.Json;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Every clock, message and step of the ladder has its words in both languages.</summary>
public class TextsOfTimeTests
{
    private static readonly string[] Messages =
    [
        "remind", "due", "rung1", "rung2", "rung3", "rung4", "duty", "leader", "outside", "byHand", "escalationAnswered", "raised", "raisedSealed",
        "partyLine", "taskOverdue",
    ];

    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public void Clocks_messages_and_refusals_of_time_are_said_in_every_language(string language)
    {
        var path = Path.Combine(Seeds.Folder, "..", "src", "Server", "Texts", $"{language}.json");
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(path))!;
        var wanted = Seeds.Reference.Clocks.Keys.Concat([Clocks.InternalTarget, Clocks.ExternalDue, Clocks.FirstContact]).Select(c => $"clock.{c}")
            .Concat(Messages.Select(m => $"notice.{m}"))
            .Concat(Seeds.Reference.Ladder.Steps.Select(s => $"rung.{s.Code}"))
            .Concat(Seeds.Reference.Ladder.LongClockReminders.Select(d => $"rung.remind{d}"))
            .Concat(new[] { DayReasons.StartDay, DayReasons.WeeklyRest, DayReasons.Unknown }.Select(r => $"explain.reason.{r}"))
            .Concat(["refusal.CALENDAR_NOT_PUBLISHED", "refusal.REFERENCE_INVALID", "refusal.SUSPENSION_NOT_ALLOWED", "refusal.ALREADY_AT_TOP"]);

        Assert.All(wanted, key => Assert.False(string.IsNullOrWhiteSpace(texts.GetValueOrDefault(key)), key));
    }
}
