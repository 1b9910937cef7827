namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>Mediation files in the order of their opening; at most the last one is running.</summary>
    public List<MediationFile> Mediations { get; set; } = [];

    /// <summary>Who urged the disturber to stop, and when: printed on request for the police (治安管理处罚法, art. 88). It accuses nobody.</summary>
    public List<Dissuasion> Dissuasions { get; set; } = [];
}

public enum MediationStatus { Proposed, Consented, InSession, Agreed, Performing, Performed, Breached, Terminated }

/// <summary>One mediation: proposed, consented, held, agreed or ended (handbook §5). Ids and codes only.</summary>
public sealed record MediationFile
{
    public const string People = "people", Police = "police", Court = "court";

    public int No { get; init; }

    /// <summary>people (人民调解); police or court: theirs, only the result is written here.</summary>
    public string Kind { get; init; } = People;
    public MediationStatus Status { get; init; }

    /// <summary>Opened inside a claim (art. 33): the agreement must be written.</summary>
    public bool InsideClaim { get; init; }
    public IReadOnlyList<string> Mediators { get; init; } = [];

    /// <summary>Mediators whom a party did not want; none of them comes back in this file.</summary>
    public IReadOnlyList<RefusedMediator> RefusedMediators { get; init; } = [];

    /// <summary>Numbers of people asked to join later. Who says no stays outside; the mediation of the others goes on.</summary>
    public IReadOnlyList<int> ThirdParties { get; init; } = [];

    /// <summary>The committee whose seal stands under the agreement.</summary>
    public string? Committee { get; init; }
    public DateTimeOffset ProposedAt { get; init; }
    public IReadOnlyList<Consent> Consents { get; init; } = [];
    public IReadOnlyList<MediationSession> Sessions { get; init; } = [];
    public Agreement? Agreement { get; init; }
    public IReadOnlyList<PerformanceItem> Performance { get; init; } = [];
    public DateOnly? BreachedOn { get; init; }
    public Confirmation? Confirmation { get; init; }
    public MediationEnd? End { get; init; }
    public DateTimeOffset? EnforcementToldAt { get; init; }

    /// <summary>Not yet agreed and not yet ended.</summary>
    public bool IsRunning => Status is MediationStatus.Proposed or MediationStatus.Consented or MediationStatus.InSession;

    /// <summary>Police or court tried and nothing came of it: no ending rests on that.</summary>
    public bool IsVainElsewhere => Kind != People && Agreement is null;

    /// <summary>The first party whose refusal stands; 0 is the unnamed other side.</summary>
    public int? RefusedBy => Consents.FirstOrDefault(consent => !consent.Given && !ThirdParties.Contains(consent.Party))?.Party;

    /// <summary>Asked to join later and unwilling: no party of this mediation.</summary>
    public bool StaysOutside(int person) => ThirdParties.Contains(person) && Consents.Any(consent => consent.Party == person && !consent.Given);

    /// <summary>An oral agreement without the mediator's record (people's mediation law, art. 28, 30).</summary>
    public bool LacksOralRecord => Agreement is { Form: Agreement.Oral, OralRecord: null };
}

/// <param name="Party">Number of the person in the case; 0 is the other side where nobody is named (a unit complained of).</param>
public sealed record Consent(int Party, bool Given, DateTimeOffset At);

public sealed record MediationSession(DateTimeOffset HeldAt, int Place, int Record, string By);

/// <param name="InForceOn">When all have signed and the mediator with the committee's seal; for an oral one, the day it was made.</param>
/// <param name="CoversParts">Numbers of the parts it settles.</param>
public sealed record Agreement(
    string Form, int? Facts, int? Terms, IReadOnlyList<int> SignedBy, DateOnly InForceOn, int? OralRecord, IReadOnlyList<int> CoversParts)
{
    public const string Written = "written", Oral = "oral";

    /// <summary>status, adoption, marriage or title: no court confirms it.</summary>
    public string? NotConfirmable { get; init; }

    /// <summary>Number of the court's mediation document.</summary>
    public string? Document { get; init; }
}

/// <param name="KeepBy">The last day; from 24:00 on it is broken.</param>
/// <param name="Paid">Yuan that were paid before all of it was done.</param>
public sealed record PerformanceItem(int No, int What, DateOnly? KeepBy, decimal? Amount, DateOnly? DoneOn = null, decimal Paid = 0)
{
    /// <summary>The way of performance; null in an oral agreement or a review decision that names none.</summary>
    public int? Way { get; init; }

    internal static PerformanceItem Of(StepContext step, int no, Promise promise) =>
        new(no, step.KeepRequired(promise.What, TextKind.Record), promise.KeepBy, promise.Amount) { Way = step.Keep(promise.Way, TextKind.Record) };
}

/// <param name="Party">Who did not want this mediator.</param>
/// <param name="Recused">Nobody refused: he had to stand aside.</param>
public sealed record RefusedMediator(string Mediator, int Party, DateTimeOffset At, bool Recused = false);

/// <summary>Judicial confirmation: the day of each step that was reached.</summary>
public sealed record Confirmation(DateOnly? AskedOn = null, DateOnly? AcceptedOn = null, DateOnly? ConfirmedOn = null, DateOnly? RefusedOn = null);

/// <param name="Ground">refused, failed, time, unsuitable.</param>
/// <param name="OtherWays">arbitration, administrative, court.</param>
/// <param name="Document">Number of the notice of end.</param>
public sealed record MediationEnd(string Ground, IReadOnlyList<string> OtherWays, int? Note, DateTimeOffset At, int Document);

public sealed record Dissuasion(string By, DateOnly On, int Text, string RecordedBy);
