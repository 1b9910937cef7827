using Petitions.Cases;

namespace Petitions.Storage;

/// <summary>From the code in a row back to the state.</summary>
internal static class StateCodes
{
    private static readonly Dictionary<string, CaseState> _states = Enum.GetValues<CaseState>().ToDictionary(s => s.Code());

    public static CaseState Of(string code) => _states[code];
}
