using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <summary>The remedy against an opinion in one sentence: which body, until when.</summary>
public static class RemedyText
{
    /// <param name="key">Key of the sentence for an open window; with <c>Past</c>, <c>Waived</c> and <c>None</c> after it for the other three.</param>
    public static string Of(Remedy remedy, string key, DateTimeOffset now, Say say, Texts texts)
    {
        var level = texts.Say("reviewLevel." + remedy.Level);
        if (remedy.Body is not { } body)
            return texts.Say("page.remedyNone", level);
        if (remedy.Held)
            return texts.Say("page.remedyHeld", level, say.Unit(body), say.Unit(remedy.IssuingBody));
        var ending = remedy.Waived && remedy.Window is not { IsRunning: true } ? "Waived" : remedy.IsOpenAt(now) ? "" : "Past";
        return texts.Say(key + ending, level, say.Unit(body), remedy.LastDay is { } day ? say.Day(day) : "");
    }
}
