using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Petitions.Tests.Unit.Engine.Expressions.Differential;

/// <summary>A generator out of the table in grammar.txt, which says what its lines mean.</summary>
internal sealed class Grammar
{
    private const int Depth = 4;

    private readonly Dictionary<char, string[]> _forms;
    private readonly Dictionary<char, string[]> _leaves;

    private Grammar(IEnumerable<string> lines)
    {
        var forms = lines.Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2)).ToList();
        _forms = forms.GroupBy(f => f[0][0]).ToDictionary(g => g.Key, g => g.Select(f => f[1]).ToArray());
        _leaves = forms.Where(f => f[0].EndsWith('!')).GroupBy(f => f[0][0]).ToDictionary(g => g.Key, g => g.Select(f => f[1]).ToArray());
    }

    public static Grammar Read(string path) => new(File.ReadLines(path));

    /// <summary>Bodies of functions of this kind, always the same for the same seed.</summary>
    public IEnumerable<string> Bodies(char kind, int count, ulong seed) => Of(kind, Depth).Sample(count, new Rnd(seed, 1), 50);

    private Gen<string> Of(char kind, int depth)
    {
        if (!_leaves.TryGetValue(kind, out var leaves)) return Form(_forms[kind], depth);
        // One form in three is a leaf, else most texts would be too long to read.
        return depth == 0 ? Form(leaves, 0) : Gen.Frequency((1, Form(leaves, 0)), (2, Form(_forms[kind], depth - 1)));
    }

    private Gen<string> Form(string[] forms, int depth) =>
        Gen.Elements(forms).SelectMany(form => Gen.Choose(0, 99999).SelectMany(own =>
            Fill(form.Replace("%u", own.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), depth)));

    private Gen<string> Fill(string form, int depth)
    {
        var at = form.IndexOf('%', StringComparison.Ordinal);
        if (at < 0) return Gen.Constant(form);
        var (before, kind, after) = (form[..at], form[at + 1], form[(at + 2)..]);
        return (kind == '%' ? Gen.Constant("%") : Of(kind, depth)).SelectMany(_ => Fill(after, depth), (made, rest) => before + made + rest);
    }
}
