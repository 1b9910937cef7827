namespace Petitions.Cases;

/// <summary>How an entry becomes facts and kept words: defaults from the category, people, parts, what must be sealed from the first line on.</summary>
internal static class IntakeWriting
{
    internal const int JointFrom = 5;

    private const int TitleLength = 30;

    public static bool HasRequest(Register order) =>
        !(order.Text?.IsBlank ?? true) || order.Recording is not null || order.Parts.Any(p => !p.Text.IsBlank);

    /// <summary>The desk that receives: as given; else the registrar's own unit, or for residents and volunteers the desk nearest to the place.</summary>
    /// <exception cref="Refused">FIELD_INVALID when no desk can be found.</exception>
    public static string DeskOf(Register order, Actor actor, Reference reference)
    {
        if (order.ReceivedBy is { } named)
            return reference.Unit(named)?.Code ?? throw Refusals.FieldInvalid("receivedBy");
        var own = actor.Unit;
        if (own is not null && !actor.HasAny([Roles.Building, Roles.Section]))
            return own;
        return NearestDesk(order.Location ?? own, reference) ?? own ?? throw Refusals.FieldInvalid("receivedBy");
    }

    private static string? NearestDesk(string? place, Reference reference) =>
        reference.LineOf(place)
            .Select(above => reference.Units.Values.FirstOrDefault(u => u.Parent == above.Code && u.NoticeRule is not null)?.Code)
            .FirstOrDefault(desk => desk is not null);

    public static IntakeFacts Facts(StepContext step, Register order)
    {
        var reference = step.Reference;
        Check(order.Channel is not null && reference.Channels.ContainsKey(order.Channel), "channel");
        foreach (var (unit, field) in new[] { (order.Location, "location"), (order.AffiliatedUnit, "affiliatedUnit"), (order.ResponsibleUnit, "responsibleUnit") })
            Check(unit is null || reference.Unit(unit) is not null, field);
        var first = PartsOf(step, order)[0];
        var category = reference.Categories[first.Category];
        var urgency = order.Urgency ?? category.UrgencyDefault;
        Check(reference.Urgencies.ContainsKey(urgency), "urgency");
        var petitioners = order.People.Where(IsPetitioner).ToList();
        var people = Math.Max(order.PeopleCount ?? 1, Math.Max(petitioners.Count, 1));
        return new IntakeFacts(
            order.Channel!, order.ReceivedAt ?? step.HappenedAt, DeskOf(order, step.Actor, reference), first.Category, first.Nature, urgency,
            order.Location, order.AffiliatedUnit, order.ResponsibleUnit, people, order.Simple && category.SimpleEligible && first.Nature != Natures.Service,
            order.KeepNameFromUnit, order.ReadBack, order.Recording,
            new CaseFlags
            {
                Sealed = first.Nature == Natures.Accuse,
                Confidential = category.Confidential || first.Nature == Natures.Tip,
                Restricted = category.Restricted,
                Joint = people >= JointFrom && first.Nature != Natures.Dispute,
                // Nobody named at all is a form without names, not a wish to stay unknown: the duty to tell stands.
                Anonymous = order.Anonymous || petitioners.Count > 0 && petitioners.All(p => p.Name?.IsBlank ?? true),
            });
    }

    /// <summary>Keeps the words. What is sealed inside an open entry leaves at the door, as a petition of its own.</summary>
    public static void Write(StepContext step, Register order)
    {
        foreach (var person in order.People)
            Name(step, person);
        var all = PartsOf(step, order);
        var staying = step.Case.Flags.Sealed ? all : all.Where(p => p.Nature != Natures.Accuse).ToList();
        var whole = step.Keep(order.Text, TextKind.Request);
        var parts = staying.Select((p, i) => new RequestPart
        {
            No = i + 1, Text = step.Keep(p.Text, TextKind.Request) ?? 0, Nature = p.Nature, Category = p.Category,
        }).ToList();
        step.Raise(new RequestWritten(
            step.Keep(Unnamed(step, order.Title ?? Heading(order.Text ?? staying[0].Text)), TextKind.Title) ?? 0, whole, parts, step.Keep(order.LateReason, TextKind.Reason),
            step.Keep(order.NotReadBack, TextKind.Reason)));
        if (order.SenderUnit is not null || order.SenderReference is not null || order.SenderDue is not null)
            step.Raise(new SenderNamed(SenderOf(order)));
        if (order.ChannelRefusal is { } refusal)
            step.Raise(new ChannelRefused(refusal.By, refusal.On, step.Keep(refusal.Document, TextKind.Document)));
        // What was said into a recording cannot be cut: it goes with the accusation, the open request was written down.
        foreach (var (part, i) in all.Except(staying).Select((p, i) => (p, i)))
            Splitting.SendOff(step, part, null, filesGo: i == 0);
    }

