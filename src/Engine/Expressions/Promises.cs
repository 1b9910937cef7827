namespace Petitions.Engine.Expressions;

/// <summary>A value that is there, will be there, or failed. Nothing here takes time, so waiting means doing what is still to be done.</summary>
internal sealed class JsPromise() : JsObject(Builtins.PromisePrototype)
{
    private List<Action>? _waiting;

    public override string ClassName => "Promise";

    public bool IsSettled { get; private set; }
    public bool IsRejected { get; private set; }
    public JsValue Value { get; private set; }

    /// <summary>Resolved with another promise and waiting for it.</summary>
    public bool IsTaken { get; set; }

    public void Settle(Evaluation e, JsValue value, bool rejected)
    {
        if (IsSettled) return;
        (IsSettled, IsRejected, Value) = (true, rejected, value);
        foreach (var action in _waiting ?? []) e.Later(action);
        _waiting = null;
    }

    public void WhenSettled(Evaluation e, Action action)
    {
        e.Allocate(96);
        if (IsSettled) e.Later(action);
        else (_waiting ??= []).Add(action);
    }
}

/// <summary>What async functions and await do.</summary>
internal static class Promises
{
    /// <summary>The body of an async function: what it throws becomes a rejection.</summary>
    public static JsPromise Run(Evaluation e, Func<JsValue> body)
    {
        var promise = new JsPromise();
        var depth = e.Depth;
        e.Allocate(96);
        try
        {
            Resolve(e, promise, body());
        }
        catch (JsThrow thrown)
        {
            e.RestoreDepth(depth);
            promise.Settle(e, thrown.Value, rejected: true);
        }
        return promise;
    }

    public static JsPromise Of(Evaluation e, JsValue value)
    {
        if (value.As<JsPromise>() is { } known) return known;
        var promise = new JsPromise();
        e.Allocate(96);
        Resolve(e, promise, value);
        return promise;
    }

    /// <summary>Settles with the value; with what the value becomes, when it is a promise or has a method then.</summary>
    public static void Resolve(Evaluation e, JsPromise promise, JsValue value)
    {
        if (promise.IsSettled || promise.IsTaken) return;
        if (value.Object == promise) promise.Settle(e, Builtins.MakeError("TypeError", "Chaining cycle detected for promise"), rejected: true);
        else if (Then(e, promise, value) is { } then) Follow(e, promise, value, then);
        else promise.Settle(e, value, rejected: false);
    }

    private static JsFunction? Then(Evaluation e, JsPromise promise, JsValue value)
    {
        try
        {
            return value.Object?.Get(e, "then").Function;
        }
        catch (JsThrow thrown)
        {
            promise.Settle(e, thrown.Value, rejected: true);
            return null;
        }
    }

    private static void Follow(Evaluation e, JsPromise promise, JsValue value, JsFunction then)
    {
        promise.IsTaken = true;
        e.Later(() =>
        {
            var (resolve, reject) = Resolvers(e, promise);
            try
            {
                then.Call(e, value, [resolve, reject]);
            }
            catch (JsThrow thrown)
            {
                reject.Call(e, default, [thrown.Value]);
            }
        });
    }

    /// <summary>The two functions that settle a promise; only the first call counts.</summary>
    public static (JsNative Resolve, JsNative Reject) Resolvers(Evaluation e, JsPromise promise)
    {
        var called = false;
        e.Allocate(400);
        return (new JsNative("", 1, (e, _, a) => Once(() => { promise.IsTaken = false; Resolve(e, promise, a.Arg(0)); })),
            new JsNative("", 1, (e, _, a) => Once(() => promise.Settle(e, a.Arg(0), rejected: true))));

        JsValue Once(Action act)
        {
            if (!called)
            {
                called = true;
                act();
            }
            return JsValue.Undefined;
        }
    }

    /// <summary>The value, once it is there.</summary>
    public static JsValue Await(Evaluation e, JsValue value)
    {
        if (value.As<JsPromise>() is null && (value.Object is not { } target || target.Get(e, "then").Function is null)) return value;
        var promise = Of(e, value);
        while (!promise.IsSettled)
            if (!e.DoNext()) throw e.Throw(Builtins.MakeError("Error", "The script waits for a promise that nothing will ever settle"));
        return promise.IsRejected ? throw e.Throw(promise.Value) : promise.Value;
    }
}

/// <summary>await.</summary>
internal sealed class Await(Expr inner) : Expr
{
    public override JsValue Eval(Frame f)
    {
        var value = inner.Eval(f);
        f.E.At = this;
        return Promises.Await(f.E, value);
    }
}
