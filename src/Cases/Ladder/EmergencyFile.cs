namespace Petitions.Cases;

public sealed partial class Case
{
    /// <summary>The last emergency of this case; stays when it is stood down.</summary>
    public EmergencyFile? Emergency { get; set; }

    public List<UpReport> UpReports { get; set; } = [];

    /// <summary>When the police were told first (people's mediation law, art. 25; categories that must be reported).</summary>
    public DateTimeOffset? PoliceToldAt { get; set; }

    /// <summary>Police offices that were told; they may read the case from then on.</summary>
    public List<string> PoliceTold { get; set; } = [];
}

public sealed record EmergencyFile
{
    public DateTimeOffset OpenedAt { get; init; }
    public string OpenedBy { get; init; } = "";
    public int? Reason { get; init; }

    /// <summary>A production-safety accident: people hurt or direct loss.</summary>
    public bool Accident { get; init; }
    public DateTimeOffset? ContactedAt { get; init; }
    public DateTimeOffset? OnSiteAt { get; init; }
    public IReadOnlyList<EmergencyStatus> Statuses { get; init; } = [];
    public DateTimeOffset? StoodDownAt { get; init; }
    public int? StandDownReason { get; init; }

    public bool IsOn => StoodDownAt is null;
}

public sealed record EmergencyStatus(DateTimeOffset At, int Text, string By);

public sealed record UpReport(IReadOnlyList<string> To, DateTimeOffset At, int? Text, string By);
