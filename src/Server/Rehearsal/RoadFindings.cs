using System.Globalization;
using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>The way through the units: route, transfers and objections, sender, opinion, reports upward, police, papers, who may see it.</summary>
internal static class RoadFindings
{
    private const string Unknown = "nobody knows this expectation";

    public static readonly IReadOnlyDictionary<string, Judge.Finding> All = new Dictionary<string, Judge.Finding>
    {
        ["route"] = (e, _, expected) => Contained(expected, e.TookPart()),
        ["countyDocuments"] = (e, _, expected) => Contained(expected, Papers.Attached(e)),
        ["firstAssigned"] = (e, _, _) => e.Case.Transfers.FirstOrDefault()?.To ?? Evidence.None,
        ["transfers"] = (e, path, _) => Transferred(e, path),
        ["objection"] = (e, path, _) => Objected(e, path[1]),
        ["extension"] = (e, path, _) => path.Length == 1 ? Evidence.Day(e.Chronicle.DoneOn("requestExtension")) : Extension(e, path[1]),
        ["sender"] = (e, path, _) => path[1] == "unit" ? e.Case.Sender?.Unit ?? Evidence.None : Evidence.Day(e.Case.Sender?.ReceivedOn),
        ["externalRef"] = (e, _, _) => e.Case.Sender?.Reference ?? Evidence.None,
        ["replyToSender"] = (e, _, _) => Evidence.Truth(e.Case.Sender is { ReplyWanted: true, RepliedAt: not null }),
        ["replyToSenderOn"] = (e, _, _) => Evidence.Day(e.Case.Sender?.RepliedAt),
        ["duplicateOf"] = (e, _, expected) => e.Case.Links.Any(l => l.Number == e.Numbers.GetValueOrDefault(expected.GetString()!)) ? Evidence.Text(expected) : "not linked",
        ["decidedBy"] = (e, _, _) => e.Case.Links.LastOrDefault()?.DecidedBy ?? Evidence.None,
        ["issuingBody"] = (e, _, _) => IssuingBody(e) ?? Evidence.None,
        ["reviewBody"] = (e, _, _) => e.Reference.Unit(IssuingBody(e))?.ReviewBy ?? Evidence.None,
        ["opinion"] = (e, _, expected) => Opinion(e, expected.GetString()!),
        ["opinionResult"] = (e, _, _) => string.Join(", ", e.Case.Parts.Where(p => !p.Diverted).Select(p => p.Result)),
        ["parts"] = (e, path, _) => Part(e, path),
        ["leadCase"] = (e, _, expected) => e.Case.Flags.LeadCase ? Evidence.Text(expected) : Evidence.None,
        ["reportUp"] = (e, _, _) => Evidence.Truth(e.Case.UpReports.Count > 0),
        ["reportUpTo"] = (e, _, expected) => Contained(expected, e.Case.UpReports.SelectMany(r => r.To).ToHashSet()),
        ["police"] = (e, _, _) => Evidence.Truth(PoliceTold(e) is not null),
        ["policeToldAt"] = (e, _, _) => Evidence.Minute(PoliceTold(e)),
        ["policeWithin"] = (e, _, expected) => PoliceTold(e) - e.Case.ReceivedAt <= System.Xml.XmlConvert.ToTimeSpan(expected.GetString()!)
            ? Evidence.Text(expected) : Evidence.Minute(PoliceTold(e)),
        ["policeReceiptOn"] = (e, _, _) => Evidence.Minute(e.Case.Ending == "T15d" ? e.Case.AnsweredAt : null),
        ["contactedAt"] = (e, _, _) => Evidence.Minute(e.Case.Emergency?.ContactedAt),
        ["onSiteAt"] = (e, _, _) => Evidence.Minute(e.Case.Emergency?.OnSiteAt),
        ["event"] = (e, path, _) => path[1] == "on" ? Evidence.Day(e.Case.Harms.FirstOrDefault()?.On) : Unknown,
        ["hearing"] = (e, path, _) => path[1] == "held" ? Evidence.Day(e.Case.Hearings.FirstOrDefault()?.From) : Evidence.Truth(e.Case.Hearings.Count > 0),
        ["recusal"] = (e, path, _) => path[1] == "person" ? e.Case.Recused.FirstOrDefault() ?? Evidence.None : e.Case.Handler ?? Evidence.None,
        ["channelRefusal"] = (e, path, _) => path[1] == "by" ? e.Case.RefusedChannels.FirstOrDefault()?.By ?? Evidence.None : Evidence.Day(e.Case.RefusedChannels.FirstOrDefault()?.On),
        ["unitSuccession"] = (e, _, expected) => Contained(expected, e.TookPart()),
        ["mergedCalls"] = (e, _, _) => CallersAnswered(e).ToString(CultureInfo.InvariantCulture),
        ["incident"] = (e, _, _) => Evidence.Truth(e.Case.PeopleCount > 1 && e.Case.Emergency is not null),
        ["sealed"] = (e, _, _) => Evidence.Truth(e.Case.Flags.Sealed),
        ["confidential"] = (e, _, _) => Evidence.Truth(e.Case.Flags.Confidential),
        ["privacy"] = (e, _, expected) => e.Case.Flags.Restricted && expected.GetString()!.StartsWith("restricted", StringComparison.Ordinal) ? Evidence.Text(expected) : "open",
        ["visibleTo"] = (e, _, expected) => VisibleTo(e, expected),
    };

