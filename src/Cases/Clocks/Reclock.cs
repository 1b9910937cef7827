namespace Petitions.Cases;

/// <summary>Classifies the parts before acceptance, and lets the clocks of the receipt follow: started anew from the same receipt.</summary>
internal static class Reclock
{
    internal static void Rules(RuleBook book) =>
        book.On<Classify>("classify", VerbKind.Ambient, "T02", [Roles.Triage, Roles.Handler, Roles.Duty, Roles.Town],
            [CaseState.Registered, CaseState.WaitingSupplement, CaseState.Transferred], Classify);

    private static void Classify(StepContext step, Classify order)
    {
        var c = step.Case;
        Standing.Require(Standing.CoversUnit(step, c.Holder) || Standing.OfUnit(step, c.Holder), "classify");
        var part = c.Part(order.Part) ?? throw Refusals.FieldInvalid("part");
        var code = order.Category ?? part.Category;
        if (!step.Reference.Categories.TryGetValue(code, out var category) || category.IsGroup)
            throw Refusals.FieldInvalid("category");
        var nature = category.Sealed ? Natures.Accuse : order.Nature ?? (order.Category is null ? part.Nature : category.DefaultNature!);
        if (!Natures.All.Contains(nature))
            throw Refusals.FieldInvalid("nature");
        // Beside open requests an accusation leaves by the split, which cuts its words out; a new label alone would leave them lying open.
        if (nature == Natures.Accuse && c.Parts.Count > 1)
            throw Refusals.SplitRequired();
        if (c.Flags.Sealed && nature != Natures.Accuse)
            throw Refusals.UseSealedTrack();
        if (nature == Natures.Accuse && !c.Flags.Sealed)
            Splitting.SealWords(step);
        var parts = c.Parts.Select(p => p.No == part.No ? p with { Nature = nature, Category = code } : p).ToList();
        var flags = c.Flags with
        {
            Sealed = nature == Natures.Accuse, Confidential = category.Confidential || nature == Natures.Tip, Restricted = category.Restricted,
        };
        step.Raise(order.Part == c.Parts[0].No
            ? new Classified(parts, nature, code, flags)
            : new Classified(parts, c.Nature, c.Category, c.Flags));
        After(step);
    }

    /// <summary>Clocks that no longer fit nature and category end; those that are missing start from the first receipt.</summary>
    internal static void After(StepContext step)
    {
        var c = step.Case;
        var noticed = Natures.HasNoticeClock(c.Nature) && !c.Flags.Anonymous;
        foreach (var clock in c.Clocks.Where(k => k.IsRunning).ToList())
        {
            var leaves = clock.Code switch
            {
                "CLK-NOTICE15" => !noticed,
                "CLK-SIMPLE-ACC3WD" => !c.SimpleProposed,
                Retaliation.ContactClock => !Retaliation.IsAbout(c, step.Reference),
                "CLK-TIP-POLICE" => c.Nature != Natures.Tip,
                "internalTarget" => true,
                _ => false,
            };
            if (leaves)
                Clocks.Cancel(step, clock, "classified");
        }
        if (noticed && c.State != CaseState.Transferred && !c.Clocks.Any(k => k.Code is "CLK-NOTICE15" or "CLK-TRANSFER15" && k.Unit == c.Holder && k.IsRunning))
            Clocks.StartNotice(step, c.Holder, c.ReceivedAt);
        if (!Intake.IsEmergency(c) && c.Nature is not (Natures.Accuse or Natures.Tip))
            Clocks.StartInternalTarget(step);
        StartOnce(step, "CLK-TIP-POLICE", c.Nature == Natures.Tip);
        StartOnce(step, "CLK-SEAL1WD", c.Flags.Sealed);
        StartOnce(step, Retaliation.ContactClock, Retaliation.IsAbout(c, step.Reference));
    }

    private static void StartOnce(StepContext step, string code, bool wanted)
    {
        if (wanted && !step.Case.Clocks.Any(k => k.Code == code && k.Status != ClockStatus.Cancelled))
            Clocks.Start(step, code, step.Case.ReceivedAt, "received");
    }
}
