using Petitions.Cases;
using Petitions.Server.Reading;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Instances;

/// <summary>An instance as one reader stands to it.</summary>
/// <param name="Reader">With the roles of the absent person for whom she reads, if any.</param>
/// <param name="MayRead">The case itself is open to her: a link leads there.</param>
/// <param name="MayMend">She may retry, skip and cancel.</param>
public sealed record InstanceSeen(
    InstanceLine Line, Case Case, InstanceInside Inside, InstanceMask Mask, Actor Reader, Reference Reference, bool MayRead, bool MayMend)
{
    /// <summary>Neither over nor failed.</summary>
    public bool IsRunning => Line.Status == "Running";

    /// <summary>Null for drafts and where the reader may not know it.</summary>
    public string? Number => MayRead || !Case.Flags.Confidential ? Case.Number : null;

    /// <summary>What it failed at; null while it is not parked, and for one that was lost.</summary>
    public InstanceIncident? Incident => Line.Parked && Inside.Incidents.Count > 0 ? Inside.Incidents[^1] : null;
}

/// <summary>Who may look into which instance, how much of it they see, and what those may do who mend it.</summary>
public sealed class InstanceDesk(InstanceBook book, InstanceList list, LibrarySource library, CaseDesk desk, TimeProvider time)
{
    private static readonly Rule Mending = RuleBook.Handbook.For("retryWorkflow")!;

    /// <summary>Designers and supervisors see that every process runs, also where they may not read the case; of sealed ones nobody sees anything.</summary>
    public static bool Oversees(Actor actor) => actor.HasAny(StudioPeople.Designers);

    /// <summary>Opens an instance. A reading of a sealed case is written down first, unless nothing but its state is asked for.</summary>
    /// <exception cref="Refused">NOT_FOUND: there is none, or it does not exist for this person.</exception>
    public async Task<InstanceSeen> OpenAsync(string id, Actor actor, Texts texts, CancellationToken token, bool stateOnly = false)
    {
        var opened = await book.FindAsync(id, actor, token) ?? throw Refusals.NotThere();
        var (c, current) = (opened.Case, await library.CurrentAsync(token));
        var reader = Delegation.Reading(actor, c, current.Reference, Local.DateOf(time.GetUtcNow()));
        var mayRead = Cases.Access.MayRead(reader, c, current.Reference);
        if (!mayRead && (c.Flags.Sealed || !Oversees(actor)))
            throw Refusals.NotThere();
        if (c.Flags.Sealed && !stateOnly)
            await book.LogReadingAsync(c, actor, token);
        var inside = InstanceInside.Of(current.Workflows, opened.Line.DefinitionVersionId, opened.State);
        var mask = new InstanceMask(mayRead && SeesWhole(reader, c, current.Reference), inside.Json, texts);
        return new(opened.Line, c, inside, mask, reader, current.Reference, mayRead, mayRead && Cases.Access.MayGive(Mending, reader, c, current.Reference));
    }

    /// <summary>True if the instance exists for this person.</summary>
    public async Task<bool> IsThereAsync(string id, Actor actor, CancellationToken token)
    {
        try
        {
            await OpenAsync(id, actor, Texts.Chinese, token, stateOnly: true);
            return true;
        }
        catch (Refused refused) when (refused.Status == 404)
        {
            return false;
        }
    }

    public Task<int> CountParkedAsync(Actor actor, CancellationToken token) => list.CountParkedAsync(actor, Oversees(actor), token);

    /// <summary>Retries, skips or cancels: an order to the case like any other.</summary>
    /// <param name="verb">retryWorkflow, skipWorkflowStep or cancelWorkflow.</param>
    /// <exception cref="Refused">NOT_FOUND, NOT_YOUR_ROLE, STALE_VERSION, WORKFLOW_NOT_PARKED, REASON_REQUIRED, FIELD_INVALID (outcome, do).</exception>
    public async Task MendAsync(InstanceSeen seen, string verb, string? outcome, string? reason, Actor actor, DeskTerms terms, CancellationToken token)
    {
        if (!seen.MayMend)
            throw Refusals.NotYourRole(verb);
        Command order = verb switch
        {
            "retryWorkflow" => new RetryWorkflow(seen.Line.No),
            "skipWorkflowStep" => new SkipWorkflowStep(seen.Line.No, outcome, reason),
            "cancelWorkflow" => new CancelWorkflow(seen.Line.No, reason),
            _ => throw Refusals.FieldInvalid("do", "word"),
        };
        await desk.GiveAsync(seen.Case.Key, order, actor, terms, token);
    }

    /// <summary>Ids are codes, but a text that somebody drew may hold a name: who sees the file only in part sees no values.</summary>
    internal static bool SeesWhole(Actor reader, Case c, Reference reference)
    {
        var sight = new Sight(reader, c, reference);
        return !sight.IsKeptFrom && !sight.IsProtectedFrom && !Cases.Access.SeesExtractOnly(reader, c, reference) && (!c.Flags.Sealed || reader.Has(Roles.Discipline));
    }
}
