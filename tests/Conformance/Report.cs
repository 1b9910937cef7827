namespace Petitions.Tests.Conformance;

/// <summary>Adds up the results.</summary>
public sealed class Report
{
    private readonly List<CaseResult> _results = [];

    public int Passed => _results.Count(r => r.Misses.Count == 0);

    public int Failed => _results.Count(IsFailure);

    public void Add(CaseResult result) => _results.Add(result);

    public void Print(TextWriter to)
    {
        foreach (var result in _results.Where(IsFailure)) PrintCase(to, "FAILED", result);
        foreach (var result in _results.Where(IsDeviation)) PrintCase(to, "deviates (allowed)", result);
        foreach (var result in _results.Where(IsUnsupported)) to.WriteLine($"not supported (C# or Python): {result.Name}");
        foreach (var tier in _results.GroupBy(r => r.Tier).OrderBy(g => g.Key, StringComparer.Ordinal))
            to.WriteLine($"tier {tier.Key}: {tier.Count(r => r.Misses.Count == 0)} of {tier.Count()}");
        foreach (var feature in _results.SelectMany(r => r.Features.Select(f => (Feature: f, Result: r))).GroupBy(p => p.Feature).OrderBy(g => g.Key, StringComparer.Ordinal))
            if (feature.Any(p => IsFailure(p.Result))) to.WriteLine($"feature {feature.Key}: {feature.Count(p => IsFailure(p.Result))} of {feature.Count()} failed");
        to.WriteLine($"{_results.Count(IsDeviation)} deviate as allowed, {_results.Count(IsUnsupported)} not supported");
        to.WriteLine($"{Passed} passed, {Failed} failed");
    }

    private static bool IsFailure(CaseResult result) => result is { Misses.Count: > 0, MayDeviate: false, IsForeign: false };

    private static bool IsUnsupported(CaseResult result) => result is { Misses.Count: > 0, IsForeign: true };

    private static bool IsDeviation(CaseResult result) => result is { Misses.Count: > 0, MayDeviate: true, IsForeign: false };

    private static void PrintCase(TextWriter to, string how, CaseResult result)
    {
        to.WriteLine($"{how}: {result.Name}");
        foreach (var miss in result.Misses) to.WriteLine("    " + miss);
    }
}
