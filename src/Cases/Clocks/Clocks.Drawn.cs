namespace Petitions.Cases;

/// <summary>Clocks that a drawing adds for the inside of the house. The law's own start and end by the law, whatever a drawing says.</summary>
public static partial class Clocks
{
    private const string Drawn = "drawn:";

    private const int LongestName = 40, MostWorkdays = 250;

    /// <summary>The name that a designer gave to the clock; null for the clocks of the handbook.</summary>
    public static string? DrawnName(string code) => code.StartsWith(Drawn, StringComparison.Ordinal) ? code[Drawn.Length..] : null;

    /// <summary>Counted from today, because nobody owed it before; one of the same name that runs already is left alone. Ends with the answer.</summary>
    /// <exception cref="Refused">FIELD_INVALID: no name or one of the handbook's clocks, not 1 to 250 working days.</exception>
    private static void StartDrawn(StepContext step, StartInternalClock order)
    {
        var name = order.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl) || step.Reference.Clocks.Values.Any(c => c.Code == name || c.Zh == name))
            throw Refusals.FieldInvalid("name", name);
        if (order.Workdays is < 1 or > MostWorkdays)
            throw Refusals.FieldInvalid("workdays", order.Workdays);
        if (step.Case.RunningOrSuspended(Drawn + name, null) is null)
            Start(step, Drawn + name, step.Now, "drawn", amount: order.Workdays);
    }
}
