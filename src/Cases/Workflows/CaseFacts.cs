using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Petitions.Cases;

/// <summary>The facts of a case under their names. Each is worked out when it is asked for, because an expression asks for one or two of them.</summary>
internal sealed class CaseFacts(IReadOnlyDictionary<string, Func<Case, Reference, DateOnly, object?>> facts, Case c, Reference reference, DateOnly today)
    : IReadOnlyDictionary<string, object?>
{
    public int Count => facts.Count;

    public IEnumerable<string> Keys => facts.Keys;

    public IEnumerable<object?> Values => facts.Values.Select(Of);

    public object? this[string key] => Of(facts[key]);

    public bool ContainsKey(string key) => facts.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = facts.TryGetValue(key, out var fact) ? Of(fact) : null;
        return fact is not null;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => facts.Select(f => KeyValuePair.Create(f.Key, Of(f.Value))).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private object? Of(Func<Case, Reference, DateOnly, object?> fact) => fact(c, reference, today);
}
