namespace Petitions.Engine.Expressions;

/// <summary>The single steps: a character, a repetition, a place, a group again, a look around.</summary>
internal sealed partial class PatternMatcher
{
    private bool Take(in PatternStep step, ref int at)
    {
        if (step.Back ? at == 0 : at >= text.Length) return false;
        var next = step.Back ? Backward(at) : Forward(at);
        var start = Math.Min(at, next);
        var c = Math.Abs(next - at) == 2 ? char.ConvertToUtf32(text[start], text[start + 1]) : text[start];
        var fits = step.Set is { } set ? set.Contains(c, _ignoresCase, _unicode)
            : c == step.A || (_ignoresCase && CharSet.Fold(c, _unicode) == CharSet.Fold(step.A, _unicode));
        if (fits) at = next;
        return fits;
    }

    private bool TakeMany(in PatternStep step, int pc, ref int at)
    {
        var (count, least) = (0, at);
        while (count < step.B && (count < step.A || !IsKnown(pc, at)) && Take(step, ref at))
        {
            Work(1);
            if (++count <= step.A) least = at;
        }
        if (count < step.A) return false;
        var failed = Remember(pc, at);
        if (count > step.A) Push(new(Kind.Range, pc, at, least));
        return !failed;
    }

    private bool Turn(in PatternStep step, ref int pc, int at)
    {
        var limits = _steps[step.C];
        var done = _slots[step.A];
        if (done >= limits.A && limits.B == int.MaxValue && Remember(pc, at)) return false;
        if (done >= limits.B) pc = step.B;
        else if (done < limits.A) Begin(step, ref pc, at);
        else if (step.Flag)
        {
            Push(new(Kind.Way, step.B, at));
            Begin(step, ref pc, at);
        }
        else
        {
            Push(new(Kind.Turn, pc, at));
            pc = step.B;
        }
        return true;
    }

    /// <summary>One more turn of a loop.</summary>
    private void Begin(in PatternStep step, ref int pc, int at)
    {
        Set(step.A, _slots[step.A] + 1);
        Set(step.A + 1, at);
        pc = step.C + 1;
    }

    private bool IsKnown(int pc, int at) => _failed is not null && _failed.TryGetValue(pc, out var places) && places[at];

    /// <summary>Whether this step was tried at this place before; from now on it was.</summary>
    private bool Remember(int pc, int at)
    {
        if (!pattern.IsMemorable || e.RegexWork < RememberAfter) return false;
        if (!(_failed ??= []).TryGetValue(pc, out var places))
        {
            e.Allocate(text.Length / 8 + 64);
            _failed[pc] = places = new(text.Length + 1);
        }
        if (places[at]) return true;
        places[at] = true;
        return false;
    }

    private bool IsAt(Place place, int at) => place switch
    {
        Place.TextStart => at == 0,
        Place.TextEnd => at == text.Length,
        Place.LineStart => at == 0 || IsLineEnd(text[at - 1]),
        Place.LineEnd => at == text.Length || IsLineEnd(text[at]),
        Place.WordEdge => IsWord(at - 1) != IsWord(at),
        Place.NotWordEdge => IsWord(at - 1) == IsWord(at),
    };

    private static bool IsLineEnd(char c) => c is '\n' or '\r' or '\u2028' or '\u2029';

    private bool IsWord(int at) => at >= 0 && at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_');

    /// <summary>A group that took no part is matched by nothing at all.</summary>
    private bool TakeAgain(in PatternStep step, ref int at)
    {
        var (start, end) = (_slots[step.A * 2], _slots[step.A * 2 + 1]);
        if (start < 0 || end < 0) return true;
        var length = end - start;
        var from = step.Back ? at - length : at;
        if (from < 0 || from + length > text.Length) return false;
        Work(length / 8);
        for (var i = 0; i < length; i++)
            if (text[start + i] != text[from + i] && !(_ignoresCase && CharSet.Fold(text[start + i], _unicode) == CharSet.Fold(text[from + i], _unicode))) return false;
        at = step.Back ? from : from + length;
        return true;
    }

    /// <summary>What was matched inside stays matched, but nothing goes back into it.</summary>
    private bool LookAround(int pc, in PatternStep step, int at)
    {
        e.CheckStack();
        var floor = _open.Count;
        var found = Run(pc + 1, at);
        if (step.Flag || !found)
        {
            Unwind(floor);
            return step.Flag && !found;
        }
        var undo = new Stack<Open>();
        while (_open.Count > floor)
            if (_open.Pop() is { Kind: Kind.Undo } each) undo.Push(each);
        while (undo.TryPop(out var each)) _open.Push(each);
        return true;
    }
}
