using Petitions.Cases;
using Petitions.Server.Reading;
using Petitions.Server.Studio.Instances;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Api;

/// <summary>What may be read of cases: by number for who may.</summary>
public sealed class CaseReads(CaseFolders folders, LibrarySource library, TurnedClock clock)
{
    /// <exception cref="Refused">NOT_FOUND, also for a case that is sealed to the reader.</exception>
    public async Task<CaseFile> FileAsync(string number, Actor actor, CancellationToken token) => (await WholeAsync(number, actor, token)).File;

    /// <exception cref="Refused">NOT_FOUND.</exception>
    public async Task<(CaseFile File, IReadOnlyList<TimelineEntry> Timeline)> WholeAsync(string number, Actor actor, CancellationToken token)
    {
        var folder = await folders.OpenAsync(number, actor, token);
        var current = await library.CurrentAsync(token);
        var (reference, now) = (current.Reference, clock.GetUtcNow());
        var today = Local.DateOf(now);
        actor = Delegation.Reading(actor, folder.Loaded.Case, reference, today);
        var file = CaseFiles.Of(folder.Loaded, folder.Personal, actor, reference, today);
        file = file with { DocumentNumbers = folder.Numbers.Where(n => file.Documents.Any(d => d.No == n.Key)).ToDictionary() };
        file = file with
        {
            Expected = file.Ladder.Count == 0 ? file.Expected : LadderOutlook.Of(folder.Loaded.Case, folder.Loaded.Instances, current.Workflows, reference, now),
            Processes = file.ExtractOnly || !InstanceDesk.Oversees(actor) ? [] : [.. RunningIn(folder.Loaded, current.Workflows)],
        };
        var names = new Sight(actor, folder.Loaded.Case, reference).IsKeptFrom ? KeptNames.Of(folder.Loaded.Case, id => id is { } no ? folder.Loaded.Texts.GetValueOrDefault(no) : null) : [];
        var timeline = TimelineFor(folder, file, actor);
        return (file, names.Count == 0 ? timeline : [.. timeline.Select(e => e with { Payload = KeptNames.Without(e.Payload, names) })]);
    }

    private static IEnumerable<RunningProcess> RunningIn(LoadedCase loaded, WorkflowLibrary workflows) =>
        loaded.Instances.Where(i => i is { Parked: false, Status: "Running" }).OrderBy(i => i.No).Select(i => new RunningProcess(
            i.DefinitionId, workflows.ProcessName(i.DefinitionId) ?? i.DefinitionId, InstanceName.Of(loaded.Case.Key.Id, i.No),
            [.. i.Bookmarks.Select(b => b.NodeId).Distinct().Select(n => WorkflowMoves.NameOf(workflows, i.DefinitionVersionId, n)).Distinct()]));

    /// <summary>A sorter of an accusation sees no history of it; where she lives is no part of it for whoever may not know.</summary>
    private static IReadOnlyList<TimelineEntry> TimelineFor(CaseFolder folder, CaseFile file, Actor actor)
    {
        var c = folder.Loaded.Case;
        if (file.ExtractOnly)
            return [];
        if (c.Flags.Sealed && !actor.Has(Roles.Discipline))
            return [];
        var lines = folder.Timeline.Where(e => !IsOfLeftFile(e, c)).ToList();
        return c.Location is { } place && file.Location is null
            ? [.. lines.Select(e => e with { Payload = e.Payload.Replace($"\"{place}\"", "null", StringComparison.Ordinal) })] : lines;
    }

    /// <summary>A file that left with an accusation was never here, as far as the open side can see.</summary>
    private static bool IsOfLeftFile(TimelineEntry entry, Case c) => entry.Event == nameof(FilesListed)
        || entry.Event == nameof(FileAttached) && c.Attachments.All(a => !entry.Payload.Contains(a.FileId, StringComparison.Ordinal));

    /// <summary>Where a case stands now, for the answer to a stale form; its reader has just been let in by the desk.</summary>
    public async Task<CurrentFacts> CurrentAsync(string number, CancellationToken token)
    {
        var c = (await folders.OpenAsync(number, Actor.System, token)).Loaded.Case;
        var code = c.State.Code();
        return new(c.FactVersion, code, Texts.Chinese["state." + code], Texts.English["state." + code]);
    }
}
