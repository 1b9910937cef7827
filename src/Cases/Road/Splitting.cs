using System.Text.Json.Nodes;

namespace Petitions.Cases;

/// <summary>
/// A part of another petition, registered as a petition of its own with the first receipt. Given by the system: the words come from
/// the text ids that the message of the split carries.
/// </summary>
public sealed record RegisterSplitPart : Register
{
    /// <summary>Number of the petition it was split from; null where the new petition must not know.</summary>
    public string? SplitFrom { get; init; }

    /// <summary>What lay with the petition that it was cut out of; the storage moves the bytes.</summary>
    public IReadOnlyList<MovedFile>? Files { get; init; }
}

/// <summary>The number of a petition that was split off, told to the petition it came from.</summary>
public sealed record RecordSplitPart(string Number) : Command;

/// <summary>Some requests became petitions of their own. Sealed ones are never named here unless the case itself is sealed.</summary>
/// <param name="Natures">Natures of the petitions that were split off.</param>
public sealed record PetitionSplit(IReadOnlyList<string> Natures) : CaseEvent
{
    public override string Rule => "T29";

    protected internal override void ApplyTo(Case c) => c.WasSplit = true;
}

public sealed record CaseLinked(CaseLink Link) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Links.Add(Link);
}

public sealed partial class Case
{
    public bool WasSplit { get; set; }

    /// <summary>Numbers of the petitions that were split from it and that it may know; empty in one that was itself split off.</summary>
    public IEnumerable<string> SplitOff() => RegisteredBy == Actor.System.Id ? [] : Links.Where(link => link.Kind == "split").Select(link => link.Number);
}

/// <summary>
/// T29: a mixed petition becomes several, each with its own ending. A sealed part leaves no trace on the open side: its words are cut from
/// the open text, no event names it, and only the sealed side knows the other number.
/// </summary>
public static class Splitting
{
    internal static void Rules(RuleBook book)
    {
        book.On<Split>("split", VerbKind.Main, "T29", [Roles.Triage, Roles.Duty, Roles.Discipline],
            [CaseState.Registered, CaseState.Transferred], Split);
        book.On<RegisterSplitPart>("registerSplitPart", VerbKind.Creates, "T29", [Roles.System], null, RegisterPart);
        book.On<RecordSplitPart>("recordSplitPart", VerbKind.System, "T29", [Roles.System], null, (step, order) => Link(step, order.Number));
    }

    private static void Split(StepContext step, Split order)
    {
        var c = step.Case;
        RequireStanding(step);
        if (order.Parts is not { Count: > 1 })
            throw Refusals.SplitPartEmpty(order.Parts is { Count: 1 } ? 1 : 0);
        var drafts = order.Parts.Select((d, i) => Settle(step, d, i)).ToList();
        var own = drafts[0];
        var staying = drafts.Where(d => d.Nature == own.Nature).ToList();
        var leaving = drafts.Where(d => d.Nature != own.Nature).ToList();
        // What was once sealed cannot be opened: the accusation keeps the number, the open requests leave.
        if (c.Flags.Sealed && own.Nature != Natures.Accuse)
            throw Refusals.UseSealedTrack();
        var cutsSealedWords = own.Nature != Natures.Accuse && leaving.Any(d => d.Nature == Natures.Accuse);
        if (cutsSealedWords && ((order.OpenText?.IsBlank ?? true) || (order.OpenTitle?.IsBlank ?? true)))
            throw Refusals.OpenTextRequired();
        if (own.Nature == Natures.Accuse || cutsSealedWords)
            SealWords(step);
        if (cutsSealedWords)
            step.Recorded = WithoutSealed(order, drafts);
        Rewrite(step, order, staying);
        SendOff(step, leaving, order);
        Reclock.After(step);
    }

    /// <summary>The sorting desk before anything was passed on; the officer on duty for a tip in his hands; the discipline desk for what it finds in an accusation.</summary>
    private static void RequireStanding(StepContext step)
    {
        var (c, actor) = (step.Case, step.Actor);
        if (c.Flags.Sealed && actor.Has(Roles.Discipline))
            return;
        if (c.State != CaseState.Registered)
            throw Refusals.WrongState(c.State, "split");
        var mayAtAll = actor.IsSystem || actor.Has(Roles.Triage) || actor.Has(Roles.Duty) && c.Flags.Confidential;
        Standing.Require(mayAtAll && Standing.CoversUnit(step, c.Holder), "split");
    }

