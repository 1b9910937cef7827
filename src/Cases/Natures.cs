namespace Petitions.Cases;

/// <summary>Legal natures of a part of a request (articles 29 to 31 of the Regulation, and the product's own three).</summary>
public static class Natures
{
    public const string Advice = "N-ADVICE", Accuse = "N-ACCUSE", Claim = "N-CLAIM", Service = "N-SERVICE", Dispute = "N-DISPUTE", Tip = "N-TIP";

    public static readonly IReadOnlyList<string> All = [Advice, Accuse, Claim, Service, Dispute, Tip];

    /// <summary>Natures that have the written notice within 15 days (article 23).</summary>
    public static bool HasNoticeClock(string nature) => nature is Claim or Advice or Accuse;
}