    /// <summary>A heading stands in every list.</summary>
    private static Words? Unnamed(StepContext step, Words? heading) => heading is null || KeptNames.Of(step.Case, step.TextOf) is not { Count: > 0 } names
        || KeptNames.Without(heading.Value, names) is var bare && bare == heading.Value ? heading : new Words(bare);

    public static void Name(StepContext step, NamedPerson person, bool received = false) =>
        step.Raise(new PersonNamed(new PersonInCase(
            step.Case.People.Count + 1, person.Role, step.Keep(person.Name, TextKind.Name), step.Keep(person.Phone, TextKind.Phone),
            step.Keep(person.Address, TextKind.Address), step.Keep(person.SafeContact, TextKind.SafeContact), received)));

    /// <summary>A draft's entry with what it already held; what is given now replaces it.</summary>
    public static Register Completed(StepContext step, RegisterDraft order)
    {
        var c = step.Case;
        var newWords = HasRequest(order);
        var completed = order with
        {
            Channel = order.Channel ?? c.Channel, ReceivedAt = order.ReceivedAt ?? c.ReceivedAt, ReceivedBy = order.ReceivedBy ?? c.ReceivedBy,
            Category = order.Category ?? c.Category, Urgency = order.Urgency ?? c.Urgency, Location = order.Location ?? c.Location,
            AffiliatedUnit = order.AffiliatedUnit ?? c.AffiliatedUnit, ResponsibleUnit = order.ResponsibleUnit ?? c.ResponsibleUnit,
            LateReason = order.LateReason ?? (c.LateReason is { } late ? new Words(step.TextOf(late)) : null), Title = order.Title ?? step.TextOf(c.Title), Recording = order.Recording ?? c.Recording, PeopleCount = order.PeopleCount ?? c.PeopleCount,
            Anonymous = order.Anonymous || c.Flags.Anonymous, Simple = order.Simple || c.SimpleProposed,
            KeepNameFromUnit = order.KeepNameFromUnit || c.KeepNameFromUnit, ReadBack = order.ReadBack || c.ReadBack,
            NotReadBack = order.NotReadBack ?? (c.NotReadBack is { } why ? new Words(step.TextOf(why)) : null),
        };
        return newWords ? completed : completed with
        {
            Text = step.TextOf(c.RequestText),
            Parts = c.Parts.Select(p => new RequestDraft(new Words(step.TextOf(p.Text)), p.Nature, p.Category)).ToList(),
        };
    }

    /// <summary>The requests with nature and category settled; one part if nothing was divided.</summary>
    /// <exception cref="Refused">FIELD_INVALID for a code that does not exist.</exception>
    private static List<SettledPart> PartsOf(StepContext step, Register order)
    {
        var drafts = order.Parts.Count > 0 ? order.Parts : [new RequestDraft(order.Text ?? new Words(""))];
        return drafts.Select((d, i) => Settle(d, order, order.Parts.Count > 0 ? $"parts[{i}]." : "", step.Reference)).ToList();
    }

    private static SettledPart Settle(RequestDraft draft, Register order, string path, Reference reference)
    {
        var code = draft.Category ?? order.Category ?? Intake.Unclassified;
        Check(reference.Categories.TryGetValue(code, out var category) && !category.IsGroup, path + "category");
        var own = draft.Nature ?? (draft.Category is null || draft.Category == order.Category ? order.Nature : null);
        var nature = draft.Sealed || category!.Sealed ? Natures.Accuse : own ?? category.DefaultNature!;
        Check(Natures.All.Contains(nature), path + "nature");
        var asked = order.TreatAsPetition && nature is (Natures.Service or Natures.Dispute);
        return new(draft.Text, asked ? Natures.Claim : nature, code);
    }

    private static Sender SenderOf(Register order) => new(
        order.SenderUnit, order.SenderReference, order.SenderReceivedOn, order.SenderDue, order.ReplyToSender,
        // A hotline or a higher office that hands a matter down assigns it: no simple procedure then (handbook §3.2).
        Assigned: order.Channel is "hotline12345" or "transfer");

    private static bool IsPetitioner(NamedPerson person) => person.Role is "petitioner" or "representative" or "listed" or "reporter";

    private static Words? Heading(Words? text) =>
        text is null || text.IsBlank ? null : text.Value.Length <= TitleLength ? text.Value : text.Value[..TitleLength] + "…";

    private static void Check(bool holds, string field)
    {
        if (!holds)
            throw Refusals.FieldInvalid(field);
    }
}

/// <summary>One request with its nature and category settled.</summary>
internal sealed record SettledPart(Words Text, string Nature, string Category);
