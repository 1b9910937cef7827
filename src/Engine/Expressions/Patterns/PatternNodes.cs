namespace Petitions.Engine.Expressions;

/// <summary>A part of a regular expression.</summary>
internal abstract record PatternNode;

internal sealed record OneChar(int Code) : PatternNode;

internal sealed record OneOf(CharSet Set) : PatternNode;

internal sealed record Row(IReadOnlyList<PatternNode> Parts) : PatternNode;

internal sealed record Choice(IReadOnlyList<PatternNode> Ways) : PatternNode;

/// <param name="Index">Number of the group, from 1.</param>
internal sealed record Capture(PatternNode Inner, int Index) : PatternNode;

/// <param name="FirstGroup">Groups inside, which each turn forgets: from here up to but not <paramref name="EndGroup"/>.</param>
internal sealed record Repeat(PatternNode Inner, int Least, int Most, bool IsGreedy, int FirstGroup, int EndGroup) : PatternNode;

internal sealed record Look(PatternNode Inner, bool IsBehind, bool IsNegated) : PatternNode;

internal enum Place { LineStart, LineEnd, TextStart, TextEnd, WordEdge, NotWordEdge }

internal sealed record At(Place Place) : PatternNode;

/// <summary>What a group has matched, once more; a name is looked up when the whole is read.</summary>
internal sealed record Again(int Index, string? Name) : PatternNode;
