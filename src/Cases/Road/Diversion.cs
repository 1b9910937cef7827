namespace Petitions.Cases;

/// <summary>Parts led to the legal channel that is open for them; the whole petition if none is left.</summary>
public sealed record PartsDiverted(IReadOnlyList<int> Parts, string To, string Basis, int Guidance) : CaseEvent
{
    public override string Rule => "T06";

    protected internal override void ApplyTo(Case c)
    {
        c.Parts = c.Parts.Select(p => Parts.Contains(p.No) ? p with { DivertedTo = To, DivertBasis = Basis } : p).ToList();
        if (c.Parts.All(p => p.Diverted))
            c.State = CaseState.Diverted;
    }
}

/// <summary>T06, article 31 (1)–(5): litigation, arbitration, administrative procedures come first, with written guidance how to get there.</summary>
public static class Diversion
{
    internal static void Rules(RuleBook book) =>
        book.On<Divert>("divert", VerbKind.Main, "T06", [Roles.Triage], [CaseState.Registered], Divert);

    private static void Divert(StepContext step, Divert order)
    {
        var c = step.Case;
        Standing.Require(Standing.CoversUnit(step, c.Holder), "divert");
        var parts = order.Parts is { Count: > 0 } named ? named : c.Parts.Where(p => !p.Diverted).Select(p => p.No).ToList();
        if (parts.Any(no => c.Part(no) is null or { Diverted: true }))
            throw Refusals.FieldInvalid("parts");
        if (parts.Any(no => c.Part(no)!.Nature == Natures.Accuse))
            throw Refusals.UseSealedTrack();
        if (order.To is not { } to || step.Reference.Unit(to) is null || string.IsNullOrWhiteSpace(order.Basis))
            throw Refusals.DivertTargetRequired();
        if (c.RefusedChannels.Any(r => r.By == to))
            throw Refusals.ChannelAlreadyRefused(to);
        if (order.Guidance is null or { IsBlank: true })
            throw Refusals.ReasonRequired("guidance");
        step.Raise(new PartsDiverted(parts, to, order.Basis, step.KeepRequired(order.Guidance, TextKind.Document)));
        Documents.Issue(step, "diversion-notice", c.Holder);
        if (c.State == CaseState.Diverted)
            Endings.EndWithoutAnswer(step, "diverted");
    }
}
