using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>An incident as it is opened.</summary>
/// <param name="Name">What happened, in a few words; no names of people.</param>
public sealed record NewIncident(string? Name, string? Place, string? Category, DateTimeOffset? HappenedAt = null);

/// <summary>One text to everybody of an incident.</summary>
/// <param name="Result">done, partlyDone, notDone: also ends the service orders in handling (T15a). Null: everybody is told, nothing ends.</param>
/// <param name="Proof">How all were reached; recorded for each person.</param>
public sealed record NewIncidentAnswer(string? Text, string? Result = null, string? Why = null, ServiceProof? Proof = null);

/// <param name="Suggested">Petitions that may belong to it; a person puts them in.</param>
public sealed record IncidentView(
    Incident Incident, IReadOnlyList<IncidentPetition> Petitions, IReadOnlyList<IncidentPetition> Suggested, IReadOnlyList<IncidentAnswer> Answers,
    IReadOnlyList<IncidentTurn> Last, IncidentRecord? Record);

/// <summary>Counted once and many: incidents, their petitions, the people behind these.</summary>
public sealed record IncidentCounts(int Incidents, int Petitions, int People);

/// <summary>
/// Where incidents are opened, petitions put in and taken out, and all of them answered with one text. Every order to a petition goes through
/// the desk of the cases, as the person who gave it, under a key of its own: repeating changes nothing.
/// </summary>
public sealed class IncidentDesk(IncidentRegister incidents, CaseDesk desk, LibrarySource library, TurnedClock clock)
{
    private const int LongestName = 100, LongestText = 4000;
    private static readonly string[] Results = ["done", "partlyDone", "notDone"];

