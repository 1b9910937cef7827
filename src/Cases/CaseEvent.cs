namespace Petitions.Cases;

/// <summary>
/// Something that happened to a case, in the past tense. Holds ids and facts, never words: it goes into the audit chain as it is.
/// Workflows can listen to each by its name in camelCase (<c>agreementRecorded</c>).
/// </summary>
public abstract record CaseEvent
{
    /// <summary>Transition or rule it comes from: T11, E2, TR1 …</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public virtual string? Rule => null;

    /// <summary>True if people see other facts after it: moves the fact version, so that an open form becomes stale.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public virtual bool ChangesFacts => true;

    [System.Text.Json.Serialization.JsonIgnore]
    public string Name => GetType().Name;

    [System.Text.Json.Serialization.JsonIgnore]
    public string Signal => SignalOf(GetType());

    internal static string SignalOf(Type type) => char.ToLowerInvariant(type.Name[0]) + type.Name[1..];

    /// <summary>Every signal it gives to workflows; some events give a second, narrower one (<c>documentServed:3</c>).</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public virtual IReadOnlyList<string> Signals => [Signal];

    protected internal abstract void ApplyTo(Case c);
}

/// <summary>An event with who, when it happened and when it was recorded (both moments in UTC).</summary>
public sealed record RecordedEvent(CaseEvent Event, Actor Actor, DateTimeOffset HappenedAt, DateTimeOffset RecordedAt);
