namespace Petitions.Cases;

// What the parties may choose (people's mediation law, articles 19, 20, 23), and the duty to report (article 25).
public static partial class Mediation
{
    private static void PartyRules(RuleBook book)
    {
        string[] recorders = [.. Conductors, Roles.Intake, Roles.EstateHead];
        book.On<ReplaceMediator>("replaceMediator", VerbKind.Ambient, "T13", [.. recorders, Roles.CommunityHead, Roles.Petitioner, Roles.Representative, Roles.Party],
            Running, ReplaceMediator);
        VacancyRules(book);
        PeopleRules(book);
        book.On<JoinMediation>("joinMediation", VerbKind.Ambient, "T13", recorders, Running, Join);
        book.On<ReportSuspectedCrime>("reportSuspectedCrime", VerbKind.Ambient, "T13", Conductors, null, ReportSuspectedCrime);
    }

    /// <summary>Refusing a mediator replaces the mediator; only refusing the mediation ends it. A recused one is replaced without anybody's wish.</summary>
    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED; FIELD_INVALID: no party, not the mediator, nobody left to choose; MEDIATOR_REFUSED;
    /// HANDLER_RECUSED for whoever must stand aside himself.</exception>
    private static void ReplaceMediator(StepContext step, ReplaceMediator order)
    {
        var file = RunningFile(step);
        var isRecused = order.Refused is { } aside && step.Case.Recused.Contains(aside);
        if (!isRecused || step.Actor.IsPetitioner)
            RequireOwnVoice(step, order.Party, "replaceMediator");
        if (order.Refused is not { } refused || !file.Mediators.Contains(refused))
            throw Refusals.FieldInvalid("refused", order.Refused);
        var chosen = order.Chosen ?? NextOf(step, file) ?? throw Refusals.FieldInvalid("chosen");
        if (step.Reference.Person(chosen)?.Roles.Any(Conductors.Contains) != true)
            throw Refusals.FieldInvalid("chosen", chosen);
        if (file.Mediators.Contains(chosen) || file.RefusedMediators.Any(one => one.Mediator == chosen))
            throw Refusals.MediatorRefused(chosen);
        if (step.Case.Recused.Contains(chosen))
            throw Refusals.HandlerRecused(chosen);
        PutInPlace(step, file, new RefusedMediator(refused, order.Party, step.HappenedAt, isRecused), chosen);
    }

    /// <summary>The next mediator of the committee who is here and whom nobody has refused.</summary>
    private static string? NextOf(StepContext step, MediationFile file) =>
        (file.Committee is { } committee ? step.Reference.Holders(Roles.Mediator, committee) : [])
            .FirstOrDefault(p => p.AbsenceOn(step.Day) is null && MayMediate(step, file, p.Id))?.Id;

    /// <exception cref="Refused">FIELD_INVALID for somebody who is no party; NOT_YOUR_ROLE when a party speaks for another.</exception>
    private static void RequireOwnVoice(StepContext step, int party, string verb)
    {
        if (!Parties(step.Case).Contains(party) && Current(step.Case)?.ThirdParties.Contains(party) != true)
            throw Refusals.FieldInvalid("party", party);
        if (step.Actor.IsPetitioner && step.Actor.Id != string.Create(System.Globalization.CultureInfo.InvariantCulture, $"P:{party}"))
            throw Refusals.NotYourRole(verb);
    }

    /// <summary>The new one is a person of the case from then on; until she has said yes or no, nothing is agreed over her head.</summary>
    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED; MEDIATION_REFUSED_BY_PARTY; FIELD_INVALID: no name, or not wanted by the parties.</exception>
    private static void Join(StepContext step, JoinMediation order)
    {
        var file = RunningFile(step);
        if (file.RefusedBy is not null)
            throw Refusals.MediationRefusedByParty();
        if (order.Name is not { IsBlank: false } name)
            throw Refusals.FieldInvalid("name");
        if (!order.PartiesAgree)
            throw Refusals.FieldInvalid("partiesAgree");
        IntakeWriting.Name(step, new NamedPerson("thirdParty", name, order.Phone, order.Address));
        step.Raise(new ThirdPartyAsked(file.No, step.Case.People[^1].No));
    }

    /// <summary>The police office reads the case from then on; the mediation is not ended by it, the parties or the mediator may end it.</summary>
    /// <exception cref="Refused">MEDIATION_NOT_PROPOSED where no mediation was ever proposed; FIELD_INVALID: no words.</exception>
    private static void ReportSuspectedCrime(StepContext step, ReportSuspectedCrime order)
    {
        if (step.Case.Mediations.All(m => m.Kind != MediationFile.People))
            throw Refusals.MediationNotProposed();
        if (order.What is not { IsBlank: false } what)
            throw Refusals.FieldInvalid("what");
        var office = Emergency.PoliceOffice(step);
        step.Raise(new PoliceNotified(step.HappenedAt, office, step.KeepRequired(what, TextKind.Record), step.Actor.Id));
        Documents.Issue(step, "police-report", step.Case.Mediations.Last(m => m.Kind == MediationFile.People).Committee);
        if (office is not null)
            Notices.Tell(step, $"{Roles.Police}@{office}", "suspectedCrime", action: true, urgent: true);
    }
}
