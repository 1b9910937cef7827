using System.Collections.Concurrent;

namespace Petitions.Storage;

/// <summary>
/// One thread per process that ends only with the process. Linux ties a child's "signal on the death of my parent" to the
/// <em>thread</em> that started it: started from a thread of the pool, the database would stop when that thread retires.
/// </summary>
internal static class LastingThread
{
    private static readonly BlockingCollection<Task> _work = Start();

    public static Task<T> RunAsync<T>(Func<T> work)
    {
        // What awaits the result must go on elsewhere: this thread only starts processes.
        var task = new Task<T>(work, TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(task);
        return task;
    }

    private static BlockingCollection<Task> Start()
    {
        var work = new BlockingCollection<Task>();
        new Thread(() => { foreach (var task in work.GetConsumingEnumerable()) task.RunSynchronously(); })
        {
            IsBackground = true, Name = "starts child processes",
        }.Start();
        return work;
    }
}