    /// <summary>The expectation itself if each of its members is there; else those that are missing.</summary>
    public static string Contained(JsonElement expected, IReadOnlySet<string> found)
    {
        var wanted = expected.ValueKind == JsonValueKind.Array ? expected.EnumerateArray().Select(Evidence.Text).ToList() : [Evidence.Text(expected)];
        var missing = wanted.Where(w => !found.Contains(w)).ToList();
        return missing.Count == 0 ? Evidence.Text(expected) : $"without {string.Join(", ", missing)}";
    }

    private static string Transferred(Evidence e, string[] path)
    {
        if (e.Case.Transfers.ElementAtOrDefault(int.Parse(path[1], CultureInfo.InvariantCulture)) is not { } transfer)
            return "no such transfer";
        return path[2] switch { "from" => transfer.From, "to" => transfer.To, "receivedOn" => Evidence.Day(transfer.ReceivedAt), _ => Unknown };
    }

    private static string Objected(Evidence e, string member)
    {
        var objection = e.Case.Transfers.FirstOrDefault(t => t.Objection is not null)?.Objection;
        var tried = e.Chronicle.Given.FirstOrDefault(g => g.Step.Give == "raiseObjection");
        return member switch
        {
            "raisedOn" => Evidence.Day(objection?.RaisedAt ?? tried?.Step.At),
            "allowed" => Evidence.Truth(objection is not null),
            "accepted" => Evidence.Truth(objection?.Accepted == true),
            "decidedOn" => Evidence.Day(e.Chronicle.DoneOn("decideObjection")),
            _ => Unknown,
        };
    }

    private static string Extension(Evidence e, string member)
    {
        var asked = e.Chronicle.Given.FirstOrDefault(g => g.Step.Give == "requestExtension");
        return member switch
        {
            "requestedOn" => Evidence.Day(asked?.Step.At),
            "requestedBy" => asked?.Step.By ?? Evidence.None,
            "allowed" => Evidence.Truth(asked?.Done == true),
            _ => Unknown,
        };
    }

    /// <summary>Whoever issued the opinion; for an agreement that ends a claim, the body of the unit that handled.</summary>
    private static string? IssuingBody(Evidence e) => e.Case.Opinion?.IssuingBody ?? e.Reference.BodyOf(e.Case.HandlingUnit)?.Code;

    /// <summary>The sample's sentence begins with the result.</summary>
    private static string Opinion(Evidence e, string expected)
    {
        // As the opinion itself had it, whatever a review made of it.
        var before = e.Case.Reviews.FirstOrDefault(r => r.FormerResults.Count > 0)?.FormerResults;
        var results = e.Case.Parts.Where(p => !p.Diverted).Select(p => before?.GetValueOrDefault(p.No) ?? p.Result).ToList();
        var holds = expected.Split(':', '(')[0].Trim() switch
        {
            "supported" => results.All(r => r == "supported"),
            "partly supported" => results.Contains("supported"),
            "explained" => results.All(r => r == "explained"),
            "not supported" => results.All(r => r == "notSupported"),
            _ => false,
        };
        return holds ? expected : string.Join(", ", results);
    }

    private static string Part(Evidence e, string[] path)
    {
        if (e.Case.Part(int.Parse(path[1], CultureInfo.InvariantCulture) + 1) is not { } part)
            return "no such part";
        return string.Join('.', path[2..]) switch
        {
            "nature" => part.Nature,
            "result" => part.Result ?? Evidence.None,
            "owner" => part.Owner ?? Evidence.None,
            "divert.to" => part.DivertedTo ?? Evidence.None,
            "divert.basis" => part.DivertBasis ?? Evidence.None,
            "divert.writtenGuidance" => Evidence.Truth(e.Case.Documents.Any(d => d.Kind == "diversion-notice")),
            _ => Unknown,
        };
    }

    /// <summary>Callers who stand on the record by themselves and each got the reply.</summary>
    private static int CallersAnswered(Evidence e) =>
        e.Case.Documents.Where(d => d.Kind == "result-reply").SelectMany(d => d.Services).Select(s => s.Recipient).Distinct()
            .Count(to => e.Case.People.Any(p => to == $"P:{p.No}"));

    private static DateTimeOffset? PoliceTold(Evidence e) =>
        e.Case.PoliceToldAt ?? e.Case.Transfers.FirstOrDefault(t => e.Reference.Unit(t.To)?.Kind is "police" or "police-office")?.SentAt;

    /// <summary>Nobody without one of the roles may read it.</summary>
    private static string VisibleTo(Evidence e, JsonElement roles)
    {
        var allowed = roles.EnumerateArray().Select(r => r.GetString()!).ToHashSet();
        var readers = e.Reference.People.Values.Where(p => Cases.Access.MayRead(new Actor(p.Id, p.Roles, p.Unit), e.Case, e.Reference)).ToList();
        var others = readers.Where(p => !p.Roles.Any(allowed.Contains)).Select(p => p.Id).ToList();
        return others.Count == 0 && allowed.All(r => readers.Any(p => p.Roles.Contains(r))) ? Evidence.Text(roles) : $"also {string.Join(", ", others)}";
    }
}
