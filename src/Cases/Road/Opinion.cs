namespace Petitions.Cases;

/// <summary>The draft of the written opinion (article 32): a result with facts and basis for every part.</summary>
public sealed record OpinionSubmitted(IReadOnlyList<RequestPart> Parts, string By) : CaseEvent
{
    public override string Rule => "T15";

    protected internal override void ApplyTo(Case c) =>
        (c.State, c.Parts, c.Opinion) = (CaseState.OpinionPending, Parts.ToList(), new OpinionDraft(By, null, null, null));
}

public sealed record OpinionSentBack(int Reason) : CaseEvent
{
    public override string Rule => "T16";

    protected internal override void ApplyTo(Case c) => (c.State, c.Opinion) = (CaseState.InHandling, null);
}

public sealed record OpinionIssued(string Body, string By, int Document) : CaseEvent
{
    public override string Rule => "T17";

    protected internal override void ApplyTo(Case c) =>
        c.Opinion = c.Opinion is { Document: not null } first ? first with { Further = [.. first.Further, new IssuedOpinion(Body, By, Document)] }
            : (c.Opinion ?? new OpinionDraft(By, null, null, null)) with { IssuingBody = Body, IssuedBy = By, Document = Document };
}

/// <summary>The opinion of one body on the requests that it owns.</summary>
public sealed record IssuedOpinion(string Body, string By, int Document);

/// <param name="IssuingBody">The body in whose name it was issued; its <c>reviewBy</c> is the body of the review.</param>
/// <param name="Document">Number of the document; null until it is issued.</param>
public sealed record OpinionDraft(string SubmittedBy, string? IssuingBody, string? IssuedBy, int? Document)
{
    /// <summary>Opinions of other bodies, where requests went over to a successor and others stayed (T26).</summary>
    public IReadOnlyList<IssuedOpinion> Further { get; init; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public IEnumerable<IssuedOpinion> Issued => Document is { } document ? Further.Prepend(new IssuedOpinion(IssuingBody!, IssuedBy!, document)) : Further;
}

public sealed partial class Case
{
    /// <summary>The written opinion on its way, and once served the one that stands.</summary>
    public OpinionDraft? Opinion { get; set; }
}

/// <summary>The written opinion on a claim (T15 to T17, articles 31 (6), 32, 34).</summary>
public static class Opinions
{
    private static readonly string[] Results = ["supported", "explained", "notSupported"];

    internal static void Rules(RuleBook book)
    {
        book.On<SubmitOpinion>("submitOpinion", VerbKind.Main, "T15", Standing.Handlers, [CaseState.InHandling], Submit);
        book.On<SendBackOpinion>("sendBackOpinion", VerbKind.Main, "T16", Standing.Heads, [CaseState.OpinionPending], SendBack);
        book.On<IssueOpinion>("issueOpinion", VerbKind.Main, "T17", [Roles.UnitHead, Roles.Town], [CaseState.OpinionPending], Issue);
        book.On<ServeOpinion>("serveOpinion", VerbKind.Main, "T17", [Roles.Intake, Roles.Town], [CaseState.OpinionPending],
            (step, order) => Serve(step, order.Proof));
        book.Fact("opinionIssued", (c, _, _) => c.Opinion is { Document: not null } && MissingOwners(c).Count == 0);
    }

    private static void Submit(StepContext step, SubmitOpinion order)
    {
        Standing.Require(Standing.IsHandler(step), "submitOpinion");
        Draft(step, order);
    }

    /// <summary>T15 without the question who.</summary>
    internal static void Draft(StepContext step, SubmitOpinion order)
    {
        var c = step.Case;
        Endings.RequireNature(c, Natures.Claim);
        if (order.Results.Any(r => c.Part(r.Part) is null or { Diverted: true }))
            throw Refusals.FieldInvalid("results");
        foreach (var part in c.Parts.Where(p => !p.Diverted))
            Check(part, order.Results.LastOrDefault(r => r.Part == part.No));
        step.Raise(new OpinionSubmitted(Answered(step, order.Results), step.Actor.Id));
    }

    /// <summary>A review that changes gives at least one part a new result, whole as in the first opinion.</summary>
    internal static void CheckChanged(Case c, IReadOnlyList<PartResult>? results)
    {
        if (results is not { Count: > 0 })
            throw Refusals.RequestPartUnanswered(c.Parts.First(p => !p.Diverted).No);
        foreach (var result in results)
            Check(c.Part(result.Part) is { Diverted: false } part ? part : throw Refusals.FieldInvalid("results"), result);
    }

