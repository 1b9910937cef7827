using Petitions.Cases;
using Petitions.Server.Reading;

namespace Petitions.Server.Studio.Trial;

/// <summary>What the page of a trial shows.</summary>
/// <param name="Closed">The state on its way through the page.</param>
public sealed record TrialView(TriedDrawing Drawing, TrialState? State, TrialRun? Run, AskedOrder? Asked, string Closed)
{
    /// <summary>Verbs that need what a trial has not: files, or petitions beside this one.</summary>
    private static readonly HashSet<string> Elsewhere = ["attach", "addPeople", "registerDraft", "succeedUnit"];

    public DefinitionIds Ids => new(Drawing.Stored.DefinitionId);

    /// <summary>The drawing is another one than at the last click.</summary>
    public bool HasMoved => State is not null && State.Mark != Drawing.Mark;

    public Case? Case => Run?.Paper.Case is { RowVersion: > 0 } c ? c : null;

    public IEnumerable<CaseTask> Tasks => Case?.Tasks.Where(t => t.Status == Cases.TaskStatus.Open) ?? [];

    /// <summary>What is open without a task.</summary>
    public IEnumerable<string> AlwaysOpen => Case is not { } c ? [] : RuleBook.Handbook.Rules
        .Where(r => r.Kind is VerbKind.Ambient or VerbKind.Right && r.Fits(c) && (r.States is null || r.States.Contains(c.State))
            && (r.OfferedIn?.Contains(c.State) ?? true) && !Elsewhere.Contains(r.Verb) && Subjects.HoldsOne(c, r.Verb) && r.Verb != "finishTask")
        .Select(r => r.Verb);

    /// <summary>The case as the person in whose place the visitor acts would see it.</summary>
    public CaseFile FileFor(Actor actor) => CaseFiles.Of(Run!.Paper.Loaded, new HashSet<int>(), actor, Drawing.Library.Reference, Local.DateOf(Run.Paper.Now));

    /// <summary>What somebody would be sent: messages inside the application, and what leaves through the outbox.</summary>
    public IEnumerable<(DateTimeOffset At, Notice Notice)> Told => Run!.Paper.Steps.SelectMany(s => s.Result.Notices.Select(n => (s.At, n)));

    public IEnumerable<(DateTimeOffset At, OutboxMessage Message)> Sent => Run!.Paper.Steps.SelectMany(s => s.Result.Outbox.Select(m => (s.At, m)));
}

/// <summary>Addresses of the pages of one process.</summary>
public sealed record DefinitionIds(string DefinitionId)
{
    private string Own => "/studio/definitions/" + Uri.EscapeDataString(DefinitionId);

    public string Edit => Own + "/edit";
    public string Review => Own + "/review";
    public string Trial => Own + "/trial";
    public string Rehearsal => Own + "/rehearsal";
}

/// <summary>One line of the journal of the workflows: a step, and how it was left.</summary>
/// <param name="How">completed, waits, faulted, left.</param>
public sealed record WalkLine(string DefinitionId, string? Name, string Type, string How, IReadOnlyList<string> Outcomes, string? Message)
{
    /// <summary>What happened in a step of the trial, in order; containers are left out.</summary>
    public static IReadOnlyList<WalkLine> Of(PaperStep step, IReadOnlyDictionary<int, string> definitions)
    {
        var containers = step.Result.Journal.Where(j => j.NodeId.Contains(':', StringComparison.Ordinal))
            .Select(j => (j.Instance, j.NodeId[..j.NodeId.LastIndexOf(':')])).ToHashSet();
        return [.. step.Result.Journal.Where(j => !containers.Contains((j.Instance, j.NodeId)) && j.NodeId.Contains(':', StringComparison.Ordinal))
            .GroupBy(j => (j.Instance, j.ActivityInstanceId)).Select(g => Of(g.Last(), definitions[g.Key.Instance]))];
    }

    private static WalkLine Of(JournalRow last, string definition) => new(definition, last.ActivityName, last.ActivityType, last.EventName switch
    {
        "Completed" => "completed",
        "Faulted" => "faulted",
        "Canceled" => "left",
        _ => "waits",
    }, OutcomesOf(last.Payload), last.Message);

    private static IReadOnlyList<string> OutcomesOf(string? payload)
    {
        if (payload is null)
            return [];
        using var json = System.Text.Json.JsonDocument.Parse(payload);
        return json.RootElement.TryGetProperty("outcomes", out var outcomes) ? [.. outcomes.EnumerateArray().Select(o => o.GetString() ?? "")] : [];
    }
}
