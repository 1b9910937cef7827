using System.Diagnostics;

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
    private long _regexTicks;
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
        if (++_depth > limits.ScriptDepth || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw Limit(FaultCodes.ScriptDepth, $"The script calls itself more than {limits.ScriptDepth} levels deep.");
    }

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

    /// <summary>Matches a regular expression within the time that all matches of an evaluation share.</summary>
    public T Match<T>(Func<T> match)
    {
        if (Stopwatch.GetElapsedTime(0, _regexTicks) > limits.RegexTime * 4) throw RegexLimit();
        var started = Stopwatch.GetTimestamp();
        try
        {
            return match();
        }
        catch (System.Text.RegularExpressions.RegexMatchTimeoutException)
        {
            throw RegexLimit();
        }
        finally
        {
            _regexTicks += Stopwatch.GetTimestamp() - started;
        }
    }

    private EngineFault RegexLimit() => Limit(FaultCodes.ScriptRegex, $"A regular expression takes longer than {limits.RegexTime.TotalMilliseconds} ms.");

    public BurstLimits Limits => limits;

    private EngineFault Limit(string code, string sentence) =>
        new(code, $"{sentence} (line {At?.Line ?? 0}, column {At?.Column ?? 0})") { Line = At?.Line ?? 0, Column = At?.Column ?? 0 };

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
