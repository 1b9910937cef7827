namespace Petitions.Tests.Conformance;

/// <summary>
/// The choices that one run of a case makes where Elsa's order is open. The first run always takes the first; <see cref="Next"/> gives the choices
/// of another run, until all have been tried.
/// </summary>
public sealed class Choices
{
    private readonly List<(int Taken, int Of)> _made;
    private int _at;

    public Choices() : this([])
    {
    }

    private Choices(List<(int Taken, int Of)> made) => _made = made;

    /// <summary>Takes one of the fitting items out of the list.</summary>
    public T Take<T>(List<T> from, Predicate<T> fits)
    {
        var places = Enumerable.Range(0, from.Count).Where(i => fits(from[i])).ToList();
        var item = from[places[Choose(places.Count)]];
        from.Remove(item);
        return item;
    }

    /// <summary>Null when every choice has been made every way.</summary>
    public Choices? Next()
    {
        var made = _made.ToList();
        while (made.Count > 0 && made[^1].Taken + 1 >= made[^1].Of) made.RemoveAt(made.Count - 1);
        if (made.Count == 0) return null;
        made[^1] = (made[^1].Taken + 1, made[^1].Of);
        return new Choices(made);
    }

    private int Choose(int of)
    {
        if (of == 1) return 0;
        if (_at == _made.Count) _made.Add((0, of));
        return Math.Min(_made[_at++].Taken, of - 1);
    }
}
