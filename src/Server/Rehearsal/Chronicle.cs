using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>What became of one order.</summary>
/// <param name="Refusal">The code, if it was refused.</param>
/// <param name="Fault">Anything that is neither done nor refused; always a failure.</param>
public sealed record GivenStep(RehearsedStep Step, Command? Order, string? Refusal, string? Fault)
{
    public bool Done => Refusal is null && Fault is null;

    public bool AsExpected => Fault is null && Refusal == Step.ExpectRefusal;
}

/// <summary>One petition of the file as it was played: its number, its orders and those of the petitions split from it.</summary>
public sealed class Chronicle(RehearsedPetition petition)
{
    private readonly List<GivenStep> _given = [];

    public RehearsedPetition Petition { get; } = petition;

    public string? Number { get; set; }

    /// <summary>Numbers of the petitions that parts became, by the part's number in the file.</summary>
    public Dictionary<int, string> Parts { get; } = [];

    public IReadOnlyList<GivenStep> Given => _given;

    public void Add(GivenStep step) => _given.Add(step);

    /// <summary>Orders that were carried out, on the petition itself.</summary>
    public IEnumerable<RehearsedStep> Done(string verb) => _given.Where(g => g.Done && g.Step.Give == verb && g.Step.Part is null).Select(g => g.Step);

    public DateOnly? DoneOn(string verb) => Done(verb).FirstOrDefault() is { } step ? Local.DateOf(step.At) : null;
}
