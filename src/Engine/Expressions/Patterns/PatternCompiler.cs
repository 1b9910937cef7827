namespace Petitions.Engine.Expressions;

/// <summary>Makes steps out of the parts of a pattern.</summary>
internal sealed class PatternCompiler
{
    private readonly List<PatternStep> _steps = [];
    private readonly List<string?> _names;

    private PatternCompiler(List<string?> names)
    {
        _names = names;
        SlotCount = names.Count * 2;
    }

    public PatternStep[] Steps => [.. _steps];
    public int SlotCount { get; private set; }
    public bool IsMemorable { get; private set; } = true;

    public static PatternCompiler Compile(PatternNode whole, List<string?> names)
    {
        var compiler = new PatternCompiler(names);
        compiler.Emit(new Capture(whole, 0), back: false);
        compiler.Add(new(PatternOp.Found));
        return compiler;
    }

    private int Add(PatternStep step)
    {
        _steps.Add(step);
        return _steps.Count - 1;
    }

    private void Emit(PatternNode node, bool back)
    {
        switch (node)
        {
            case OneChar one: Add(new(PatternOp.Char, one.Code, Back: back)); break;
            case OneOf one: Add(new(PatternOp.Set, Set: one.Set.Seal(), Back: back)); break;
            case At at: Add(new(PatternOp.At, (int)at.Place)); break;
            case Row row:
                foreach (var part in back ? row.Parts.Reverse() : row.Parts) Emit(part, back);
                break;
            case Choice choice: EmitChoice(choice, back); break;
            case Capture capture: EmitCapture(capture, back); break;
            case Again again: EmitAgain(again, back); break;
            case Look look: EmitLook(look); break;
            case Repeat repeat: EmitRepeat(repeat, back); break;
            default: throw new ArgumentOutOfRangeException(nameof(node));
        }
    }

    private void EmitChoice(Choice choice, bool back)
    {
        var ends = new List<int>();
        for (var i = 0; i < choice.Ways.Count - 1; i++)
        {
            var split = Add(default);
            Emit(choice.Ways[i], back);
            ends.Add(Add(default));
            _steps[split] = new(PatternOp.Split, _steps.Count);
        }
        Emit(choice.Ways[^1], back);
        foreach (var end in ends) _steps[end] = new(PatternOp.Jump, _steps.Count);
    }

    private void EmitCapture(Capture capture, bool back)
    {
        Add(new(PatternOp.Save, capture.Index * 2 + (back ? 1 : 0)));
        Emit(capture.Inner, back);
        Add(new(PatternOp.Save, capture.Index * 2 + (back ? 0 : 1)));
    }

    private void EmitAgain(Again again, bool back)
    {
        IsMemorable = false;
        var index = again.Name is null ? again.Index : _names.IndexOf(again.Name);
        if (index < 1) throw new PatternError("Invalid named capture referenced");
        Add(new(PatternOp.Again, index, Back: back));
    }

    private void EmitLook(Look look)
    {
        IsMemorable = false;
        var start = Add(default);
        Emit(look.Inner, look.IsBehind);
        Add(new(PatternOp.Found));
        _steps[start] = new(PatternOp.Look, _steps.Count, Flag: look.IsNegated);
    }

    private void EmitRepeat(Repeat repeat, bool back)
    {
        if (repeat.Most == 0) return;
        if (repeat is { IsGreedy: true, Inner: OneChar or OneOf })
        {
            var set = repeat.Inner is OneChar one ? new CharSet().Add(one.Code, one.Code) : ((OneOf)repeat.Inner).Set;
            Add(new(PatternOp.Many, repeat.Least, repeat.Most, Set: set.Seal(), Back: back));
            return;
        }
        // A counted loop is not where it was when it comes to the same place again.
        IsMemorable &= repeat.Least <= 1 && repeat.Most is 1 or int.MaxValue;
        var counter = SlotCount;
        SlotCount += 2;
        Add(new(PatternOp.Enter, counter));
        var turn = Add(default);
        var limits = Add(new(PatternOp.Jump, repeat.Least, repeat.Most));
        if (repeat.EndGroup > repeat.FirstGroup) Add(new(PatternOp.Forget, repeat.FirstGroup, repeat.EndGroup));
        Emit(repeat.Inner, back);
        Add(new(PatternOp.Next, counter, turn, repeat.Least));
        _steps[turn] = new(PatternOp.Turn, counter, _steps.Count, limits, Flag: repeat.IsGreedy);
    }
}
