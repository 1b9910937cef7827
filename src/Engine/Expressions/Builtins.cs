namespace Petitions.Engine.Expressions;

/// <summary>
/// The objects that the language brings along. They are made once, frozen and shared by all evaluations: a script can use but not change them.
/// </summary>
internal static class Builtins
{
    public static readonly JsObject ObjectPrototype = new(null);
    public static readonly JsObject FunctionPrototype = new(ObjectPrototype);
    public static readonly JsObject ArrayPrototype = new(ObjectPrototype);
    public static readonly JsObject StringPrototype = new(ObjectPrototype);
    public static readonly JsObject NumberPrototype = new(ObjectPrototype);
    public static readonly JsObject BooleanPrototype = new(ObjectPrototype);
    public static readonly JsObject DatePrototype = new(ObjectPrototype);
    public static readonly JsObject RegExpPrototype = new(ObjectPrototype);
    public static readonly JsObject MapPrototype = new(ObjectPrototype);
    public static readonly JsObject SetPrototype = new(ObjectPrototype);
    public static readonly JsObject IteratorPrototype = new(ObjectPrototype);
    public static readonly JsObject SymbolPrototype = new(ObjectPrototype);
    public static readonly JsObject PromisePrototype = new(ObjectPrototype);
    public static readonly JsObject NetPrototype = new(ObjectPrototype);
    public static readonly JsObject ErrorPrototype = new(ObjectPrototype);

    private static readonly Dictionary<string, JsObject> ErrorPrototypes = [];

    public static Dictionary<string, JsValue> Globals { get; } = new(StringComparer.Ordinal);

    static Builtins()
    {
        Globals["undefined"] = JsValue.Undefined;
        Globals["NaN"] = double.NaN;
        Globals["Infinity"] = double.PositiveInfinity;
        AddErrors();
        ObjectLibrary.Fill();
        FunctionLibrary.Fill();
        ArrayLibrary.Fill();
        StringLibrary.Fill();
        NumberLibrary.Fill();
        MathLibrary.Fill();
        DateLibrary.Fill();
        RegExpLibrary.Fill();
        CollectionLibrary.Fill();
        JsonLibrary.Fill();
        Symbols.Fill();
        PromiseLibrary.Fill();
        NetTypes.Fill();
        foreach (var value in Globals.Values)
            value.Object?.Share();
        foreach (var prototype in (JsObject[])
                 [
                     ObjectPrototype, FunctionPrototype, ArrayPrototype, StringPrototype, NumberPrototype, BooleanPrototype, DatePrototype,
                     RegExpPrototype, MapPrototype, SetPrototype, IteratorPrototype, NetPrototype, SymbolPrototype, PromisePrototype, ErrorPrototype, .. ErrorPrototypes.Values,
                 ]) prototype.Share();
    }

    public static void Method(JsObject on, string name, int length, NativeCode code) =>
        on.Define(string.Intern(name), Shared(new JsNative(Symbols.Shown(name), length, code)), hidden: true);

    private static JsNative Shared(JsNative function)
    {
        function.Share();
        return function;
    }

    /// <summary>A method that for … of uses too.</summary>
    public static void Walker(JsObject on, string name, NativeCode code)
    {
        Method(on, name, 0, code);
        on.Define(Symbols.Iterator.Key, on.TryGetOwn(name, out var method) ? method : default, hidden: true);
    }

    public static void Getter(JsObject on, string name, NativeCode code) =>
        on.Define(string.Intern(name), new JsAccessor(Shared(new JsNative("get " + name, 0, code)), null), hidden: true);

    public static void Global(string name, int length, NativeCode code) => Globals[name] = new JsNative(name, length, code);

    /// <summary>A constructor with its prototype.</summary>
    public static JsNative Constructor(string name, int length, JsObject prototype, NativeCode call, Func<Evaluation, JsValue[], JsValue> construct)
    {
        var constructor = new JsNative(name, length, call, construct);
        constructor.Define("prototype", prototype, hidden: true);
        prototype.Define("constructor", constructor, hidden: true);
        Globals[name] = constructor;
        return constructor;
    }

    /// <summary>An argument; undefined when it was not given.</summary>
    public static JsValue Arg(this JsValue[] args, int index) => index < args.Length ? args[index] : JsValue.Undefined;

    public static JsValue MakeError(string type, string message)
    {
        var error = new JsError(ErrorPrototypes.GetValueOrDefault(type) ?? ErrorPrototype);
        error.Define("message", message, hidden: true);
        error.Define("stack", $"{type}: {message}", hidden: true);
        return error;
    }

    private static void AddErrors()
    {
        AddError("Error", ErrorPrototype);
        Method(ErrorPrototype, "toString", 0, static (e, self, _) =>
        {
            var error = JsConvert.ToObject(e, self);
            var name = error.Get(e, "name") is { IsUndefined: false } given ? JsConvert.ToText(e, given) : "Error";
            var message = error.Get(e, "message") is { IsUndefined: false } text ? JsConvert.ToText(e, text) : "";
            return e.Made(name.Length == 0 ? message : message.Length == 0 ? name : $"{name}: {message}");
        });
        foreach (var type in (string[])["TypeError", "RangeError", "ReferenceError", "SyntaxError", "EvalError", "URIError"])
            AddError(type, ErrorPrototypes[type] = new JsObject(ErrorPrototype));
    }

    private static void AddError(string type, JsObject prototype)
    {
        prototype.Define("name", type, hidden: true);
        prototype.Define("message", "", hidden: true);
        Constructor(type, 1, prototype, (e, _, args) => Make(e, args), Make);

        JsValue Make(Evaluation e, JsValue[] args)
        {
            var error = new JsError(prototype);
            e.Allocate(160);
            if (!args.Arg(0).IsUndefined) error.Define("message", JsConvert.ToText(e, args[0]), hidden: true);
            if (args.Arg(1).Object is { } options && options.Has(e, "cause")) error.Define("cause", options.Get(e, "cause"), hidden: true);
            error.Define("stack", JsConvert.ToText(e, error), hidden: true);
            return error;
        }
    }
}
