using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

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
