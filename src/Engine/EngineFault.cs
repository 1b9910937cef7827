namespace Petitions.Engine;

/// <summary>
/// The only exception that a definition can cause while it runs: an expression that fails, a limit that is reached,
/// an input that cannot be converted. The interpreter turns it into an incident; it never harms another instance.
/// </summary>
public class EngineFault(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable word for the kind of fault, one of <see cref="FaultCodes"/> or the code given to the activity Fault.</summary>
    public string Code { get; } = code;

    /// <summary>Line in the script, counted from 1; 0 when the fault has no place in a script.</summary>
    public int Line { get; init; }

    /// <summary>Column in the script, counted from 1; 0 when the fault has no place in a script.</summary>
    public int Column { get; init; }
}

/// <summary>The words under which faults are counted, translated and shown.</summary>
public static class FaultCodes
{
    public const string ScriptSyntax = "SCRIPT_SYNTAX";
    public const string ScriptError = "SCRIPT_ERROR";
    public const string ScriptSteps = "SCRIPT_STEPS";
    public const string ScriptDepth = "SCRIPT_DEPTH";
    public const string ScriptMemory = "SCRIPT_MEMORY";
    public const string ScriptOutput = "SCRIPT_OUTPUT";
    public const string ScriptRegex = "SCRIPT_REGEX";
    public const string ExpressionLanguage = "EXPRESSION_LANGUAGE";
    public const string InputFailed = "INPUT_FAILED";
    public const string Conversion = "CONVERSION";
    public const string ActivityNotFound = "ACTIVITY_NOT_FOUND";
    public const string DefinitionNotFound = "DEFINITION_NOT_FOUND";
    public const string VariableNotFound = "VARIABLE_NOT_FOUND";
    public const string FlowInvalid = "FLOW_INVALID";
    public const string Cron = "CRON_INVALID";
    public const string BurstLength = "BURST_LENGTH";
    public const string Nesting = "NESTING";
    public const string Host = "HOST_MISSING";
}
