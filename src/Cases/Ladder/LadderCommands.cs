namespace Petitions.Cases;

// Escalation (T25)
public sealed record EscalateByHand(Words? Reason) : Command;

/// <param name="Choice">urged, reassigned, tookOver, recoveryDate, leadCase, instruction.</param>
public sealed record AnswerEscalation(int Entry, string Choice, Words? Text, DateOnly? RecoveryDate = null, string? NewHandler = null) : Command;

/// <summary>An office to which the case was handed up asks for more than the extract.</summary>
public sealed record AskForFile(Words? Reason) : Command;
public sealed record DecideFile(int FileRequest, bool Granted, Words? Reason) : Command;

/// <summary>A workflow may move a rung earlier than the ladder's data, never later (W5, E5). Offsets in working days after the due day.</summary>
public sealed record AdvanceRung(string Step, int WorkingDays) : Command
{
    /// <summary>Number of the clock whose ladder it is.</summary>
    public int Clock { get; init; }
}

/// <summary>A workflow that was moved to another drawing gives its waiting rung the time of that drawing: earlier or later, never later than the ladder's data.</summary>
/// <param name="WorkingDays">After the due day; null: as the ladder's data say.</param>
public sealed record RetimeRung(string Step, int? WorkingDays) : Command
{
    /// <summary>Number of the clock whose ladder it is.</summary>
    public int Clock { get; init; }
}

// Emergency (T28)
public sealed record OpenEmergency(Words? Reason, bool Accident = false) : Command;
public sealed record StandDownEmergency(Words? Reason) : Command;
public sealed record RecordEmergencyContact : Command;
public sealed record RecordOnSite : Command;
public sealed record RecordEmergencyStatus(Words Text) : Command;
public sealed record ReportUp(IReadOnlyList<string> To, Words? Text = null) : Command;
public sealed record NotifyPolice(Words? Note = null) : Command;
