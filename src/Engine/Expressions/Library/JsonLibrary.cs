using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>JSON.</summary>
internal static class JsonLibrary
{
    public static void Fill()
    {
        var json = new JsObject(Builtins.ObjectPrototype);
        Builtins.Globals["JSON"] = json;
        Builtins.Method(json, "parse", 2, Parse);
        Builtins.Method(json, "stringify", 3, Stringify);
    }

    private static JsValue Parse(Evaluation e, JsValue self, JsValue[] args)
    {
        var text = JsConvert.ToText(e, args.Arg(0));
        var value = new JsonParser(e, text).Parse();
        if (args.Arg(1).Function is not { } reviver) return value;
        var holder = new JsObject(Builtins.ObjectPrototype);
        holder.Define("", value);
        return Revive(e, reviver, holder, "", 0);
    }

    private static JsValue Revive(Evaluation e, JsFunction reviver, JsObject holder, string key, int depth)
    {
        e.CheckDepth(depth);
        if (holder.Get(e, key).Object is { } value)
            foreach (var name in value.OwnKeys())
            {
                var revived = Revive(e, reviver, value, name, depth + 1);
                if (revived.IsUndefined) value.Delete(e, name);
                else value.Set(e, name, revived);
            }
        return reviver.Call(e, holder, [key, holder.Get(e, key)]);
    }

    private static JsValue Stringify(Evaluation e, JsValue self, JsValue[] args)
    {
        var space = args.Arg(2);
        var indent = space.IsNumber ? new string(' ', (int)Math.Clamp(space.Number, 0, 10)) : space.IsString ? space.Text[..Math.Min(10, space.Text.Length)] : "";
        return JsonText.Write(e, args.Arg(0), indent, args.Arg(1)) is { } text ? e.Made(text) : JsValue.Undefined;
    }
}

/// <summary>Writes a value as JSON text.</summary>
internal sealed class JsonText
{
    private readonly Evaluation _e;
    private readonly StringBuilder _out = new();
    private readonly string _indent;
    private readonly JsFunction? _replacer;
    private readonly List<string>? _only;
    private readonly List<JsObject> _open = [];

    private JsonText(Evaluation e, string indent, JsValue replacer)
    {
        _e = e;
        _indent = indent;
        _replacer = replacer.Function;
        if (replacer.As<JsArray>() is { } names) _only = [.. Iteration.Items(names).Where(n => n.IsString || n.IsNumber).Select(n => JsConvert.ToText(e, n)).Distinct()];
    }

    /// <summary>Null for what JSON has no word for: undefined and functions.</summary>
    public static string? Write(Evaluation e, JsValue value, string indent, JsValue replacer = default)
    {
        var writer = new JsonText(e, indent, replacer);
        var holder = new JsObject(Builtins.ObjectPrototype);
        holder.Define("", value);
        return writer.Write(holder, "", value) ? writer._out.ToString() : null;
    }

    private bool Write(JsObject holder, string key, JsValue value)
    {
        _e.Charge(1);
        if (value.Object is { } asked && asked.Get(_e, "toJSON").Function is { } toJson) value = toJson.Call(_e, value, [key]);
        if (_replacer is not null) value = _replacer.Call(_e, holder, [key, value]);
        if (value.Object is JsBoxed boxed) value = boxed.Value;
        if (value.Object is JsNet net) value = Values.ToText(net.Value)!;
        if (value.IsUndefined || value.IsHole || value.Object is JsFunction) return false;
        if (value.Object is { } target) WriteObject(target);
        else if (value.IsString) Quote(value.Text);
        else Append(value.IsNumber && !double.IsFinite(value.Number) ? "null" : JsConvert.ToText(_e, value));
        return true;
    }

    private void Append(string text)
    {
        _e.Allocate(2L * text.Length);
        _out.Append(text);
        if (_out.Length > _e.Limits.OutputChars * 4L) throw _e.OutOfMemory();
    }

    private void WriteObject(JsObject target)
    {
        if (_open.Contains(target)) throw _e.TypeError("Converting circular structure to JSON");
        _e.CheckDepth(_open.Count);
        _open.Add(target);
        if (target is JsArray array) WriteArray(array);
        else WriteMembers(target);
        _open.RemoveAt(_open.Count - 1);
    }

    private void WriteArray(JsArray array)
    {
        Append("[");
        for (var i = 0; i < array.Items.Count; i++)
        {
            Separate(i == 0);
            if (!Write(array, NumberText.Of(i), array.At(i))) Append("null");
        }
        Close(array.Items.Count > 0, "]");
    }

    private void WriteMembers(JsObject target)
    {
        Append("{");
        var any = false;
        foreach (var key in _only ?? target.OwnKeys())
        {
            var before = _out.Length;
            Separate(!any);
            Quote(key);
            Append(_indent.Length > 0 ? ": " : ":");
            if (Write(target, key, target.Get(_e, key))) any = true;
            else _out.Length = before;
        }
        Close(any, "}");
    }

