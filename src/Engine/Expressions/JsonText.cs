using System.Globalization;
using System.Text;

namespace Petitions.Engine.Expressions;

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
        if (replacer.As<JsArray>() is { } some) e.Charge(some.Items.Count);
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
        if (value.IsUndefined || value.IsHole || value.IsSymbol || value.Object is JsFunction) return false;
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
        if (target is JsArray { IsArguments: false } array) WriteArray(array);
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
        foreach (var key in _only ?? target.OwnKeys(_e))
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
