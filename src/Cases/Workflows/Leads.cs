namespace Petitions.Cases;

/// <summary>
/// Where verbs lead (handbook §5), for whoever must know before they are given: the check of a drawing walks by this. A verb that is not here
/// leaves the state as it is. A test compares it with what happens to the samples.
/// </summary>
internal static class Leads
{
    private static readonly string[] NotSealed = [Natures.Claim, Natures.Service, Natures.Dispute, Natures.Advice, Natures.Tip];
    private static readonly string[] Mediable = [Natures.Claim, Natures.Dispute];

    /// <param name="To">States after the verb; the state before it where it may also stay is among them.</param>
    /// <param name="Natures">Natures for which it can be given; null: all.</param>
    internal sealed record Lead(IReadOnlyList<CaseState> To, IReadOnlyList<string>? Natures = null);

    private static readonly Dictionary<string, Lead> ByVerb = new()
    {
        ["askSupplement"] = new([CaseState.WaitingSupplement]), ["supplement"] = new([CaseState.Registered]), ["notAccept"] = new([CaseState.NotAccepted]),
        ["linkSameMatter"] = new([CaseState.Linked]), ["divert"] = new([CaseState.Diverted, CaseState.Registered]), ["transfer"] = new([CaseState.Transferred]),
        ["decideObjection"] = new([CaseState.Registered, CaseState.Transferred], NotSealed), ["decideJurisdiction"] = new([CaseState.Transferred], NotSealed),
        ["accept"] = new([CaseState.Accepted], NotSealed), ["assignHandler"] = new([CaseState.InHandling]),
        ["recordConsent"] = new([CaseState.InMediation, CaseState.InHandling], Mediable), ["endMediation"] = new([CaseState.InHandling, CaseState.InMediation], Mediable),
        ["recordSession"] = new([CaseState.InMediation], Mediable), ["recordAgreement"] = new([CaseState.InMediation, CaseState.InHandling], Mediable),
        ["proposeMediation"] = new([CaseState.InHandling], Mediable), ["endByMediation"] = new([CaseState.Answered], Mediable),
        ["submitOpinion"] = new([CaseState.OpinionPending], [Natures.Claim]), ["sendBackOpinion"] = new([CaseState.InHandling], [Natures.Claim]),
        ["serveOpinion"] = new([CaseState.Answered], [Natures.Claim]), ["reportResult"] = new([CaseState.Answered], [Natures.Service]),
        ["replyToAdvice"] = new([CaseState.Answered], [Natures.Advice]), ["recordPoliceReceipt"] = new([CaseState.Answered], [Natures.Tip]),
        ["breakGlass"] = new([CaseState.Answered]), ["close"] = new([CaseState.Closed]), ["decideReopen"] = new([CaseState.InHandling]),
        ["recordCallBack"] = new([CaseState.InHandling]), ["confirmWithdrawal"] = new([CaseState.Withdrawn]), ["revokeWithdrawal"] = new(CaseStates.Open),
        ["treatAsPetition"] = new([CaseState.Registered, CaseState.Accepted]),
        ["askReview"] = new([CaseState.InReview], [Natures.Claim]), ["askReexamination"] = new([CaseState.InReexam], [Natures.Claim]),
        ["decideReview"] = new([CaseState.InReview, CaseState.Answered, CaseState.InHandling], [Natures.Claim]),
        ["decideReexamination"] = new([CaseState.InReexam, CaseState.TerminatedAfterReexam, CaseState.InHandling], [Natures.Claim]),
        ["serveReview"] = new([CaseState.Answered, CaseState.InHandling, CaseState.TerminatedAfterReexam], [Natures.Claim]),
        ["handToDiscipline"] = new([CaseState.Transferred], [Natures.Accuse]), ["closeSealed"] = new([CaseState.Closed], [Natures.Accuse]),
        ["concludeAccusation"] = new([CaseState.Transferred, CaseState.Answered], [Natures.Accuse]), ["tellResult"] = new([CaseState.Answered], [Natures.Accuse]),
    };

    /// <summary>The rights of T21 to T23, which lead wherever a claim was answered.</summary>
    private static readonly (CaseState From, CaseState To)[] Reviews =
    [
        (CaseState.Answered, CaseState.InReview), (CaseState.PendingAccountability, CaseState.InReview), (CaseState.Closed, CaseState.InReview),
        (CaseState.InReview, CaseState.Answered), (CaseState.InReview, CaseState.InHandling), (CaseState.Answered, CaseState.InReexam),
        (CaseState.InReexam, CaseState.TerminatedAfterReexam), (CaseState.InReexam, CaseState.InHandling),
    ];

    /// <summary>False for what the law never brings about: an accusation in mediation, advice under review.</summary>
    public static bool Exists(CaseState state, string nature) => state switch
    {
        CaseState.InMediation => Mediable.Contains(nature),
        CaseState.OpinionPending or CaseState.InReview or CaseState.InReexam or CaseState.TerminatedAfterReexam => nature == Natures.Claim,
        CaseState.Accepted or CaseState.InHandling => nature != Natures.Accuse,
        _ => true,
    };

    public static Lead? Of(string verb) => ByVerb.GetValueOrDefault(verb);

    /// <summary>States that may follow by what no drawing offers: rights, ambient verbs, the system's own transitions.</summary>
    public static IEnumerable<CaseState> BesideTheRoad(CaseState state, string nature, RuleBook book) => All(state, nature, book).Where(to => Exists(to, nature));

    private static IEnumerable<CaseState> All(CaseState state, string nature, RuleBook book)
    {
        foreach (var rule in book.Rules)
            if (rule.Kind is VerbKind.Ambient or VerbKind.Right && Of(rule.Verb) is { } lead && (lead.Natures?.Contains(nature) ?? true)
                && (rule.States ?? CaseStates.Open).Contains(state))
                foreach (var to in lead.To) yield return to;
        if (state == CaseState.Answered) yield return CaseState.PendingAccountability;
        if (nature == Natures.Claim)
            foreach (var (from, to) in Reviews)
                if (from == state) yield return to;
    }
}
