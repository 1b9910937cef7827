using Petitions.Cases;

namespace Petitions.Server.Studio.Trial;

/// <summary>A petition that nobody brought: the few fields that decide its road, and words and people that are plainly invented.</summary>
public static class InventedPetition
{
    /// <exception cref="Refused">FIELD_INVALID.</exception>
    public static Register Of(IFormCollection form, Texts texts, Reference reference)
    {
        var category = form["category"].ToString();
        if (!reference.Categories.TryGetValue(category, out var known) || known.IsGroup)
            throw Refusals.FieldInvalid("category", "required");
        var unit = form["unit"].ToString();
        if (reference.Unit(unit) is null)
            throw Refusals.FieldInvalid("unit", "required");
        var words = form["text"].ToString().Trim() is { Length: > 0 } typed ? typed : texts["trial.words"];
        return new Register
        {
            Channel = form["channel"], Category = category, Nature = form["nature"].ToString() is { Length: > 0 } nature ? nature : null, ReceivedBy = unit,
            Location = form["location"].ToString() is { Length: > 0 } place ? place : null, Simple = form["simple"].LastOrDefault() is "true" or "on", ReadBack = true,
            Title = words.Length <= 40 ? words : words[..40], Text = words,
            People = [new("petitioner", texts["trial.petitioner"], "00000000000"), new("respondent", texts["trial.respondent"])],
        };
    }
}