    private void Separate(bool isFirst)
    {
        if (!isFirst) Append(",");
        if (_indent.Length > 0) NewLine(_open.Count);
    }

    private void Close(bool any, string mark)
    {
        if (any && _indent.Length > 0) NewLine(_open.Count - 1);
        Append(mark);
    }

    private void NewLine(int level)
    {
        Append("\n");
        for (var i = 0; i < level; i++) Append(_indent);
    }

    private void Quote(string text)
    {
        _e.Allocate(2L * text.Length);
        _out.Append('"');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var lonely = char.IsSurrogate(c) && !(char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                                             && !(char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1]));
            _ = c switch
            {
                '"' => _out.Append("\\\""),
                '\\' => _out.Append(@"\\"),
                '\n' => _out.Append(@"\n"),
                '\r' => _out.Append(@"\r"),
                '\t' => _out.Append(@"\t"),
                '\b' => _out.Append(@"\b"),
                '\f' => _out.Append(@"\f"),
                _ when c < ' ' || lonely => _out.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => _out.Append(c),
            };
        }
        _out.Append('"');
    }
}

/// <summary>Reads JSON text, strictly.</summary>
internal sealed class JsonParser(Evaluation e, string text)
{
    private int _at;
    private int _depth;

    public JsValue Parse()
    {
        var value = Value();
        Blank();
        return _at == text.Length ? value : throw Wrong();
    }

    private JsThrow Wrong() => _at >= text.Length
        ? e.SyntaxError("Unexpected end of JSON input")
        : e.SyntaxError($"Unexpected token '{text[_at]}' in JSON at position {_at}");

    private void Blank()
    {
        while (_at < text.Length && text[_at] is (' ' or '\n' or '\r' or '\t')) _at++;
    }

    private JsValue Value()
    {
        e.Charge(1);
        Blank();
        if (_at >= text.Length) throw Wrong();
        switch (text[_at])
        {
            case '{': return Object();
            case '[': return Array();
            case '"': return String();
            case 't': return Word("true", true);
            case 'f': return Word("false", false);
            case 'n': return Word("null", JsValue.Null);
            default: return Number();
        }
    }

    private JsValue Word(string word, JsValue value)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0) throw Wrong();
        _at += word.Length;
        return value;
    }

    private bool Take(char c)
    {
        Blank();
        if (_at >= text.Length || text[_at] != c) return false;
        _at++;
        return true;
    }

    private JsObject Object()
    {
        e.CheckDepth(++_depth);
        e.Allocate(64);
        _at++;
        var made = new JsObject(Builtins.ObjectPrototype);
        for (var first = true; !Take('}'); first = false)
        {
            if (!first && !Take(',')) throw Wrong();
            Blank();
            if (_at >= text.Length || text[_at] != '"') throw Wrong();
            var key = String();
            if (!Take(':')) throw Wrong();
            e.Allocate(48);
            made.Define(key, Value());
        }
        _depth--;
        return made;
    }

    private JsArray Array()
    {
        e.CheckDepth(++_depth);
        e.Allocate(56);
        _at++;
        var items = new List<JsValue>();
        for (var first = true; !Take(']'); first = false)
        {
            if (!first && !Take(',')) throw Wrong();
            e.Allocate(16);
            items.Add(Value());
        }
        _depth--;
        return new JsArray(items);
    }

    private string String()
    {
        var made = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= text.Length || text[_at] < ' ') throw Wrong();
            if (text[_at] == '"') break;
            if (text[_at] == '\\') made.Append(Escaped());
            else made.Append(text[_at]);
        }
        _at++;
        return e.Made(made.ToString());
    }

    private char Escaped()
    {
        if (++_at >= text.Length) throw Wrong();
        switch (text[_at])
        {
            case '"' or '\\' or '/': return text[_at];
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'u' when _at + 4 < text.Length && ushort.TryParse(text.AsSpan(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                _at += 4;
                return (char)code;
            default: throw Wrong();
        }
    }

    private JsValue Number()
    {
        var start = _at;
        if (Peek() == '-') _at++;
        if (Peek() == '0') _at++;
        else Digits();
        if (Peek() == '.')
        {
            _at++;
            Digits();
        }
        if (Peek() is 'e' or 'E')
        {
            _at++;
            if (Peek() is '+' or '-') _at++;
            Digits();
        }
        return double.Parse(text.AsSpan(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private char Peek() => _at < text.Length ? text[_at] : '\0';

    private void Digits()
    {
        if (!char.IsAsciiDigit(Peek())) throw Wrong();
        while (char.IsAsciiDigit(Peek())) _at++;
    }
}
