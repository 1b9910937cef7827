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
        var value = new JsonParser(e, e.Walk(JsConvert.ToText(e, args.Arg(0)))).Parse();
        if (args.Arg(1).Function is not { } reviver) return value;
        var holder = new JsObject(Builtins.ObjectPrototype);
        holder.Define("", value);
        return Revive(e, reviver, holder, "", 0);
    }

    private static JsValue Revive(Evaluation e, JsFunction reviver, JsObject holder, string key, int depth)
    {
        e.CheckDepth(depth);
        if (holder.Get(e, key).Object is { } value)
            foreach (var name in value.OwnKeys(e))
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
