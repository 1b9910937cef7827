namespace Petitions.Engine.Expressions;

/// <summary>What a script names, gathered while it is parsed: enough to say before it runs that something it asks for is not there.</summary>
internal sealed class ScriptNames
{
    /// <summary>Names that the script declares or assigns anywhere in it.</summary>
    public HashSet<string> Own { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that it reads, except after typeof.</summary>
    public List<NameUse> Reads { get; } = [];

    /// <summary>Calls of a plain name.</summary>
    public List<NamedCall> Calls { get; } = [];

    /// <summary>Members that are read straight off an input, as in <c>getInput("order").state</c>.</summary>
    public List<(string Input, string Member)> InputMembers { get; } = [];

    /// <summary>What it reads and does not make itself.</summary>
    public IEnumerable<NameUse> Foreign => Reads.Where(r => !Own.Contains(r.Name)).DistinctBy(r => r.Name);
}

internal sealed record NameUse(string Name, int Line, int Column);

/// <param name="Argument">The first argument, where it is a fixed text.</param>
internal sealed record NamedCall(string Name, string? Argument, int Line, int Column);
