using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Workers;

/// <summary>Recurring work that is not done although its moment has passed.</summary>
/// <param name="Due">The oldest moment that no good run has answered.</param>
/// <param name="Failure">Why the last run since failed; null if none has run at all.</param>
public sealed record MissedWork(string Job, DateTimeOffset Due, string? Failure);

/// <param name="Missed">Empty while everything has run (handbook §6.10: a missed run is an alarm).</param>
/// <param name="CalendarIsShort">From 60 days before the end of the published calendar (handbook §4.2).</param>
public sealed record AlarmsOn(IReadOnlyList<MissedWork> Missed, bool CalendarIsShort, DateOnly? CalendarUntil)
{
    public static readonly AlarmsOn None = new([], false, null);
}

/// <summary>
/// What is wrong with the installation itself, computed when somebody looks: a scheduler that stands still cannot say so. An alarm goes away when its
/// cause does; nobody switches it off.
/// </summary>
public sealed class Alarms(LibrarySource library, GoodRuns runs, TurnedClock clock)
{
    private const int CalendarDays = 60;

    /// <summary>A run may take a moment to begin, and a restarted server to make one up.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Those who can do something about it are told on every page.</summary>
    public static bool IsFor(Actor actor) => actor.HasAny(Rooms.Machinists);

    public async Task<AlarmsOn> ReadAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var until = (await library.CurrentAsync(token)).Reference.Calendar.CoveredUntil;
        var diary = await runs.ReadAsync(now, token);
        var missed = Schedule.All.Select(work => MissedBy(work, diary, now)).OfType<MissedWork>().ToList();
        return new(missed, IsCalendarShort(until, now), until);
    }

    public static bool IsCalendarShort(DateOnly? until, DateTimeOffset now) => until is null || until < Local.DateOf(now).AddDays(CalendarDays);

    /// <summary>An installation that is younger than the moment has missed nothing.</summary>
    private MissedWork? MissedBy(RecurringWork work, RunDiary diary, DateTimeOffset now)
    {
        var last = diary.Of(work.Name);
        // A run that began a breath before its moment was meant for it.
        var from = last?.GoodAt?.AddMinutes(1) ?? diary.Since;
        return from is { } since && work.NextAfter(since, clock.LocalTimeZone) is { } due && due + Grace < now ? new(work.Name, due, last?.Failure) : null;
    }
}
