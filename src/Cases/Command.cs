using System.Text.Json.Serialization;

namespace Petitions.Cases;

/// <summary>An order to a case. Stored as given (a rehearsal replays it).</summary>
public abstract record Command
{
    /// <summary>When it happened in the world, if earlier than now: clocks stop at this moment, not at the recording. Never in the future.</summary>
    public DateTimeOffset? HappenedAt { get; init; }

    /// <summary>Numbers of other cases whose facts the rule must see; the desk loads them beforehand.</summary>
    [JsonIgnore]
    public virtual IReadOnlyList<string> Looks => [];

    /// <summary>The record it is about where a case may have several: <c>accountability:2</c>.</summary>
    [JsonIgnore]
    public virtual string? About => null;
}

/// <summary>How a verb is open to people (laws of the house, no. 4).</summary>
public enum VerbKind
{
    /// <summary>Makes a new case.</summary>
    Creates,

    /// <summary>Must be offered by an open task of a workflow.</summary>
    Main,

    /// <summary>Always open to who may use it.</summary>
    Ambient,

    /// <summary>A right of the petitioner: no workflow can block it.</summary>
    Right,

    /// <summary>Given by timers, workflows and the desks of other records only; no form of a case offers it.</summary>
    System,
}

/// <summary>What another case looks like to a rule that must see it; never more than the deciding person may know.</summary>
public sealed record CaseGlance(
    string Number, CaseState State, bool Sealed, string Holder, string HandlingUnit, DateTimeOffset? CompletionDueAt, IReadOnlyList<string> LinkedTo);
