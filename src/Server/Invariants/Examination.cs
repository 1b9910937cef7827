using System.Globalization;
using Petitions.Cases;

namespace Petitions.Server.Invariants;

/// <summary>A sentence of the law that holds for every case at every time, written from the handbook and not from the product.</summary>
/// <param name="Article">Section of the handbook.</param>
/// <param name="Check">One answer for each thing looked at: null where it holds, else what is wrong.</param>
public sealed record Invariant(string Code, string Article, Func<CaseHistory, Yardstick, IEnumerable<string?>> Check);

/// <param name="Number">Of the case; the unit for what concerns a register.</param>
public sealed record Breach(string Invariant, string Article, string Number, string What);

/// <summary>Takes one case after the other and keeps count: how often each invariant was checked, and where it was broken.</summary>
public sealed class Examination(Yardstick yardstick)
{
    private const string Numbers = "numbers-without-gap";

    public static readonly IReadOnlyList<Invariant> All =
        [.. TimeInvariants.All, .. LadderInvariants.All, .. StateInvariants.All, .. EndingInvariants.All, .. AccountabilityInvariants.All, .. MediationInvariants.All, .. SealedInvariants.All];

    private readonly Dictionary<string, int> _checks = All.ToDictionary(i => i.Code, _ => 0);
    private readonly List<Breach> _broken = [];

    public int Cases { get; private set; }

    public IReadOnlyDictionary<string, int> Checks => _checks;

    public IReadOnlyList<Breach> Broken => _broken;

    /// <summary>Invariants about which no case said anything.</summary>
    public IReadOnlyList<string> NeverChecked => [.. _checks.Where(c => c.Value == 0).Select(c => c.Key)];

    public int Total => _checks.Values.Sum();

    public int Held => Total - _broken.Count;

    public void Take(CaseHistory history)
    {
        Cases++;
        foreach (var invariant in All)
            foreach (var answer in invariant.Check(history, yardstick))
                Count(invariant.Code, invariant.Article, history.Number, answer);
    }

    /// <summary>Numbers of a unit and year count from one, without a gap and without a second of the same.</summary>
    public void TakeRegister(IEnumerable<string> numbers)
    {
        _checks.TryAdd(Numbers, 0);
        foreach (var register in numbers.GroupBy(n => n[..n.LastIndexOf('-')]))
        {
            var serials = register.Select(n => int.Parse(n.AsSpan(n.LastIndexOf('-') + 1), CultureInfo.InvariantCulture)).Order().ToList();
            for (var i = 0; i < serials.Count; i++)
                Count(Numbers, "§14", register.Key, serials[i] == i + 1 ? null : $"{serials[i]} stands where {i + 1} should");
        }
    }

    /// <param name="shown">Of each invariant so many breaches are written out.</param>
    public void Write(TextWriter to, int shown)
    {
        foreach (var (code, checks) in _checks.OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            var broken = _broken.Where(b => b.Invariant == code).ToList();
            to.WriteLine($"  {(broken.Count > 0 ? "!!" : checks == 0 ? "--" : "  ")} {Articles.GetValueOrDefault(code, "§14"),-8} {code,-34} {checks,8} checked, {broken.Count} broken");
            foreach (var breach in broken.Take(shown))
                to.WriteLine($"       {breach.Number}: {breach.What}");
        }
        to.WriteLine($"{Cases} cases, {_checks.Count} invariants, {Total} checks, {_broken.Count} broken");
    }

    private static readonly Dictionary<string, string> Articles = All.ToDictionary(i => i.Code, i => i.Article);

    private void Count(string code, string article, string number, string? answer)
    {
        _checks[code]++;
        if (answer is not null)
            _broken.Add(new(code, article, number, answer));
    }
}
