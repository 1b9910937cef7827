namespace Petitions.Engine.Expressions;

internal enum PatternOp { Char, Set, Many, Split, Jump, Save, Forget, At, Again, Look, Enter, Turn, Next, Found }

/// <summary>One step of a compiled pattern.</summary>
/// <param name="A">A character, a target, a slot: what the step works with. <paramref name="B"/>, <paramref name="C"/> likewise.</param>
/// <param name="Back">Reads from right to left, inside a lookbehind.</param>
internal readonly record struct PatternStep(PatternOp Op, int A = 0, int B = 0, int C = 0, CharSet? Set = null, bool Back = false, bool Flag = false);

/// <summary>A compiled regular expression. Immutable; any number of evaluations may share it.</summary>
internal sealed class Pattern
{
    private const int Longest = 5000;

    private Pattern(string source, string flags, IReadOnlyList<string?> names, PatternCompiler code)
    {
        (Source, Flags, GroupNames) = (source, flags, names);
        (Steps, SlotCount, IsMemorable) = (code.Steps, code.SlotCount, code.IsMemorable);
    }

    public string Source { get; }
    public string Flags { get; }

    /// <summary>Name of each group by its number; null for those without.</summary>
    public IReadOnlyList<string?> GroupNames { get; }

    public PatternStep[] Steps { get; }

    /// <summary>Two places for each group, then the counters of loops.</summary>
    public int SlotCount { get; }

    /// <summary>Whether a step that failed at a place will always fail there: nothing refers back, nothing is counted.</summary>
    public bool IsMemorable { get; }

    public bool Has(char flag) => Flags.Contains(flag);

    /// <exception cref="JsThrow">A SyntaxError of the script: the pattern or a flag is not valid.</exception>
    public static Pattern Of(Evaluation e, string source, string flags)
    {
        e.Charge(20 + 4 * source.Length);
        e.Allocate(500 + 100L * source.Length);
        try
        {
            return Compile(source, flags);
        }
        catch (PatternError wrong)
        {
            throw e.SyntaxError(wrong.Message);
        }
    }

    /// <exception cref="PatternError">The pattern or a flag is not valid.</exception>
    public static Pattern Compile(string source, string flags)
    {
        if (flags.Distinct().Count() != flags.Length || flags.Any(f => !"dgimsuy".Contains(f)))
            throw new PatternError($"Invalid flags supplied to RegExp constructor '{flags}'");
        try
        {
            if (source.Length > Longest) throw new PatternError($"longer than {Longest} characters");
            var parser = new PatternParser(source, flags);
            var whole = parser.Parse();
            return new(source, flags, parser.Names, PatternCompiler.Compile(whole, parser.Names));
        }
        catch (PatternError wrong)
        {
            throw new PatternError($"Invalid regular expression: /{source}/{flags}: {wrong.Message}");
        }
    }
}
