namespace Petitions.Tests.Conformance;

/// <summary>Pairs expected things with actual ones, so that as many pairs as possible have nothing amiss; the rest go to who suits best.</summary>
public sealed class Pairing
{
    private readonly Func<int, int, int?> _misses;
    private readonly int _actual;
    private readonly int?[] _partners;

    /// <param name="misses">What is amiss between an expected and an actual thing; null when they cannot be a pair.</param>
    public Pairing(int expected, int actual, Func<int, int, int?> misses)
    {
        var known = new Dictionary<(int, int), int?>();
        _misses = (e, a) => known.TryGetValue((e, a), out var count) ? count : known[(e, a)] = misses(e, a);
        _actual = actual;
        _partners = new int?[expected];
        for (var e = 0; e < expected; e++) TryPair(e, []);
        for (var e = 0; e < expected; e++)
            _partners[e] ??= Left.Where(a => _misses(e, a) is not null).OrderBy(a => _misses(e, a)).Select(a => (int?)a).FirstOrDefault();
    }

    public int? PartnerOf(int expected) => _partners[expected];

    public IEnumerable<int> Left => Enumerable.Range(0, _actual).Where(a => !_partners.Contains(a)).ToList();

    /// <summary>Takes a free partner, or one whose present partner finds another.</summary>
    private bool TryPair(int expected, HashSet<int> asked)
    {
        for (var a = 0; a < _actual; a++)
        {
            if (_misses(expected, a) is not 0 || !asked.Add(a)) continue;
            var present = Array.IndexOf(_partners, a);
            if (present >= 0 && !TryPair(present, asked)) continue;
            _partners[expected] = a;
            return true;
        }
        return false;
    }
}
