namespace Petitions.Engine.Expressions;

/// <summary>call, apply, bind; and the functions that stand free.</summary>
internal static class FunctionLibrary
{
    public static void Fill()
    {
        var prototype = Builtins.FunctionPrototype;
        Builtins.Method(prototype, "call", 1, static (e, self, a) => Callable(e, self).Call(e, a.Arg(0), a.Length > 1 ? a[1..] : []));
        Builtins.Method(prototype, "apply", 2, static (e, self, a) =>
            Callable(e, self).Call(e, a.Arg(0), a.Arg(1).As<JsArray>() is { } list ? All(e, list) : []));
        Builtins.Method(prototype, "bind", 1, static (e, self, a) => new JsBound(Callable(e, self), a.Arg(0), a.Length > 1 ? a[1..] : []));
        Builtins.Method(prototype, "toString", 0, static (e, self, _) => e.Made(Callable(e, self).Source));
        Builtins.Global("parseInt", 2, static (e, _, a) => NumberLibrary.ParseInt(e.Walk(JsConvert.ToText(e, a.Arg(0))), JsConvert.ToInt32(e, a.Arg(1))));
        Builtins.Global("parseFloat", 1, static (e, _, a) => NumberLibrary.ParseFloat(e.Walk(JsConvert.ToText(e, a.Arg(0)))));
        Builtins.Global("isNaN", 1, static (e, _, a) => double.IsNaN(JsConvert.ToNumber(e, a.Arg(0))));
        Builtins.Global("isFinite", 1, static (e, _, a) => double.IsFinite(JsConvert.ToNumber(e, a.Arg(0))));
        Builtins.Global("encodeURIComponent", 1, static (e, _, a) => Encode(e, a, "-_.!~*'()"));
        Builtins.Global("encodeURI", 1, static (e, _, a) => Encode(e, a, "-_.!~*'();/?:@&=+$,#"));
        Builtins.Global("decodeURIComponent", 1, static (e, _, a) => Decode(e, a, ""));
        Builtins.Global("decodeURI", 1, static (e, _, a) => Decode(e, a, ";/?:@&=+$,#"));
    }

    private static JsValue[] All(Evaluation e, JsArray list)
    {
        e.Allocate(16L * list.Items.Count);
        return [.. Iteration.Items(list)];
    }

    private static JsFunction Callable(Evaluation e, JsValue self) => self.Function ?? throw e.TypeError("This is not a function");

    private const string Hex = "0123456789ABCDEF";

    private static JsValue Encode(Evaluation e, JsValue[] args, string kept)
    {
        var text = e.Walk(JsConvert.ToText(e, args.Arg(0)));
        e.Allocate(2L * text.Length);
        var encoded = new System.Text.StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) || kept.Contains(text[i]))
            {
                encoded.Append(text[i]);
                continue;
            }
            if (!System.Text.Rune.TryGetRuneAt(text, i, out var rune)) throw e.Throw(Builtins.MakeError("URIError", "URI malformed"));
            var length = rune.EncodeToUtf8(bytes);
            e.Allocate(6L * length);
            foreach (var b in bytes[..length]) encoded.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
            i += rune.Utf16SequenceLength - 1;
        }
        return e.Made(encoded.ToString());
    }

    private static JsValue Decode(Evaluation e, JsValue[] args, string kept)
    {
        var text = e.Walk(JsConvert.ToText(e, args.Arg(0)));
        e.Allocate(2L * text.Length);
        var decoded = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                decoded.Append(text[i]);
                continue;
            }
            var bytes = new List<byte>();
            var start = i;
            do bytes.Add(HexAt(e, text, i));
            while (i + 3 < text.Length && text[i + 3] == '%' && (HexAt(e, text, i + 3) & 0xC0) == 0x80 && (i += 3) > 0);
            i += 2;
            var rune = System.Text.Rune.DecodeFromUtf8([.. bytes], out var value, out var used) == System.Buffers.OperationStatus.Done && used == bytes.Count
                ? value : throw e.Throw(Builtins.MakeError("URIError", "URI malformed"));
            if (rune.IsAscii && kept.Contains((char)rune.Value)) decoded.Append(text, start, 3);
            else decoded.Append(rune.ToString());
        }
        return e.Made(decoded.ToString());
    }

    private static byte HexAt(Evaluation e, string text, int percent) =>
        percent + 2 < text.Length && byte.TryParse(text.AsSpan(percent + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value)
            ? value : throw e.Throw(Builtins.MakeError("URIError", "URI malformed"));
}
