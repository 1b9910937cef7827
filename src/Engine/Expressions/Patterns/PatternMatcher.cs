namespace Petitions.Engine.Expressions;

/// <summary>
/// Walks through a text by the steps of a pattern and goes back where it fails. What was changed stands on a stack of its own, so that no text
/// is too long for it; every step is counted against the limit of the evaluation. Where a pattern allows it, failures are remembered, and
/// patterns like (a+)+$ take no longer than the text is long.
/// </summary>
internal sealed partial class PatternMatcher(Evaluation e, Pattern pattern, string text)
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
}
