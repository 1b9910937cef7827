namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>Harm that followed while the case was open.</summary>
    public List<Harm> Harms { get; set; } = [];

    /// <summary>Closures that a call-back or the petitioner showed to be false, and that were confirmed.</summary>
    public List<FalseClosure> FalseClosures { get; set; } = [];

    /// <summary>When a service order or dispute became a petition (T30); null for what was one from the beginning.</summary>
    public DateTimeOffset? TreatedAsPetitionAt { get; set; }

    /// <summary>Supporting opinions that were not carried out, as found when the case was reopened for it.</summary>
    public List<OpinionNotExecuted> OpinionsNotExecuted { get; set; } = [];
}

/// <summary>What happened while the case was open; the words are kept with the event.</summary>
/// <param name="Hurt">A person was hurt.</param>
public sealed record Harm(int No, DateOnly On, bool Hurt, bool GroupEvent, bool Crime);

public sealed record FalseClosure(int No, DateOnly On);

/// <param name="Opinion">Number of the document that promised it.</param>
public sealed record OpinionNotExecuted(int Opinion, DateOnly On);
