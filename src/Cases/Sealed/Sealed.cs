namespace Petitions.Cases;

/// <summary>
/// T27, article 30: accusations. Whoever sorts sees the title until it is handed to a discipline desk; from then on it exists for that desk
/// alone. None of its verbs waits for a workflow: nobody outside the line could mend one that is parked.
/// </summary>
public static class Sealed
{
    public const string ToldClock = "CLK-ACC-TOLD15WD", ResultClock = "CLK-ACC-RESULT15WD";

    public static readonly IReadOnlyList<string> Results = ["upheld", "partlyUpheld", "notUpheld", "cannotBeVerified"];

    private static readonly CaseState[] Answered = [CaseState.Answered, CaseState.PendingAccountability];

    internal static void Rules(RuleBook book)
    {
        book.OnSealed<HandToDiscipline>("handToDiscipline", [Roles.Triage, Roles.Discipline], [CaseState.Registered, CaseState.Transferred], HandOver);
        book.OnSealed<TellAccuser>("tellAccuser", [Roles.Discipline], [CaseState.Transferred], TellAccuser);
        book.OnSealed<ConcludeAccusation>("concludeAccusation", [Roles.Discipline], [CaseState.Transferred], Conclude);
        book.OnSealed<TellResult>("tellResult", [Roles.Discipline], [CaseState.Transferred], TellResult);
        book.OnSealed<CloseSealed>("closeSealed", [Roles.Discipline], Answered, (step, _) => Close(step));
        book.WhenSettled(NameDesk);
        book.Fact("anonymous", (c, _, _) => c.Flags.Anonymous);
        book.Fact("concluded", (c, _, _) => c.Accusation.ConcludedAt is not null);
        book.Fact("accuserTold", (c, _, _) => c.Accusation.ToldAt is not null);
    }

    /// <summary>True while the sorter of the receiving desk has it: registered, and in no discipline desk's hands.</summary>
    public static bool IsBeingSorted(Case c) =>
        c.Flags.Sealed && c.State is CaseState.Registered or CaseState.WaitingSupplement && !c.SorterBarred && c.CurrentTransfer is null;

    /// <summary>A unit whose discipline officers the case exists for.</summary>
    public static bool IsDeskOf(Case c, string unit) =>
        c.HandlingUnit == unit || c.CurrentTransfer is null && c.State is CaseState.Registered or CaseState.WaitingSupplement && c.DisciplineDesk == unit;

    /// <summary>Desks whose officers the case exists for as long as one of them is to call back about a withdrawal.</summary>
    public static IEnumerable<string> DesksThatCall(Case c) => CallBack.SealedDesks(c);

    /// <summary>To the desk with authority, or on from one such desk to another; each counts its own 15 working days.</summary>
    /// <exception cref="Refused">SPLIT_REQUIRED, FIELD_INVALID, ACCUSED_UNIT_FORBIDDEN, UNIT_NOT_COMPETENT.</exception>
    private static void HandOver(StepContext step, HandToDiscipline order)
    {
        var c = step.Case;
        Standing.Require(IsOfficer(step) || c.CurrentTransfer is null && Standing.CoversUnit(step, c.Holder), "handToDiscipline");
        if (c.Accusation.ConcludedAt is not null)
            throw Refusals.WrongState(c.State, "handToDiscipline");
        if (c.Parts.Any(p => p.Nature != Natures.Accuse))
            throw Refusals.SplitRequired();
        var (from, to) = (c.Holder, SealedDesk.Check(step, order.To ?? SealedDesk.Of(c, step.Reference)));
        step.Raise(new SealedHandedOver(new CaseTransfer(c.NextId(), from, to, "sealed", null, step.HappenedAt, step.HappenedAt)));
        Documents.Issue(step, "sealed-slip", from);
        foreach (var code in new[] { "CLK-NOTICE15", "CLK-TRANSFER15" })
            Clocks.Stop(step, code, step.HappenedAt, "handToDiscipline", from);
        Clocks.Stop(step, "CLK-SEAL1WD", step.HappenedAt, "handToDiscipline");
        Clocks.Cancel(step, ToldClock, "handToDiscipline");
        if (!c.Flags.Anonymous && c.Accusation.ToldAt is null)
            Clocks.Start(step, ToldClock, step.HappenedAt, "receivedByDiscipline");
        TellPetitioners(step, "sealedHandedOver");
        Notices.Tell(step, $"{Roles.Discipline}@{to}", "sealedReceived", action: true);
    }

