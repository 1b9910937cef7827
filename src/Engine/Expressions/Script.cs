namespace Petitions.Engine.Expressions;
internal sealed class Script(string source)
{
    public string Source { get; } = source;
    public EngineFault? Defect => null;
    public static Script Compile(string source) => new(source);
}
internal static class ScriptHost
{
    public static object? Run(Script script, ActivityContext context, List<string>? outcomes = null) =>
        throw new EngineFault(FaultCodes.ExpressionLanguage, "JavaScript comes with the next commit." + script.Source + context.Id + outcomes);
}
