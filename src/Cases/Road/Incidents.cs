namespace Petitions.Cases;

/// <summary>A person found that the petition is about an incident which many report.</summary>
public sealed record IncidentJoined(string Incident) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Incident = Incident;
}

public sealed record IncidentLeft(string Incident, int Reason) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Incident = null;
}

/// <summary>What was said to everybody of the incident was said to the people of this petition.</summary>
/// <param name="Answer">Number of the answer in the incident.</param>
/// <param name="Document">Number of the document in the case; its services say who got it, and how.</param>
public sealed record IncidentAnswered(string Incident, int Answer, int Text, int Document) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.IncidentAnswers.Add(this);
}

public sealed partial class Case
{
    /// <summary>Number of the incident that this petition is about, with those of others; null if none.</summary>
    public string? Incident { get; set; }
    public List<IncidentAnswered> IncidentAnswers { get; set; } = [];
}

/// <summary>
/// One incident, many petitions (handbook §15). Each petition stays what it is, with its own clocks and its own ending; the incident only says
/// that they belong together, and lets one text reach every petitioner as a message of her own. The orders come from the desk of incidents,
/// which knows whether the incident is there.
/// </summary>
public static class Incidents
{
    public static readonly IReadOnlyList<string> Keepers =
        [Roles.Intake, Roles.Triage, Roles.EstateHead, Roles.CommunityHead, Roles.UnitHead, Roles.Duty, Roles.Handler, Roles.Section];

    internal static void Rules(RuleBook book)
    {
        book.On<JoinIncident>("joinIncident", VerbKind.System, "15", [.. Keepers], CaseStates.Open, Join);
        book.On<LeaveIncident>("leaveIncident", VerbKind.System, "15", [.. Keepers], null, Leave);
        book.On<AnswerIncident>("answerIncident", VerbKind.System, "15", [.. Keepers], CaseStates.Open, Answer);
        book.OpenOnly<JoinIncident>();
        book.OpenOnly<AnswerIncident>();
    }

    private static void Join(StepContext step, JoinIncident order)
    {
        // Whoever fears somebody at home, or has told the police, must not stand in a list with the neighbours.
        if (step.Case.Flags is { Confidential: true } or { Restricted: true })
            throw Refusals.IncidentNotAllowed();
        if (step.Case.Incident is { } other)
            throw Refusals.AlreadyInIncident(other);
        step.Raise(new IncidentJoined(order.Incident));
    }

    private static void Leave(StepContext step, LeaveIncident order)
    {
        if (step.Case.Incident != order.Incident)
            throw Refusals.NotInIncident(order.Incident);
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        step.Raise(new IncidentLeft(order.Incident, step.KeepRequired(order.Reason, TextKind.Reason)));
    }

    private static void Answer(StepContext step, AnswerIncident order)
    {
        var c = step.Case;
        if (c.Incident != order.Incident)
            throw Refusals.NotInIncident(order.Incident);
        if (order.Text is null or { IsBlank: true })
            throw Refusals.FieldInvalid("text", "required");
        var text = step.KeepRequired(order.Text, TextKind.Statement);
        var document = Documents.Issue(step, "incident-answer", c.HandlingUnit);
        foreach (var person in c.People.Where(p => Parties.Asks(p) && !p.Withdrawn))
        {
            Documents.Serve(step, document.No, Of(order.Proof, person), oralAllowed: c.Nature == Natures.Service);
            Notices.Tell(step, $"P:{person.No}", "incidentAnswer", new Dictionary<string, string> { ["incident"] = order.Incident });
        }
        step.Raise(new IncidentAnswered(order.Incident, order.Answer, text, document.No));
    }

    private static ServiceProof? Of(ServiceProof? proof, PersonInCase person) => proof is null ? null : proof with { Recipient = $"P:{person.No}" };
}
