namespace Petitions.Cases;

/// <summary>
/// "No": the one exception of the rules. The code is stable (handbook of the domain), the field is a path in the command,
/// the arguments fill the sentences that the resource files hold in both languages. Nothing is partly done.
/// </summary>
public sealed class Refused(int status, string code, string? field = null, params object?[] arguments) : Exception(code)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string? Field { get; } = field;

    public IReadOnlyList<object?> Arguments { get; } = arguments;

    /// <summary>Further findings of the same refusal, for example every missing clause.</summary>
    public IReadOnlyList<MissingItem> Missing { get; init; } = [];

    /// <summary>With DEFINITION_REFUSED and DEFINITION_UNREADABLE: everything found in the drawing, warnings too.</summary>
    public IReadOnlyList<Engine.Definition.DefinitionFinding> Findings { get; init; } = [];

    /// <summary>The same refusal with what was found.</summary>
    public Refused With(IReadOnlyList<Engine.Definition.DefinitionFinding> findings) => new(Status, Code, Field, [.. Arguments]) { Findings = findings };
}

/// <summary>One thing that is missing: a clause (C1…) or condition and the field in it.</summary>
public sealed record MissingItem(string Clause, string Field);
