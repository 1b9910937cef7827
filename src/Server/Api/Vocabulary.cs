using Petitions.Cases;

namespace Petitions.Server.Api;

/// <summary>The words that a member of a command may hold, and the group of texts that names them; forms offer them, the door checks them.</summary>
public sealed record Vocabulary(string Group, IReadOnlyList<string> Words)
{
    private static readonly Vocabulary Way = new("way", ["signed", "registeredMail", "electronic", "refusedWithWitness", "oral"]);
    private static readonly Vocabulary Clause = new("clause", ["C1", "C2", "C3", "C4"]);

    private static readonly Dictionary<(Type, string), Vocabulary> All = new()
    {
        [(typeof(NamedPerson), nameof(NamedPerson.Role))] = new("personRole", ["petitioner", "representative", "listed", "respondent", "witness", "reporter"]),
        [(typeof(ServiceProof), nameof(ServiceProof.Way))] = Way,
        [(typeof(Register), nameof(Register.Urgency))] = new("urgency", ["emergency", "urgent", "normal"]),
        [(typeof(Register), nameof(Register.Nature))] = new("nature", Natures.All),
        [(typeof(RequestDraft), nameof(RequestDraft.Nature))] = new("nature", Natures.All),
        [(typeof(Classify), nameof(Classify.Nature))] = new("nature", Natures.All),
        [(typeof(LinkSameMatter), nameof(LinkSameMatter.Ground))] = new("ground", ["inHand", "SAME_MATTER_IN_PROGRESS", "NO_FURTHER_ACCEPTANCE"]),
        [(typeof(Transfer), nameof(Transfer.Kind))] = new("kind", ["transfer", "assign"]),
        [(typeof(Accept), nameof(Accept.Procedure))] = new("procedure", ["ordinary", "simple"]),
        [(typeof(RecordAgreement), nameof(RecordAgreement.Form))] = new("form", ["written", "oral"]),
        [(typeof(RecordAgreement), nameof(RecordAgreement.NotConfirmable))] = new("notConfirmable", ["status", "adoption", "marriage", "title"]),
        [(typeof(EndMediation), nameof(EndMediation.Ground))] = new("ground", ["refused", "failed", "time", "unsuitable"]),
        [(typeof(RecordConfirmation), nameof(RecordConfirmation.Step))] = new("step", ["asked", "accepted", "confirmed", "refused"]),
        [(typeof(PartResult), nameof(PartResult.Result))] = new("result", ["supported", "explained", "notSupported"]),
        [(typeof(ReportResult), nameof(ReportResult.Result))] = new("result", ["done", "partlyDone", "notDone"]),
        [(typeof(ReplyToAdvice), nameof(ReplyToAdvice.Result))] = new("result", ["adopted", "partlyAdopted", "notAdopted"]),
        [(typeof(ConcludeAccusation), nameof(ConcludeAccusation.Result))] = new("result", Sealed.Results),
        [(typeof(AskReopen), nameof(AskReopen.Ground))] = new("ground", ["unsatisfied", "falseClosure", "notPerformed", "newFacts"]),
        [(typeof(ReviewDecision), nameof(ReviewDecision.Result))] = new("reviewResult", [ReviewFile.Upheld, ReviewFile.Changed, ReviewFile.Returned]),
        [(typeof(ReviewDecision), nameof(ReviewDecision.Ground))] = new("reviewGround", ["error", "procedure", "newEvidence"]),
        [(typeof(RecordCallBack), nameof(RecordCallBack.Result))] = new("result", ["solved", "notSolved", "falseClosure", "unreachable"]),
        [(typeof(AnswerEscalation), nameof(AnswerEscalation.Choice))] = new("choice", ["urged", "reassigned", "tookOver", "recoveryDate", "leadCase", "instruction"]),
        [(typeof(Cause), nameof(Cause.Kind))] = new("causeKind", ["direct", "root"]),
        [(typeof(Responsible), nameof(Responsible.Kind))] = new("fault", ["direct", "leading", "supervisory"]),
        [(typeof(VerifyAccountability), nameof(VerifyAccountability.ReturnClause))] = Clause,
    };

    /// <summary>Null where the member is free, or a code of the reference data.</summary>
    public static Vocabulary? Of(Type type, string member)
    {
        for (var t = type; t is not null && t != typeof(object); t = t.BaseType)
            if (All.TryGetValue((t, member), out var found))
                return found;
        return null;
    }

    /// <summary>Every word with the key of its text, for the test that none is missing.</summary>
    public static IEnumerable<string> Keys => All.Values.SelectMany(v => v.Words.Select(w => $"{v.Group}.{w}"));
}
