namespace Petitions.Cases;

/// <summary>T31: back to the ordinary procedure; the 60 days count from acceptance as they always did.</summary>
public sealed record ConvertedToOrdinary(string Because, int? Reason) : CaseEvent
{
    public override string Rule => "T31";

    protected internal override void ApplyTo(Case c) => (c.Simple, c.SimpleProposed) = (false, false);
}

/// <summary>The simple procedure (handbook §3.2): who may have it, and the way back when it does not fit any more.</summary>
public static class SimpleProcedure
{
    private const int JointFrom = 5;

    internal static void Rules(RuleBook book)
    {
        book.On<ConvertToOrdinary>("convertToOrdinary", VerbKind.Ambient, "T31", [.. Standing.Handlers, Roles.Triage, Roles.System],
            [CaseState.Accepted, CaseState.InHandling, CaseState.InMediation, CaseState.OpinionPending],
            (step, order) => Convert(step, "decided", order.Reason));
        book.React<ClockMissed>((step, missed) =>
        {
            if (missed.Code == "CLK-SIMPLE10WD" && step.Case.Simple && step.Case.AnsweredAt is null)
                Convert(step, "late", null);
        });
        book.WhenSettled(LeaveWhenExcluded);
    }

    /// <summary>Why the case may not be handled simply, as a code; null when it may.</summary>
    public static string? Exclusion(Case c, Reference reference)
    {
        if (c.Nature is not (Natures.Claim or Natures.Advice))
            return "nature";
        if (!reference.Categories[c.Category].SimpleEligible)
            return "category";
        if (c.Parts.Any(p => p.Diverted))
            return "statutoryProcedure";
        if (c.Sender is { Assigned: true })
            return "assigned";
        return Intake.IsEmergency(c) ? "emergency"
            : c.Flags.Sealed ? "sealed"
            : c.Flags.Repeat ? "repeat"
            : c.PeopleCount >= JointFrom ? "joint"
            : c.CoHandlingUnits.Count > 0 ? "anotherUnit" : null;
    }

    private static void LeaveWhenExcluded(StepContext step)
    {
        var c = step.Case;
        if (c.Simple && c.AnsweredAt is null && c.IsOpen && Exclusion(c, step.Reference) is { } because)
            Convert(step, because, null);
    }

    private static void Convert(StepContext step, string because, Words? reason)
    {
        if (!step.Case.Simple)
            throw Refusals.AlreadyOrdinary();
        step.Raise(new ConvertedToOrdinary(because, step.Keep(reason, TextKind.Reason)));
        Clocks.Cancel(step, "CLK-SIMPLE10WD", "ordinary");
        Clocks.Cancel(step, "CLK-SIMPLE-ACC3WD", "ordinary");
        Documents.Issue(step, "procedure-change-notice", step.Case.HandlingUnit);
    }
}
