namespace Petitions.Engine.Expressions;

/// <summary>
/// Walks through a text by the steps of a pattern and goes back where it fails. What was changed stands on a stack of its own, so that no text
/// is too long for it; every step is counted against the limit of the evaluation. Where a pattern allows it, failures are remembered, and
/// patterns like (a+)+$ take no longer than the text is long.
/// </summary>
internal sealed class PatternMatcher(Evaluation e, Pattern pattern, string text)
{
    private const int RememberAfter = 2000;

    private readonly PatternStep[] _steps = pattern.Steps;
    private readonly int[] _slots = new int[pattern.SlotCount];
    private readonly bool _unicode = pattern.Has('u');
    private readonly bool _ignoresCase = pattern.Has('i');
    private readonly Stack<Open> _open = new();
    private Dictionary<int, System.Collections.BitArray>? _failed;
    private int _work;

    /// <summary>What can still be done otherwise, or has to be undone on the way back to it.</summary>
    private enum Kind { Undo, Way, Range, Turn }

    private readonly record struct Open(Kind Kind, int A, int B, int C = 0);

    /// <summary>Places of the groups, two for each, -1 for those that took no part; null when nothing is found.</summary>
    /// <param name="isSticky">Only at this place and not behind it.</param>
    public int[]? Find(int from, bool isSticky)
    {
        for (var at = from; at <= text.Length; at++)
        {
            Array.Fill(_slots, -1);
            _open.Clear();
            Work(4);
            if (Run(0, at)) return _slots[..(pattern.GroupNames.Count * 2)];
            if (isSticky) break;
        }
        return null;
    }

    private void Work(int steps)
    {
        if ((_work += steps) < 256) return;
        e.ChargeRegex(_work);
        _work = 0;
    }

    private void Set(int slot, int value)
    {
        Push(new(Kind.Undo, slot, _slots[slot]));
        _slots[slot] = value;
    }

    private void Push(Open open)
    {
        if ((_open.Count & 1023) == 1023) e.Allocate(16 * 1024);
        _open.Push(open);
    }

    /// <summary>Runs from a step to the next Found.</summary>
    private bool Run(int pc, int at)
    {
        var floor = _open.Count;
        while (true)
        {
            Work(1);
            var step = _steps[pc];
            var ok = true;
            switch (step.Op)
            {
                case PatternOp.Found: return true;
                case PatternOp.Char or PatternOp.Set:
                    ok = Take(step, ref at);
                    pc++;
                    break;
                case PatternOp.Many:
                    ok = TakeMany(step, pc, ref at);
                    pc++;
                    break;
                case PatternOp.Split:
                    Push(new(Kind.Way, step.A, at));
                    pc++;
                    break;
                case PatternOp.Jump:
                    pc = step.A;
                    break;
                case PatternOp.Save:
                    Set(step.A, at);
                    pc++;
                    break;
                case PatternOp.Forget:
                    for (var slot = step.A * 2; slot < step.B * 2; slot++)
                        if (_slots[slot] >= 0) Set(slot, -1);
                    pc++;
                    break;
                case PatternOp.At:
                    ok = IsAt((Place)step.A, at);
                    pc++;
                    break;
                case PatternOp.Again:
                    ok = TakeAgain(step, ref at);
                    pc++;
                    break;
                case PatternOp.Look:
                    ok = LookAround(pc, step, at);
                    pc = step.A;
                    break;
                case PatternOp.Enter:
                    Set(step.A, 0);
                    pc++;
                    break;
                case PatternOp.Turn:
                    ok = Turn(step, ref pc, at);
                    break;
                case PatternOp.Next:
                    // A turn that took nothing would be taken for ever.
                    ok = at != _slots[step.A + 1] || _slots[step.A] <= step.C;
                    pc = step.B;
                    break;
                default: throw new InvalidOperationException("No such step.");
            }
            if (!ok && !Back(floor, ref pc, ref at)) return false;
        }
    }

    /// <summary>Back to the last place where another way was open.</summary>
    private bool Back(int floor, ref int pc, ref int at)
    {
        while (_open.Count > floor)
        {
            var open = _open.Pop();
            if (open.Kind == Kind.Undo)
            {
                _slots[open.A] = open.B;
                continue;
            }
            (pc, at) = (open.A, open.B);
            if (open.Kind == Kind.Turn) Begin(_steps[pc], ref pc, at);
            if (open.Kind == Kind.Range) OneLess(open, ref pc, ref at);
            return true;
        }
        return false;
    }

    /// <summary>One less of what a greedy loop over single characters has taken.</summary>
    private void OneLess(Open open, ref int pc, ref int at)
    {
        at = _steps[open.A].Back ? Forward(at) : Backward(at);
        Remember(open.A, at);
        if (at != open.C) _open.Push(open with { B = at });
        pc++;
    }

    /// <summary>Undoes everything that was done since.</summary>
    private void Unwind(int floor)
    {
        while (_open.Count > floor)
            if (_open.Pop() is { Kind: Kind.Undo } undo) _slots[undo.A] = undo.B;
    }

    private int Forward(int at) => at + (_unicode && at + 1 < text.Length && char.IsHighSurrogate(text[at]) && char.IsLowSurrogate(text[at + 1]) ? 2 : 1);

    private int Backward(int at) => at - (_unicode && at > 1 && char.IsLowSurrogate(text[at - 1]) && char.IsHighSurrogate(text[at - 2]) ? 2 : 1);

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
