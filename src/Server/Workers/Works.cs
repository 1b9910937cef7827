using System.Globalization;
using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Workers;

/// <summary>What the recurring work does, and its diary.</summary>
public sealed class Works(
    JobRuns runs, LibrarySource library, CaseDesk desk, AccountabilityCases accountability, CaseLibrary lessons, AuditAnchors anchors,
    Storage.Files files, EarlySignBook signs, TurnedClock clock, ILogger<Works> log)
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(2), KeepRuns = TimeSpan.FromDays(90);

    /// <summary>Runs and records it; a run that is late says so.</summary>
    /// <param name="due">When it should have run; null if a person started it.</param>
    public Task<string> RunAsync(RecurringWork work, DateTimeOffset? due, CancellationToken token) =>
        runs.RecordAsync(work.Name, Environment.MachineName, async t =>
        {
            var lateBy = clock.GetUtcNow() - (due ?? clock.GetUtcNow());
            var result = await work.Run(this, t);
            return lateBy > Late ? string.Create(CultureInfo.InvariantCulture, $"late {(int)lateBy.TotalMinutes} min; {result}") : result;
        }, token);

    /// <summary>Runs it because a person asked; a failure is in the diary, the answer only says so.</summary>
    public async Task<string> TryAsync(RecurringWork work, CancellationToken token)
    {
        try
        {
            await RunAsync(work, null, token);
            return "ran";
        }
        catch (Exception e) when (e is Refused || PostgresFailure.Of(e).Trouble is not PostgresTrouble.None)
        {
            log.LogError(e, "{Work} failed", work.Name);
            return "ranAndFailed";
        }
    }

    /// <summary>CHK-3NLG-DAILY: every case that may need a record or has an open one gets its check, each in a step of its own.</summary>
    public async Task<string> CheckAccountabilityAsync(CancellationToken token)
    {
        var (checkedCases, failed) = (0, 0);
        foreach (var key in await accountability.DueAsync(token))
        {
            try
            {
                await desk.GiveAsync(key, new CheckAccountability(), Actor.System, DeskTerms.None, token);
                checkedCases++;
            }
            catch (Refused refused)
            {
                failed++;
                log.LogWarning("The daily check of {Case} was refused: {Code}", key, refused.Code);
            }
        }
        var recurrences = await ProposeRecurrencesAsync(token);
        var stale = await accountability.StaleDeferralsAsync(token);
        return $"checked {checkedCases}, refused {failed}, recurrences {recurrences}{(stale.Count == 0 ? "" : ", stale deferrals: " + string.Join(' ', stale))}";
    }

    /// <summary>Puts petitions of the same category and place as a passed record before its supervisor, once each.</summary>
    private async Task<int> ProposeRecurrencesAsync(CancellationToken token)
    {
        var likely = await lessons.RecurrencesAsync(clock.GetUtcNow(), token);
        foreach (var one in likely)
            await desk.GiveAsync(one.Case, new ProposeRecurrence(one.Record, one.Number, one.ReceivedOn), Actor.System, DeskTerms.None, token);
        return likely.Count;
    }

    public async Task<string> CheckCalendarAsync(CancellationToken token)
    {
        var until = (await library.CurrentAsync(token)).Reference.Calendar.CoveredUntil;
        var isShort = Alarms.IsCalendarShort(until, clock.GetUtcNow());
        if (isShort)
            log.LogWarning("The working calendar is published until {Until} only", until);
        return $"covered until {until:yyyy-MM-dd}{(isShort ? ", ALARM" : "")}";
    }

    public async Task<string> AnchorAuditAsync(CancellationToken token)
    {
        var digests = await anchors.AnchorAsync(token);
        return digests.Count == 0 ? "nothing moved" : string.Join(", ", digests.Select(d => $"{d.Key} {d.Value[..16]}"));
    }

    /// <summary>Early signs are kept for 90 days and no longer.</summary>
    public async Task<string> ForgetSignsAsync(CancellationToken token) => $"deleted {await signs.ForgetAsync(token)}";

    public async Task<string> ForgetRunsAsync(CancellationToken token) => $"forgot {await runs.ForgetAsync(clock.GetUtcNow() - KeepRuns, token)} runs, {await files.ForgetUnclaimedAsync(clock.GetUtcNow(), token)} files";
}
