using System.Globalization;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>The mediation file: consent, agreement or end, promises, judicial confirmation.</summary>
internal static class MediationFindings
{
    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding> { ["mediation"] = Find };

    private static string Find(Evidence evidence, string[] path, JsonElement expected)
    {
        if (path[1] == "offered")
            return Evidence.Truth(evidence.Case.Mediations.Count > 0);
        if (path[1] == "dissuasionBy")
            return string.Join(", ", evidence.Case.Dissuasions.Select(d => d.By));
        return evidence.Case.Mediations.LastOrDefault() is { } file ? OfFile(evidence, file, path) : "no mediation";
    }

    private static string OfFile(Evidence evidence, MediationFile file, string[] path) => path[1] switch
    {
        "kind" => file.Kind == MediationFile.Police ? "public-security" : file.Kind,
        "result" => file.Agreement is not null ? "agreement" : file.End is not null ? "terminated" : "still open",
        "form" => file.Agreement?.Form ?? Evidence.None,
        "insideClaim" => Evidence.Truth(file.InsideClaim),
        "by" => file.Committee ?? Evidence.None,
        "consentOn" => Evidence.Day(file.Consents.Count > 0 && file.RefusedBy is null ? file.Consents.Max(c => c.At) : null),
        "endNoticeServedOn" => Evidence.Day(evidence.ServedAt("mediation-end-notice")),
        "mustInformLegalRoutes" => Evidence.Truth(file.End?.OtherWays.Contains("court") == true),
        "agreementInForceOn" => Evidence.Day(file.Agreement?.InForceOn),
        "recordRequired" => Evidence.Truth(file.Agreement?.OralRecord is not null && WasRefused(evidence, "ORAL_AGREEMENT_RECORD_MISSING")),
        "oralAttempt" => OralAttempt(evidence, path[2]),
        "judicialConfirmation" => Confirmed(evidence, file, path[2]),
        "state" => file.Status.ToString().ToUpperInvariant(),
        "breachedOn" => Evidence.Day(file.BreachedOn),
        "enforcementToldOn" => Evidence.Day(file.EnforcementToldAt),
        "performanceCheckOn" or "performanceDue" => Evidence.Day(file.Performance.Max(p => p.KeepBy)),
        "performedOn" => Evidence.Day(file.Performance.Max(p => p.DoneOn)),
        "performed" => Evidence.Truth(file.Performance.Count > 0 && file.Performance.All(p => p.DoneOn <= p.KeepBy)),
        "performance" => Promise(file, path),
        _ => "nobody knows this expectation",
    };

    private static string Confirmed(Evidence evidence, MediationFile file, string member) => member switch
    {
        "requestedOn" => Evidence.Day(file.Confirmation?.AskedOn),
        "acceptedOn" => Evidence.Day(file.Confirmation?.AcceptedOn),
        "confirmedOn" => Evidence.Day(file.Confirmation?.ConfirmedOn),
        "allowed" => Evidence.Truth(evidence.Case.Clocks.Any(c => c.Code == "CLK-JC30" && !c.WasMissed)),
        _ => "nobody knows this expectation",
    };

    private static string OralAttempt(Evidence evidence, string member)
    {
        var attempt = evidence.Chronicle.Given.FirstOrDefault(g => g.Order is RecordAgreement { Form: Agreement.Oral });
        return member == "on" ? Evidence.Day(attempt?.Step.At) : Evidence.Truth(attempt?.Refusal is not null);
    }

    private static string Promise(MediationFile file, string[] path)
    {
        if (file.Performance.ElementAtOrDefault(int.Parse(path[2], CultureInfo.InvariantCulture)) is not { } item)
            return "no such promise";
        return path[3] switch
        {
            "due" => Evidence.Day(item.KeepBy),
            "amount" => item.Amount?.ToString("0.##", CultureInfo.InvariantCulture) ?? Evidence.None,
            "paidOn" => Evidence.Day(item.DoneOn),
            _ => "nobody knows this expectation",
        };
    }

    private static bool WasRefused(Evidence evidence, string code) => evidence.Chronicle.Given.Any(g => g.Refusal == code);
}
