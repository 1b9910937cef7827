namespace Petitions.Engine.Expressions;

/// <summary>Promise.</summary>
internal static class PromiseLibrary
{
    public static void Fill()
    {
        var p = Builtins.PromisePrototype;
        var constructor = Builtins.Constructor("Promise", 1, p, static (e, _, _) => throw e.TypeError("Promise constructor cannot be invoked without 'new'"), Make);
        Builtins.Method(p, "then", 2, static (e, self, a) => Then(e, This(e, self), a.Arg(0).Function, a.Arg(1).Function));
        Builtins.Method(p, "catch", 1, static (e, self, a) => Then(e, This(e, self), null, a.Arg(0).Function));
        Builtins.Method(p, "finally", 1, Finally);
        Builtins.Method(constructor, "resolve", 1, static (e, _, a) => Promises.Of(e, a.Arg(0)));
        Builtins.Method(constructor, "reject", 1, static (e, _, a) => Settled(e, a.Arg(0), rejected: true));
        Builtins.Method(constructor, "all", 1, static (e, _, a) => Together(e, a.Arg(0), static (all, i, each, e) =>
        {
            if (each.IsRejected) all.Fail(e, each.Value);
            else all.Put(e, i, each.Value);
        }));
        Builtins.Method(constructor, "allSettled", 1, static (e, _, a) => Together(e, a.Arg(0), static (all, i, each, e) => all.Put(e, i, Outcome(e, each))));
        Builtins.Method(constructor, "race", 1, static (e, _, a) => First(e, a.Arg(0)));
        Builtins.Method(constructor, "any", 1, static (e, _, _) => throw e.TypeError("Promise.any is not supported"));
    }

    private static JsPromise This(Evaluation e, JsValue self) => self.As<JsPromise>() ?? throw e.TypeError("This is not a promise");

    private static JsPromise Settled(Evaluation e, JsValue value, bool rejected)
    {
        var promise = new JsPromise();
        promise.Settle(e, value, rejected);
        return promise;
    }

    private static JsValue Make(Evaluation e, JsValue[] args)
    {
        var body = args.Arg(0).Function ?? throw e.TypeError($"Promise resolver {JsConvert.Show(e, args.Arg(0))} is not a function");
        var promise = new JsPromise();
        var (resolve, reject) = Promises.Resolvers(e, promise);
        var depth = e.Depth;
        try
        {
            body.Call(e, JsValue.Undefined, [resolve, reject]);
        }
        catch (JsThrow thrown)
        {
            e.RestoreDepth(depth);
            reject.Call(e, default, [thrown.Value]);
        }
        return promise;
    }

    private static JsPromise Then(Evaluation e, JsPromise promise, JsFunction? fulfilled, JsFunction? rejected)
    {
        var next = new JsPromise();
        promise.WhenSettled(e, () =>
        {
            var handler = promise.IsRejected ? rejected : fulfilled;
            if (handler is null) next.Settle(e, promise.Value, promise.IsRejected);
            else Take(e, next, Promises.Run(e, () => handler.Call(e, JsValue.Undefined, [promise.Value])));
        });
        return next;
    }

    private static void Take(Evaluation e, JsPromise next, JsPromise from)
    {
        if (from.IsSettled) next.Settle(e, from.Value, from.IsRejected);
        else from.WhenSettled(e, () => next.Settle(e, from.Value, from.IsRejected));
    }

    private static JsValue Finally(Evaluation e, JsValue self, JsValue[] args)
    {
        var promise = This(e, self);
        var handler = args.Arg(0).Function;
        var next = new JsPromise();
        promise.WhenSettled(e, () =>
        {
            var done = Promises.Run(e, () => handler?.Call(e, JsValue.Undefined, []) ?? default);
            done.WhenSettled(e, () => next.Settle(e, done.IsRejected ? done.Value : promise.Value, done.IsRejected || promise.IsRejected));
        });
        return next;
    }

    /// <summary>The values of several promises, in their order.</summary>
    private sealed class Row(JsPromise promise)
    {
        private readonly List<JsValue> _values = [];
        private int _missing = 1;

        public int Add()
        {
            _values.Add(JsValue.Undefined);
            _missing++;
            return _values.Count - 1;
        }

        public void Put(Evaluation e, int index, JsValue value)
        {
            _values[index] = value;
            Done(e);
        }

        public void Done(Evaluation e)
        {
            if (--_missing == 0) promise.Settle(e, new JsArray(_values), rejected: false);
        }

        public void Fail(Evaluation e, JsValue value) => promise.Settle(e, value, rejected: true);
    }

    private static JsPromise Together(Evaluation e, JsValue values, Action<Row, int, JsPromise, Evaluation> settle)
    {
        var promise = new JsPromise();
        var row = new Row(promise);
        Iteration.Each(e, values, value =>
        {
            e.Allocate(96);
            var index = row.Add();
            var each = Promises.Of(e, value);
            each.WhenSettled(e, () => settle(row, index, each, e));
        });
        row.Done(e);
        return promise;
    }

    private static JsPromise First(Evaluation e, JsValue values)
    {
        var promise = new JsPromise();
        Iteration.Each(e, values, value =>
        {
            var each = Promises.Of(e, value);
            each.WhenSettled(e, () => promise.Settle(e, each.Value, each.IsRejected));
        });
        return promise;
    }

    private static JsObject Outcome(Evaluation e, JsPromise promise)
    {
        e.Allocate(128);
        var outcome = new JsObject(Builtins.ObjectPrototype);
        outcome.Define("status", promise.IsRejected ? "rejected" : "fulfilled");
        outcome.Define(promise.IsRejected ? "reason" : "value", promise.Value);
        return outcome;
    }
}
