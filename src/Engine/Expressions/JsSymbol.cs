namespace Petitions.Engine.Expressions;

/// <summary>A symbol. As the key of a property it is a name that no script can write and no list of names shows.</summary>
internal sealed class JsSymbol(string? description, string key)
{
    public string? Description => description;
    public string Key => key;

    public override string ToString() => $"Symbol({description})";
}

internal static class Symbols
{
    private const string Prefix = "\0symbol:";

    public static readonly JsSymbol Iterator = new("Symbol.iterator", string.Intern(Prefix + "iterator"));

    public static JsSymbol Make(Evaluation e, string? description) => new(description, $"{Prefix}{e.NextSymbol()}:{description}");

    public static bool IsKey(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>A key as the name of a function shows it.</summary>
    public static string Shown(string key) => !IsKey(key) ? key : key == Iterator.Key ? "[Symbol.iterator]" : $"[{key[(key.IndexOf(':', Prefix.Length) + 1)..]}]";

    public static void Fill()
    {
        var p = Builtins.SymbolPrototype;
        var constructor = Builtins.Constructor("Symbol", 0, p,
            static (e, _, a) => Make(e, a.Arg(0).IsUndefined ? null : JsConvert.ToText(e, a[0])),
            static (e, _) => throw e.TypeError("Symbol is not a constructor"));
        constructor.Define("iterator", Iterator, hidden: true);
        foreach (var name in (string[])["asyncIterator", "hasInstance", "isConcatSpreadable", "match", "matchAll", "replace", "search", "species", "split", "toPrimitive", "toStringTag", "unscopables", "for", "keyFor"])
            Builtins.Getter(constructor, name, (e, _, _) => throw e.TypeError($"Symbol.{name} is not supported"));
        Builtins.Method(p, "toString", 0, static (e, self, _) => e.Made(This(e, self).ToString()));
        Builtins.Method(p, "valueOf", 0, static (e, self, _) => This(e, self));
        Builtins.Getter(p, "description", static (e, self, _) => This(e, self).Description is { } text ? text : JsValue.Undefined);
    }

    private static JsSymbol This(Evaluation e, JsValue self) => self.Symbol ?? throw e.TypeError("This is not a symbol");
}
