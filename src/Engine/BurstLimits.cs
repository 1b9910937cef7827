namespace Petitions.Engine;

/// <summary>What one burst, and each evaluation inside it, may use. Reaching a limit is an <see cref="EngineFault"/> of the activity.</summary>
public sealed record BurstLimits
{
    public static readonly BurstLimits Default = new();

    /// <summary>Activities that may be executed between two waits.</summary>
    public int Activities { get; init; } = 100_000;

    /// <summary>Child workflows that may run inside one another in one burst.</summary>
    public int ChildDepth { get; init; } = 16;

    /// <summary>Elementary steps of one evaluation.</summary>
    public long ScriptSteps { get; init; } = 2_000_000;

    /// <summary>Calls that may be open at once in one evaluation.</summary>
    public int ScriptDepth { get; init; } = 200;

    /// <summary>Bytes that one evaluation may allocate, freed or not.</summary>
    public long ScriptBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Characters that a result may have when written as JSON.</summary>
    public int OutputChars { get; init; } = 4 * 1024 * 1024;

    /// <summary>Steps that all matches of regular expressions in one evaluation may take.</summary>
    public long RegexSteps { get; init; } = 5_000_000;
}
