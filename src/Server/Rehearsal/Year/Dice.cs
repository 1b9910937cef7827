namespace Petitions.Server.Rehearsal.Year;

/// <summary>Chance that can be repeated: the same seed throws the same numbers on every machine (SplitMix64).</summary>
public sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Dice of one petition: what happens in another one does not change them.</summary>
    public static Dice Of(int seed, int petition) => new(((ulong)(uint)seed << 32) | (uint)petition);

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) / (double)(1UL << 53);
    }

    public bool Chance(double share) => Next() < share;

    public double Between(double low, double high) => low + Next() * (high - low);

    /// <summary>Both ends included.</summary>
    public int Whole(int low, int high) => low + (int)(Next() * (high - low + 1));

    public T One<T>(IReadOnlyList<T> list) => list[(int)(Next() * list.Count)];

    /// <summary>One of the list, each with its weight.</summary>
    public T Weighted<T>(IReadOnlyList<(T Item, double Weight)> list)
    {
        var left = Next() * list.Sum(l => l.Weight);
        foreach (var (item, weight) in list)
            if ((left -= weight) < 0)
                return item;
        return list[^1].Item;
    }
}
