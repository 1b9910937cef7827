using System.Globalization;

namespace Petitions.Cases;

public sealed record DocumentIssued(CaseDocument Document) : CaseEvent
{
    protected internal override void ApplyTo(Case c) => c.Documents.Add(Document);
}

/// <param name="No">Number of the document in the case.</param>
/// <param name="InsteadOf">Void papers in whose place it stands.</param>
public sealed record DocumentServed(int No, string Kind, ServiceRecord Service, IReadOnlyList<int>? InsteadOf = null) : CaseEvent
{
    public override IReadOnlyList<string> Signals => [Signal, .. (InsteadOf ?? []).Prepend(No).Select(no => $"{Signal}:{no}")];

    protected internal override void ApplyTo(Case c)
    {
        var i = c.Documents.FindIndex(d => d.No == No);
        c.Documents[i] = c.Documents[i] with { Services = [.. c.Documents[i].Services, Service] };
    }
}

/// <summary>Documents of a case (handbook §9.1) and their service with proof. What a service does to a clock happens at the moment of service.</summary>
public static class Documents
{
    public const string Signed = "signed", RegisteredMail = "registeredMail", Electronic = "electronic", Refused = "refusedWithWitness", Oral = "oral";

    /// <summary>Documents by which the petitioner is told in writing what becomes of the matter: they end the 15 days (articles 22, 23).</summary>
    private static readonly string[] Notices =
        ["acceptance-notice", "non-acceptance-notice", "diversion-notice", "same-matter-answer"];

    private static readonly string[] Servers =
    [
        Roles.Intake, Roles.Triage, Roles.Handler, Roles.Section, Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Mediator, Roles.Town,
        Roles.Police, Roles.Duty, Roles.Discipline, Roles.Supervisor, Roles.Reviewer, Roles.Reexaminer,
    ];

    internal static void Rules(RuleBook book)
    {
        book.On<ServeDocument>("serveDocument", VerbKind.Ambient, "T17", Servers, null, ServeDocument);
        book.On<IssueDocument>("issueDocument", VerbKind.System, "9.1", [Roles.System], null,
            (step, order) => Issue(step, order.Kind, step.Case.HandlingUnit));
        book.WhenSettled(AskToServe);
    }

    /// <summary>Makes a document of the case; people serve it.</summary>
    /// <param name="issuedBy">The unit in whose name it is made.</param>
    public static CaseDocument Issue(StepContext step, string kind, string? issuedBy)
    {
        var document = new CaseDocument(step.Case.NextId(), kind, issuedBy, step.HappenedAt, []);
        step.Raise(new DocumentIssued(document));
        return document;
    }

    /// <summary>Records one service.</summary>
    /// <param name="oralAllowed">Where no written proof is asked for: the reply to a service order.</param>
    /// <returns>The moment of service, in the world.</returns>
    /// <exception cref="Refused">SERVICE_PROOF_REQUIRED; HAPPENED_IN_FUTURE.</exception>
    public static DateTimeOffset Serve(StepContext step, int no, ServiceProof? proof, bool oralAllowed = false)
    {
        if (proof is null || !IsProof(proof, oralAllowed))
            throw Refusals.ServiceProofRequired();
        var at = proof.At ?? step.HappenedAt;
        if (at > step.Now)
            throw Refusals.HappenedInFuture();
        var document = step.Case.Documents.First(d => d.No == no);
        var service = new ServiceRecord(proof.Recipient ?? "P:1", proof.Way, step.Keep(proof.Proof, TextKind.Document), at, step.Actor.Id);
        step.Raise(new DocumentServed(no, document.Kind, service, VoidedDocuments.InsteadOf(step.Case, no) is { Count: > 0 } replaced ? replaced : null));
        if (Notices.Contains(document.Kind))
            StopNoticeClocks(step, at, document.Kind);
        return at;
    }

    /// <summary>The petitioner has been told in writing: every running 15 days end at that moment.</summary>
    internal static void StopNoticeClocks(StepContext step, DateTimeOffset at, string by)
    {
        foreach (var clock in step.Case.Clocks.Where(k => k.IsRunning && k.Code is "CLK-NOTICE15" or "CLK-TRANSFER15" or "CLK-FIRST15").ToList())
            if (clock.IsRunning)
                Clocks.Stop(step, clock, at, by);
    }

    /// <summary>
    /// While the 15 days run, an unserved notice is somebody's task, also when the case itself has ended (not accepted, sent on): the days end
    /// with the service alone, and nobody would look there any more.
    /// </summary>
    private static void AskToServe(StepContext step)
    {
        var c = step.Case;
        if (c.Flags.Sealed)
            return;
        var clock = c.Clocks.LastOrDefault(k => k.IsRunning && k.Code is "CLK-NOTICE15" or "CLK-TRANSFER15");
        foreach (var document in c.Documents.Where(d => Notices.Contains(d.Kind)).ToList())
        {
            var about = $"document:{document.No.ToString(CultureInfo.InvariantCulture)}";
            if (document.Served || document.Voided is not null || clock is null)
                step.EndTasks(t => t.About == about, document.Served ? TaskStatus.Done : TaskStatus.Cancelled, document.Served ? "served" : "overtaken");
            else if (c.Tasks.All(t => t.About != about))
                OpenServing(step, about, clock);
        }
    }

    private static void OpenServing(StepContext step, string about, Clock clock)
    {
        var post = TaskRouting.Find(Roles.Intake, Roles.Triage, step.Case, step.Reference, Local.DateOf(step.Now));
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = "serveNotice", Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["serveDocument"],
            OpenedAt = step.Now, DueAt = clock.DueAt > step.Now ? clock.DueAt : null, About = about,
        });
    }

    private static void ServeDocument(StepContext step, ServeDocument order)
    {
        if (step.Case.Documents.FirstOrDefault(d => d.No == order.Document) is not { Voided: null } document)
            throw Refusals.FieldInvalid("document");
        // The first service of an opinion is the ending itself; only further receivers are served here.
        if (document.Kind == "opinion" && !document.Served)
            throw Refusals.WrongState(step.Case.State, "serveDocument");
        Serve(step, order.Document, order.Proof);
    }

    /// <summary>A signature is its own proof; the other ways leave a number, a receipt or a witness to write down.</summary>
    public static bool IsProof(ServiceProof proof, bool oralAllowed) => proof.Way switch
    {
        Signed => true,
        RegisteredMail or Electronic or Refused => proof.Proof is { IsBlank: false },
        Oral => oralAllowed,
        _ => false,
    };
}