    internal static IReadOnlyList<RequestPart> Answered(StepContext step, IReadOnlyList<PartResult> results) =>
        step.Case.Parts.Select(p => Answered(step, p, results)).ToList();

    private static void Check(RequestPart part, PartResult? result)
    {
        if (result?.Result is null || !Results.Contains(result.Result) || result.Facts is null or { IsBlank: true })
            throw Refusals.RequestPartUnanswered(part.No);
        if (result.Basis is null or { IsBlank: true })
            throw Refusals.LegalBasisRequired(part.No);
    }

    private static RequestPart Answered(StepContext step, RequestPart part, IReadOnlyList<PartResult> results) =>
        results.LastOrDefault(r => r.Part == part.No) is not { } r ? part : part with
        {
            Result = r.Result, Facts = step.Keep(r.Facts, TextKind.Statement), Basis = step.Keep(r.Basis, TextKind.Reason),
            Aid = step.Keep(r.Aid, TextKind.Statement), IllegalAct = r.IllegalAct,
        };

    private static void SendBack(StepContext step, SendBackOpinion order)
    {
        Standing.Require(Standing.HeadsUnit(step, step.Case.HandlingUnit), "sendBackOpinion");
        if (order.Reason is null or { IsBlank: true })
            throw Refusals.ReasonRequired();
        step.Raise(new OpinionSentBack(step.KeepRequired(order.Reason, TextKind.Reason)));
    }

    private static void Issue(StepContext step, IssueOpinion order)
    {
        var isShared = Owners(step.Case).Count > 1;
        Standing.Require(isShared ? step.Reference.BodyOf(step.Actor.Unit)?.Code == order.IssuingBody || step.Actor.IsSystem
            : Standing.HeadsUnit(step, step.Case.HandlingUnit), "issueOpinion");
        if (isShared ? !MissingOwners(step.Case).Contains(order.IssuingBody ?? "") : step.Case.Opinion is { Document: not null })
            throw Refusals.WrongState(step.Case.State, "issueOpinion");
        Sign(step, order.IssuingBody);
        step.EndTasks(t => t.Instance is null && t.Kind == "coHandling" && t.Unit == order.IssuingBody, TaskStatus.Done, "opinionIssued");
    }

    /// <summary>Bodies that answer for requests of the case, where a succession has shared them out.</summary>
    private static List<string> Owners(Case c) => c.Parts.Where(p => !p.Diverted).Select(p => p.Owner).OfType<string>().Distinct().ToList();

    /// <summary>Owners that have not issued yet; empty where one body answers for all.</summary>
    private static List<string> MissingOwners(Case c) =>
        Owners(c) is { Count: > 1 } owners ? owners.Except(c.Opinion?.Issued.Select(o => o.Body) ?? []).ToList() : [];

    /// <summary>Issues in the name of a body on the line above the head; an inner office is no body (handbook T17).</summary>
    internal static void Sign(StepContext step, string? body)
    {
        var onLine = step.Actor.Unit is { } own ? step.Reference.LineOf(own) : step.Reference.LineOf(step.Case.HandlingUnit);
        if (body is null || !onLine.Any(u => u.Code == body && u.Body))
            throw Refusals.IssuerNotABody(body);
        var document = Documents.Issue(step, "opinion", body);
        step.Raise(new OpinionIssued(body, step.Actor.Id, document.No));
    }

    /// <summary>Serves the issued opinion: the claim is answered, the windows for review and rating open at the moment of service.</summary>
    internal static void Serve(StepContext step, ServiceProof? proof)
    {
        if (step.Case.Opinion?.Document is not { } first || MissingOwners(step.Case).Count > 0)
            throw Refusals.OpinionNotIssued();
        var at = Documents.Serve(step, first, proof);
        var issued = step.Case.Opinion!.Issued.ToList();
        foreach (var other in issued.Skip(1))
            Documents.Serve(step, other.Document, proof);
        Endings.Answer(step, "T17", at);
        foreach (var opinion in issued)
            Reviews.OpenWindow(step, ReviewFile.Review, opinion.Body, at, issued.Count > 1);
    }
}
