using System.Text;

namespace Petitions.Engine.Expressions;

/// <summary>Elsa's own functions, under Elsa's names.</summary>
internal static class ElsaFunctions
{
    private static readonly Dictionary<string, JsNative> Known = [];

    static ElsaFunctions()
    {
        AddData();
        AddIdentity();
        AddTexts();
        AddBytes();
        foreach (var function in Known.Values) function.Share();
    }

    public static JsObject? Find(string name) => Known.GetValueOrDefault(name);

    private static void Add(string name, int length, Func<ScriptHost, Evaluation, JsValue[], JsValue> code) =>
        Known[name] = new JsNative(name, length, (e, _, a) => code((ScriptHost)e.Host!, e, a));

    private static string Text(Evaluation e, JsValue[] args, int index = 0) => e.Look(JsConvert.ToText(e, args.Arg(index)));

    private static JsValue OrNull(string? text) => text is null ? JsValue.Null : text;

    private static void AddData()
    {
        Add("getVariable", 1, static (host, e, a) => host.Variable(e, Text(e, a)));
        Add("setVariable", 2, static (host, e, a) =>
        {
            host.SetVariable(e, Text(e, a), a.Arg(1));
            return JsValue.Undefined;
        });
        Add("getInput", 1, static (host, e, a) => Marshal.In(e, Scopes.WorkflowInput(host.Context, Text(e, a))));
        Add("getOutputFrom", 2, static (host, e, a) =>
        {
            var node = Scopes.FindActivity(host.Context.Node, Text(e, a)) ?? throw e.Throw(Builtins.MakeError("Error", "Activity not found."));
            return Marshal.In(e, host.Context.RecordedOutput(node, a.Arg(1).IsNullish ? "Result" : Text(e, a, 1)));
        });
        Add("getLastResult", 0, static (host, e, _) => Marshal.In(e, host.Context.Burst.LastResult));
    }

    private static void AddIdentity()
    {
        Add("getWorkflowDefinitionId", 0, static (host, _, _) => host.Context.Burst.Graph.Definition.DefinitionId);
        Add("getWorkflowDefinitionVersionId", 0, static (host, _, _) => host.Context.Burst.Graph.Definition.Id);
        Add("getWorkflowDefinitionVersion", 0, static (host, _, _) => host.Context.Burst.Graph.Definition.Version);
        Add("getWorkflowInstanceId", 0, static (host, _, _) => host.Context.InstanceId);
        Add("getCorrelationId", 0, static (host, _, _) => OrNull(host.Context.CorrelationId));
        Add("setCorrelationId", 1, static (host, e, a) =>
        {
            host.Context.CorrelationId = a.Arg(0).IsNullish ? null : Text(e, a);
            return JsValue.Undefined;
        });
        Add("getWorkflowInstanceName", 0, static (host, _, _) => OrNull(host.Context.InstanceName));
        Add("setWorkflowInstanceName", 1, static (host, e, a) =>
        {
            host.Context.InstanceName = a.Arg(0).IsNullish ? null : Text(e, a);
            return JsValue.Undefined;
        });
    }

    private static void AddTexts()
    {
        Add("isNullOrWhiteSpace", 1, static (_, e, a) => a.Arg(0).IsNullish || string.IsNullOrWhiteSpace(Text(e, a)));
        Add("isNullOrEmpty", 1, static (_, e, a) => a.Arg(0).IsNullish || Text(e, a).Length == 0);
        Add("toJson", 1, static (_, e, a) => e.Made(Values.ToElsaJson(Marshal.Out(e, a.Arg(0)))));
        Add("newGuid", 0, static (_, e, _) => NetTypes.NewGuid(e));
        Add("newGuidString", 0, static (_, e, _) => Values.ToText(NetTypes.NewGuid(e).Value)!);
        Add("getGuidString", 0, static (_, e, _) => Values.ToText(NetTypes.NewGuid(e).Value)!);
        Add("newShortGuid", 0, static (_, e, _) => ShortGuid(e));
        Add("getShortGuid", 0, static (_, e, _) => ShortGuid(e));
        Add("parseGuid", 1, static (_, e, a) => NetTypes.ParseGuid(e, a.Arg(0)));
    }

    private static string ShortGuid(Evaluation e) =>
        string.Concat(Convert.ToBase64String(((Guid)NetTypes.NewGuid(e).Value).ToByteArray()).Where(char.IsAsciiLetterOrDigit));

    private static void AddBytes()
    {
        Add("bytesToString", 1, static (_, e, a) => e.Made(Encoding.UTF8.GetString(NetTypes.Bytes(e, a.Arg(0)))));
        Add("bytesFromString", 1, static (_, e, a) => Net(e, NetTypes.Bytes(e, Text(e, a))));
        Add("bytesToBase64", 1, static (_, e, a) => e.Made(Convert.ToBase64String(NetTypes.Bytes(e, a.Arg(0)))));
        Add("bytesFromBase64", 1, static (_, e, a) => Net(e, NetTypes.FromBase64(e, a.Arg(0))));
        Add("stringToBase64", 1, static (_, e, a) => e.Made(Convert.ToBase64String(NetTypes.Bytes(e, Text(e, a)))));
        Add("stringFromBase64", 1, static (_, e, a) => e.Made(Encoding.UTF8.GetString(NetTypes.FromBase64(e, a.Arg(0)))));
        Add("readStreamAsText", 1, static (_, e, a) => e.Made(Encoding.UTF8.GetString(NetTypes.Bytes(e, a.Arg(0)))));
        Add("streamToBytes", 1, static (_, e, a) => Net(e, NetTypes.Bytes(e, a.Arg(0))));
        Add("streamToBase64", 1, static (_, e, a) => e.Made(Convert.ToBase64String(NetTypes.Bytes(e, a.Arg(0)))));
    }

    private static JsNet Net(Evaluation e, byte[] bytes)
    {
        e.Allocate(bytes.Length + 24);
        return new JsNet(bytes);
    }
}