    /// <exception cref="Refused">NOT_YOUR_ROLE, FIELD_INVALID, RECEIVED_IN_FUTURE.</exception>
    public async Task<IncidentView> OpenAsync(NewIncident order, Actor actor, CancellationToken token)
    {
        Require(actor);
        var reference = (await library.CurrentAsync(token)).Reference;
        var name = Given(order.Name, "name", LongestName);
        Check(reference.Unit(order.Place) is not null, "place");
        Check(order.Category is { } code && reference.Categories.TryGetValue(code, out var category) && category is { IsGroup: false, Sealed: false, Confidential: false }, "category");
        var at = order.HappenedAt ?? clock.GetUtcNow();
        if (at > clock.GetUtcNow())
            throw Refusals.HappenedInFuture();
        var number = await incidents.OpenAsync(actor.Unit!, name, order.Place!, order.Category!, at, actor.Id, token);
        return await ViewAsync(number, actor, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public async Task<IReadOnlyList<Incident>> ListAsync(Actor actor, CancellationToken token)
    {
        Require(actor);
        var reference = (await library.CurrentAsync(token)).Reference;
        return [.. (await incidents.ListAsync(actor, token)).Where(i => IsSeenBy(actor, i, reference))];
    }

    /// <summary>One incident counts once, however many petitions it has.</summary>
    public static IncidentCounts Count(IReadOnlyList<Incident> found) => new(found.Count, found.Sum(i => i.Petitions), found.Sum(i => i.People));

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND.</exception>
    public async Task<IncidentView> ViewAsync(string number, Actor actor, CancellationToken token)
    {
        var incident = await FindAsync(number, actor, token);
        var answers = await incidents.AnswersAsync(number, token);
        var petitions = await incidents.PetitionsAsync(number, actor, token);
        var mine = petitions.Select(p => p.Number).ToHashSet();
        var last = answers.Count == 0 ? [] : (await incidents.TurnsAsync(number, answers[0].No, token)).Where(t => mine.Contains(t.CaseNumber)).ToList();
        return new(incident, petitions, await incidents.SuggestedAsync(incident, actor, token), answers, last, await incidents.RecordAsync(number, token));
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, ALREADY_IN_INCIDENT, INCIDENT_NOT_ALLOWED, WRONG_STATE.</exception>
    public async Task PutInAsync(string number, string petition, Actor actor, CancellationToken token)
    {
        await FindAsync(number, actor, token);
        await desk.GiveAsync(petition, new JoinIncident(number), actor, DeskTerms.None, token);
    }

    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, NOT_IN_INCIDENT, REASON_REQUIRED.</exception>
    public async Task TakeOutAsync(string number, string petition, string? reason, Actor actor, CancellationToken token)
    {
        await FindAsync(number, actor, token);
        await desk.GiveAsync(petition, new LeaveIncident(number, reason), actor, DeskTerms.None, token);
    }

    /// <summary>Writes the answer down and carries it to every petition that the person may see.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, FIELD_INVALID, RESULT_REQUIRED, SERVICE_PROOF_REQUIRED, INCIDENT_EMPTY; nothing is written then.</exception>
    public async Task<IncidentView> AnswerAsync(string number, NewIncidentAnswer order, Actor actor, CancellationToken token)
    {
        await FindAsync(number, actor, token);
        var text = Given(order.Text, "text", LongestText);
        if (order.Result is { } result && !Results.Contains(result))
            throw Refusals.ResultRequired();
        if (order.Result is "partlyDone" or "notDone" && string.IsNullOrWhiteSpace(order.Why))
            throw Refusals.ResultRequired("why");
        if (order.Proof is not { } proof || !Documents.IsProof(proof, oralAllowed: true))
            throw Refusals.ServiceProofRequired();
        var petitions = (await incidents.PetitionsAsync(number, actor, token)).Select(p => p.Number).ToList();
        if (petitions.Count == 0)
            throw Refusals.IncidentEmpty();
        await incidents.AnswerAsync(number, text, order.Result, order.Why, proof.Way, proof.Proof?.Value, petitions, actor.Id, token);
        await CarryAsync(token);
        return await ViewAsync(number, actor, token);
    }

    /// <summary>Carries every answer that has not reached everybody; returns the number of petitions whose turn came.</summary>
    public async Task<int> CarryAsync(CancellationToken token)
    {
        var turns = 0;
        foreach (var (number, answer) in await incidents.UnfinishedAsync(token))
        {
            if (ActorOf(answer.ByPerson, (await library.CurrentAsync(token)).Reference) is not { } actor)
                continue;
            foreach (var turn in (await incidents.TurnsAsync(number, answer.No, token)).Where(t => t.Outcome is null))
            {
                var (outcome, told) = await CarryAsync(number, answer, turn.CaseNumber, actor, token);
                await incidents.SettleAsync(number, answer.No, turn.CaseNumber, outcome, told, token);
                turns++;
            }
        }
        return turns;
    }

    /// <summary>One three-not-let-go record for all petitions: the open one of the petition that is named.</summary>
    /// <exception cref="Refused">NOT_YOUR_ROLE, NOT_FOUND, NOT_IN_INCIDENT, ACCOUNTABILITY_NOT_FOUND; INCIDENT_HAS_RECORD.</exception>
    public async Task<IncidentView> ShareRecordAsync(string number, string petition, Actor actor, CancellationToken token)
    {
        await FindAsync(number, actor, token);
        if (await incidents.RecordAsync(number, token) is { } record && record.Lead != petition)
            throw Refusals.IncidentHasRecord(record.Lead);
        await desk.GiveAsync(petition, new ShareAccountability(number), actor, DeskTerms.None, token);
        await CarryRecordsAsync(token);
        return await ViewAsync(number, actor, token);
    }

    /// <summary>Tells every petition of an incident how the one record stands; returns how many heard.</summary>
    public async Task<int> CarryRecordsAsync(CancellationToken token)
    {
        var untold = await incidents.UntoldAsync(token);
        foreach (var one in untold)
            await desk.GiveAsync(one.Number, new CoverByIncident(one.Incident, one.Lead, one.Record, one.Passed), Actor.System, DeskTerms.None, token);
        return untold.Count + await WeighRecordsAsync(token);
    }

    /// <summary>The sheet of a record for all is the one that all of them call for; returns how many became full ones.</summary>
    private async Task<int> WeighRecordsAsync(CancellationToken token)
    {
        var grown = (await incidents.SmallSharedAsync(token)).Where(r => !Triggers.IsSmall(r.People, r.Hurt, r.Triggers)).ToList();
        foreach (var r in grown)
            await desk.GiveAsync(r.Lead, new WeighSharedAccountability(r.Incident, r.Record, r.People, r.Hurt, r.Triggers), Actor.System, DeskTerms.None, token);
        return grown.Count;
    }

    /// <summary>First everybody is told; then the work order is ended by the same words, where that is possible.</summary>
    private async Task<(string Outcome, int Told)> CarryAsync(string number, IncidentAnswer answer, string petition, Actor actor, CancellationToken token)
    {
        var key = $"{number}/{answer.No}/{petition}";
        ServiceProof Proof() => new(answer.Way, answer.Proof);
        int told;
        try
        {
            var receipt = await desk.GiveAsync(petition, new AnswerIncident(number, answer.No, answer.Body, Proof()), actor, new DeskTerms(IdempotencyKey: key + "/told"), token);
            told = receipt.Events.Count(e => e == nameof(DocumentServed));
        }
        catch (Refused refused)
        {
            return (refused.Code, 0);
        }
        if (answer.Result is null)
            return ("told", told);
        try
        {
            await desk.GiveAsync(petition, new ReportResult(answer.Result, answer.Body, answer.Why, Proof()), actor, new DeskTerms(IdempotencyKey: key + "/result"), token);
            return ("answered", told);
        }
        catch (Refused)
        {
            // Not a work order, not in handling yet, or another's: its people have been told, its own road goes on.
            return ("told", told);
        }
    }

    private async Task<Incident> FindAsync(string number, Actor actor, CancellationToken token)
    {
        Require(actor);
        var incident = await incidents.FindAsync(number, actor, token);
        return incident is not null && IsSeenBy(actor, incident, (await library.CurrentAsync(token)).Reference) ? incident : throw Refusals.NotThere();
    }

    /// <summary>Whoever works for its place or unit, opened it, or has a petition of it.</summary>
    private static bool IsSeenBy(Actor actor, Incident incident, Reference reference)
    {
        var scope = Cases.Access.ScopeOf(actor, reference);
        return incident.Petitions > 0 || incident.OpenedBy == actor.Id || scope.Units.Contains(incident.Unit)
            || scope.Areas.Any(a => reference.IsWithin(incident.Place, a) || reference.IsWithin(incident.Unit, a));
    }

    private static Actor? ActorOf(string id, Reference reference) => reference.Person(id) is { } person ? new(person.Id, person.Roles, person.Unit) : null;

    private static string Given(string? text, string field, int longest) =>
        string.IsNullOrWhiteSpace(text) ? throw Refusals.FieldInvalid(field, "required")
        : text.Length > longest ? throw Refusals.FieldInvalid(field, "tooLong") : text.Trim();

    private static void Check(bool holds, string field)
    {
        if (!holds)
            throw Refusals.FieldInvalid(field, "word");
    }

    private static void Require(Actor actor)
    {
        if (!actor.HasAny(Rooms.Incidents))
            throw Refusals.NotYourRole("incidents");
    }
}