    /// <summary>A real-name accuser is told of acceptance, with proof; an anonymous one cannot be.</summary>
    /// <exception cref="Refused">WRONG_STATE when there is nobody to tell or it was done; SERVICE_PROOF_REQUIRED.</exception>
    private static void TellAccuser(StepContext step, TellAccuser order)
    {
        RequireOfficer(step, "tellAccuser");
        if (step.Case.Flags.Anonymous || step.Case.Accusation.ToldAt is not null)
            throw Refusals.WrongState(step.Case.State, "tellAccuser");
        var at = Documents.Serve(step, Documents.Issue(step, "sealed-acceptance", step.Case.HandlingUnit).No, order.Proof);
        step.Raise(new AccuserTold(step.Actor.Id, at));
        Documents.StopNoticeClocks(step, at, "tellAccuser");
        Clocks.Stop(step, ToldClock, at, "tellAccuser");
    }

    /// <summary>
    /// The finding. For a named accuser the time to tell it begins; for an anonymous one it is the ending: the result waits behind the query code.
    /// </summary>
    /// <exception cref="Refused">FIELD_INVALID (result), WRONG_STATE when it was concluded before, INTERIM_MEASURE_UNDECIDED (H4).</exception>
    private static void Conclude(StepContext step, ConcludeAccusation order)
    {
        RequireOfficer(step, "concludeAccusation");
        if (order.Result is null || !Results.Contains(order.Result))
            throw Refusals.FieldInvalid("result", string.Join(", ", Results));
        if (step.Case.Accusation.ConcludedAt is not null)
            throw Refusals.WrongState(step.Case.State, "concludeAccusation");
        if (Retaliation.IsAbout(step.Case, step.Reference) && step.Case.Accusation.MeasureAt is null)
            throw Refusals.InterimMeasureUndecided();
        step.Raise(new AccusationConcluded(order.Result, step.Keep(order.Findings, TextKind.Statement), step.Actor.Id, step.HappenedAt));
        Documents.Issue(step, "sealed-result-note", step.Case.HandlingUnit);
        if (step.Case.Flags.Anonymous)
            Endings.Answer(step, "T27", step.HappenedAt);
        else
            Clocks.Start(step, ResultClock, step.HappenedAt, "concluded");
    }

    /// <exception cref="Refused">WRONG_STATE before the conclusion, SERVICE_PROOF_REQUIRED.</exception>
    private static void TellResult(StepContext step, TellResult order)
    {
        RequireOfficer(step, "tellResult");
        if (step.Case.Accusation.ConcludedAt is null)
            throw Refusals.WrongState(step.Case.State, "tellResult");
        var note = step.Case.Documents.Last(d => d.Kind == "sealed-result-note");
        var at = Documents.Serve(step, note.No, order.Proof);
        Clocks.Stop(step, ToldClock, at, "tellResult");
        Clocks.Stop(step, ResultClock, at, "tellResult");
        Endings.Answer(step, "T27", at);
    }

    /// <summary>Inside the line; the questions whether anything happened since are asked on after it.</summary>
    /// <exception cref="Refused">INTERIM_MEASURE_UNDECIDED, and those of T19.</exception>
    private static void Close(StepContext step)
    {
        var c = step.Case;
        RequireOfficer(step, "closeSealed");
        if (Retaliation.IsAbout(c, step.Reference) && c.Accusation.MeasureAt is null)
            throw Refusals.InterimMeasureUndecided();
        Closure.Check(step);
        step.Raise(new CaseClosed(step.HappenedAt, step.Reference.Unit(c.HandlingUnit)?.Level ?? "", step.Actor.Id));
        foreach (var clock in c.Clocks.Where(k => k.IsRunning && k.Kind == ClockKind.Internal && !Retaliation.Questions.Values.Contains(k.Code)).ToList())
            Clocks.Stop(step, clock, step.HappenedAt, "closeSealed");
        Documents.Issue(step, "closing-sheet", c.Holder);
    }

    internal static void RequireOfficer(StepContext step, string verb) => Standing.Require(IsOfficer(step), verb);

    internal static bool IsOfficer(StepContext step) =>
        step.Actor.IsSystem || step.Actor.Has(Roles.Discipline) && step.Actor.Unit is { } unit && IsDeskOf(step.Case, unit);

    /// <summary>Says that it was passed on, not to whom: a message may be read over a shoulder.</summary>
    private static void TellPetitioners(StepContext step, string template)
    {
        foreach (var person in step.Case.People.Where(p => p.Role is "petitioner" or "representative" or "reporter").ToList())
            Notices.Tell(step, $"P:{person.No}", template);
    }

    /// <summary>Nobody's accusation is without a desk: also one that lies unsorted has officers who see it and are reminded (E4).</summary>
    private static void NameDesk(StepContext step)
    {
        var c = step.Case;
        if (!c.Flags.Sealed || c.CurrentTransfer is not null || c.State is not (CaseState.Registered or CaseState.WaitingSupplement))
            return;
        var (desk, barred) = (SealedDesk.Of(c, step.Reference), SealedDesk.BarsSorter(c, step.Reference));
        if (desk != c.DisciplineDesk || barred != c.SorterBarred)
            step.Raise(new DisciplineDeskNamed(desk, barred));
    }
}