    /// <summary>Sends one request off as a petition of its own.</summary>
    /// <param name="filesGo">The files that do not stay go with it.</param>
    internal static void SendOff(StepContext step, SettledPart part, Words? title, bool filesGo = false, IReadOnlyList<string>? openFiles = null)
    {
        var c = step.Case;
        var isSealed = part.Nature == Natures.Accuse;
        var order = new JsonObject
        {
            ["channel"] = c.Channel, ["receivedAt"] = c.ReceivedAt.ToString("O"), ["receivedBy"] = c.ReceivedBy, ["category"] = part.Category,
            ["nature"] = part.Nature, ["location"] = c.Location, ["affiliatedUnit"] = c.AffiliatedUnit, ["responsibleUnit"] = c.ResponsibleUnit,
            ["peopleCount"] = c.PeopleCount, ["anonymous"] = c.Flags.Anonymous, ["keepNameFromUnit"] = c.KeepNameFromUnit, ["readBack"] = c.ReadBack,
            ["text"] = Ref(step.Keep(part.Text, TextKind.Request, isSealed)),
            ["title"] = Ref(step.Keep(title, TextKind.Title, isSealed)),
            ["people"] = new JsonArray(c.People.Select(p => (JsonNode)new JsonObject
            {
                ["role"] = p.Role, ["name"] = Ref(p.Name), ["phone"] = Ref(p.Phone), ["address"] = Ref(p.Address), ["safeContact"] = Ref(p.SafeContact),
            }).ToArray()),
        };
        if (filesGo)
            FilesOfSplit.Cut(step, openFiles, order);
        var payload = new JsonObject
        {
            ["verb"] = "registerSplitPart", ["command"] = order,
            // An open petition never learns that a sealed one came from the same words.
            ["senderAs"] = isSealed || !c.Flags.Sealed ? "splitFrom" : null, ["answer"] = c.Flags.Sealed || !isSealed ? "recordSplitPart" : null,
        };
        step.Send(new OutboxMessage("command", $"split:{c.NextId()}", payload, step.Now));
    }

    private static void SendOff(StepContext step, List<SettledPart> leaving, Split order)
    {
        var c = step.Case;
        var first = c.Flags.Sealed ? null : leaving.FirstOrDefault(p => p.Nature == Natures.Accuse);
        foreach (var part in leaving)
            SendOff(step, part, c.Flags.Sealed ? order.OpenTitle : null, part == first, order.OpenFiles);
        var named = leaving.Where(p => c.Flags.Sealed || p.Nature != Natures.Accuse).Select(p => p.Nature).ToList();
        if (named.Count == 0)
            return;
        step.Raise(new PetitionSplit(named));
        Documents.Issue(step, "split-notice", c.Holder);
    }

    /// <summary>
    /// What the open side keeps of the order. Where nothing else left, not even that there was a split: whoever reads "split" and finds no second
    /// petition knows that there is a sealed one.
    /// </summary>
    private static Command WithoutSealed(Split order, List<SettledPart> drafts)
    {
        var open = order.Parts.Where((_, i) => drafts[i].Nature != Natures.Accuse).ToList();
        return drafts.Where(d => d.Nature != Natures.Accuse).Select(d => d.Nature).Distinct().Count() > 1
            ? order with { Parts = open } : new Classify(1, drafts[0].Nature, drafts[0].Category) { HappenedAt = order.HappenedAt };
    }

    private static SettledPart Settle(StepContext step, RequestDraft draft, int index)
    {
        if (draft.Text is null || draft.Text.IsBlank || draft.Category is null
            || !step.Reference.Categories.TryGetValue(draft.Category, out var category) || category.IsGroup)
            throw Refusals.SplitPartEmpty(index);
        var nature = draft.Sealed || category.Sealed ? Natures.Accuse : draft.Nature ?? category.DefaultNature!;
        return Natures.All.Contains(nature) ? new(draft.Text, nature, draft.Category) : throw Refusals.SplitPartEmpty(index);
    }

    /// <summary>Moves the words as they were first said to the sealed side; ids stay, so that the record is whole there.</summary>
    internal static void SealWords(StepContext step)
    {
        var c = step.Case;
        step.Reseal(c.Title, TextKind.Title);
        foreach (var text in c.Parts.Select(p => p.Text).Append(c.RequestText ?? 0).Where(t => t != 0).Distinct())
            step.Reseal(text, TextKind.Request);
    }

    private static void Rewrite(StepContext step, Split order, List<SettledPart> staying)
    {
        var c = step.Case;
        var becomesSealed = staying[0].Nature == Natures.Accuse;
        var parts = staying.Select((p, i) => new RequestPart
        {
            No = i + 1, Text = step.Keep(p.Text, TextKind.Request, becomesSealed) ?? 0, Nature = p.Nature, Category = p.Category,
        }).ToList();
        var first = step.Reference.Categories[staying[0].Category];
        var flags = c.Flags with
        {
            Sealed = becomesSealed, Confidential = first.Confidential || staying[0].Nature == Natures.Tip, Restricted = first.Restricted,
        };
        step.Raise(new Classified(parts, staying[0].Nature, staying[0].Category, flags));
        var title = becomesSealed ? c.Title : step.Keep(order.OpenTitle, TextKind.Title) ?? c.Title;
        var text = becomesSealed ? c.RequestText : step.Keep(order.OpenText, TextKind.Request) ?? c.RequestText;
        step.Raise(new RequestWritten(title, text, parts));
    }

    private static void RegisterPart(StepContext step, RegisterSplitPart order)
    {
        Intake.RegisterPart(step, order);
        FilesOfSplit.Receive(step, order.Files);
        if (order.SplitFrom is { } source)
            Link(step, source);
    }

    private static void Link(StepContext step, string number) =>
        step.Raise(new CaseLinked(new CaseLink("split", number, null, null, null, SealedSideOnly: step.Case.Flags.Sealed)));

    private static JsonObject? Ref(int? text) => text is null or 0 ? null : new JsonObject { ["$text"] = text };
}
