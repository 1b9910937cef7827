namespace Petitions.Engine.Expressions;

/// <summary>A value thrown in a script.</summary>
internal sealed class JsThrow(JsValue value, int line, int column) : Exception("A script threw a value.")
{
    public JsValue Value { get; } = value;
    public int Line { get; } = line;
    public int Column { get; } = column;
}

/// <summary>One evaluation: what it may still use, where it is, and what it can see of the workflow.</summary>
internal sealed class Evaluation(BurstLimits limits, IScriptHost? host)
{
    private long _steps = limits.ScriptSteps;
    private long _bytes = limits.ScriptBytes;
    private int _depth;
    private long _regexWork;
    private long _put;
    private Dictionary<string, JsValue>? _globals;

    /// <summary>The node that is being evaluated, for the place of an error.</summary>
    public Node? At { get; set; }

    public IScriptHost? Host => host;

    /// <summary>Value of the last expression statement of the script itself.</summary>
    public JsValue Completion { get; set; }

    public long StepsLeft => _steps;

    public void Charge(long steps)
    {
        if ((_steps -= steps) < 0) throw Limit(FaultCodes.ScriptSteps, $"The script takes more than {limits.ScriptSteps} steps.");
    }

    public void Allocate(long bytes)
    {
        if ((_bytes -= bytes) < 0) throw OutOfMemory();
    }

    public EngineFault OutOfMemory() => Limit(FaultCodes.ScriptMemory, $"The script needs more than {limits.ScriptBytes / 1024 / 1024} MB of memory.");

    public void Enter()
    {
        Charge(2);
        if (++_depth > limits.ScriptDepth) throw TooDeep();
        CheckStack();
    }

    /// <summary>For what the engine calls itself: a tree of the script, a function that calls a function. A full stack would end the process.</summary>
    public void CheckStack()
    {
        if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw TooDeep();
    }

    private EngineFault TooDeep() => Limit(FaultCodes.ScriptDepth, $"The script calls itself more than {limits.ScriptDepth} levels deep.");

    public void Leave() => _depth--;

    public int Depth => _depth;

    /// <summary>A caught error has unwound calls that could not say that they left.</summary>
    public void RestoreDepth(int depth) => _depth = depth;

    /// <summary>For walks of the engine itself over nested values.</summary>
    public void CheckDepth(int depth)
    {
        if (depth > 500) throw Limit(FaultCodes.ScriptDepth, "A value is nested more than 500 levels deep, or contains itself.");
    }

    /// <summary>A string made by the script.</summary>
    public string Made(string text)
    {
        Allocate(2L * text.Length + 24);
        return text;
    }

    /// <summary>For what looks for a text within another: at worst it is compared at every place.</summary>
    public void LookFor(string part, string text) => Charge(text.Length / 64 + Math.Max(0L, text.Length - part.Length + 1) * part.Length / 4096);

    /// <summary>For what looks at a whole text and makes nothing new of it.</summary>
    public string Look(string text)
    {
        if (text.Length > 64) Charge(text.Length / 64);
        return text;
    }

    /// <summary>For what goes over a text character by character, and may find at its end that all was in vain.</summary>
    public string Walk(string text)
    {
        Charge(text.Length / 16);
        return text;
    }

    /// <summary>Before two texts are compared: at worst all of the shorter one is.</summary>
    public void Compare(JsValue a, JsValue b)
    {
        if (a.IsString && b.IsString && Math.Min(a.Text.Length, b.Text.Length) is > 64 and var length) Charge(length / 64);
    }

    /// <summary>Steps that regular expressions have taken so far.</summary>
    public long RegexWork => _regexWork;

    public void ChargeRegex(int steps)
    {
        Charge(steps / 16);
        if ((_regexWork += steps) > limits.RegexSteps)
            throw Limit(FaultCodes.ScriptRegex, $"The regular expressions of the script take more than {limits.RegexSteps} steps.");
    }

    /// <summary>A value is about to be handed out.</summary>
    public void BeginOutput() => _put = 0;

    /// <summary>Characters of the value that is handed out, as JSON. What is handed out again and again counts as memory each time.</summary>
    public void Put(long chars)
    {
        if ((_put += chars) > limits.OutputChars) throw Limit(FaultCodes.ScriptOutput, $"The result of the script is longer than {limits.OutputChars} characters.");
        if (chars > 64) Allocate(2 * chars);
    }

    public BurstLimits Limits => limits;

    private EngineFault Limit(string code, string sentence) =>
        new(code, $"{sentence} (line {At?.Line ?? 0}, column {At?.Column ?? 0})") { Line = At?.Line ?? 0, Column = At?.Column ?? 0 };

    private Queue<Action>? _later;
    private int _symbols;

    public int NextSymbol() => ++_symbols;

    /// <summary>Done when the script waits for a promise, or has come to its end.</summary>
    public void Later(Action action)
    {
        Charge(1);
        (_later ??= []).Enqueue(action);
    }

    /// <summary>Does one thing that was left for later; false when there is none.</summary>
    public bool DoNext()
    {
        if (_later is null || !_later.TryDequeue(out var action)) return false;
        Enter();
        var depth = _depth;
        action();
        RestoreDepth(depth - 1);
        return true;
    }

    public JsThrow Throw(JsValue value) => new(value, At?.Line ?? 0, At?.Column ?? 0);

    public JsThrow TypeError(string message) => Throw(Builtins.MakeError("TypeError", message));

    public JsThrow RangeError(string message) => Throw(Builtins.MakeError("RangeError", message));

    public JsThrow ReferenceError(string message) => Throw(Builtins.MakeError("ReferenceError", message));

    public JsThrow SyntaxError(string message) => Throw(Builtins.MakeError("SyntaxError", message));

    /// <summary>A name that no scope declares: made by assignment, offered by the workflow, or built in.</summary>
    public bool TryGlobal(string name, out JsValue value)
    {
        if (_globals is not null && _globals.TryGetValue(name, out value)) return true;
        if (host is not null && host.TryResolve(this, name, out value))
        {
            (_globals ??= [])[name] = value;
            return true;
        }
        return Builtins.Globals.TryGetValue(name, out value);
    }

    public void SetGlobal(string name, JsValue value)
    {
        Allocate(64);
        (_globals ??= [])[name] = value;
    }
}

/// <summary>What a script can reach beyond the language.</summary>
internal interface IScriptHost
{
    DateTimeOffset Now { get; }
    TimeZoneInfo TimeZone { get; }
    Randomness Randomness { get; }

    bool TryResolve(Evaluation e, string name, out JsValue value);
}
