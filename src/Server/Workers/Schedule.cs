using Petitions.Storage;
using Quartz;

namespace Petitions.Server.Workers;

/// <param name="Cron">Quartz cron, in the time of Asia/Shanghai.</param>
/// <param name="Run">Does the work; returns its result in a few words or numbers.</param>
public sealed record RecurringWork(string Name, string Cron, Func<Works, CancellationToken, Task<string>> Run)
{
    public JobKey Key => new(Name);

    /// <summary>The moment after <paramref name="moment"/> at which it is due.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset moment, TimeZoneInfo zone) =>
        new CronExpression(Cron, zone).GetNextValidTimeAfter(moment);
}

/// <summary>All recurring work of the product; one line each. Deadlines are no recurring work: they are rows that the sweep finds.</summary>
public static class Schedule
{
    public static readonly IReadOnlyList<RecurringWork> All =
    [
        new("threeNotLetGo", "0 0 6 * * ?", (works, token) => works.CheckAccountabilityAsync(token)),
        new("calendarCoverage", "0 10 6 * * ?", (works, token) => works.CheckCalendarAsync(token)),
        new("auditAnchor", "0 20 0 * * ?", (works, token) => works.AnchorAuditAsync(token)),
        new("earlySigns", "0 50 3 * * ?", (works, token) => works.ForgetSignsAsync(token)),
        new("jobHistory", "0 40 3 * * ?", (works, token) => works.ForgetRunsAsync(token)),
    ];

    public static RecurringWork? Find(string name) => All.FirstOrDefault(w => w.Name == name);

    /// <summary>The clustered scheduler of a server; its tables and triggers are there already (<see cref="ProvisionAsync"/>).</summary>
    public static void AddSchedule(this IServiceCollection services, Database database, TurnedClock clock)
    {
        services.AddQuartz(quartz => Configure(quartz, database.AppConnectionString, clock, provision: false));
        services.AddQuartzHostedService(hosted => (hosted.AwaitApplicationStarted, hosted.WaitForJobsToComplete) = (true, true));
    }

    /// <summary>
    /// Creates the scheduler's tables as their owner and enters the work. One server at a time; a trigger that stands as it should is left
    /// alone, so that a run that was missed while no server was up is made good.
    /// </summary>
    public static async Task ProvisionAsync(Database database, TurnedClock clock, CancellationToken token)
    {
        await using var turn = await database.TakeTurnAsync("schedule", token);
        await using var services = new ServiceCollection().AddLogging()
            .AddQuartz(quartz => Configure(quartz, database.OwnerConnectionString, clock, provision: true)).BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(token);
        foreach (var work in All)
            await EnterAsync(scheduler, work, clock, token);
        await scheduler.Shutdown(false, token);
    }

    private static async Task EnterAsync(IScheduler scheduler, RecurringWork work, TurnedClock clock, CancellationToken token)
    {
        var key = new TriggerKey(work.Name);
        if (await scheduler.GetTrigger(key, token) is ICronTrigger { CronExpressionString: var cron } && cron == work.Cron)
            return;
        var job = JobBuilder.Create<RecurringJob>().WithIdentity(work.Key).StoreDurably().RequestRecovery().Build();
        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(job)
            .WithSchedule(CronScheduleBuilder.Create(work.Cron).InTimeZone(clock.LocalTimeZone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build();
        await scheduler.ScheduleJob(job, [trigger], new ScheduleJobOptions { Replace = true }, token);
    }

    private static void Configure(IQuartzBuilder quartz, string connection, TurnedClock clock, bool provision)
    {
        quartz.ConfigureScheduler(options => (options.InstanceName, options.GenerateInstanceId) = ("petitions", true));
        quartz.UseTimeProvider(clock);
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(connection);
            store.UseSystemTextJsonSerializer();
            store.UseClustering();
            if (provision)
                store.ProvisionSchema();
        });
    }
}

/// <summary>The one job of the scheduler: runs the work that bears its name.</summary>
[DisallowConcurrentExecution]
public sealed class RecurringJob(Works works) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        if (Schedule.Find(context.JobDetail.Key.Name) is { } work)
            await works.RunAsync(work, context.ScheduledFireTimeUtc, cancellationToken);
    }
}
