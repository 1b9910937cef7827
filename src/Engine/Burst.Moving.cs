using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>
/// Going on by another version of the definition: places are kept by node id, containers count what lies behind them anew, and a wait whose inputs
/// read differently is put right by its activity. Nothing that the new version adds behind the place is run.
/// </summary>
internal sealed partial class Burst
{
    public static MoveResult Move(WorkflowGraph from, WorkflowState state, WorkflowGraph to, BurstEnvironment environment)
    {
        if (Moving.Obstacles(from, state, to) is { Count: > 0 } obstacles) return new(null, obstacles);
        var burst = Load(to, state, environment);
        var unfit = burst.Live.ToList().Select(c => (Context: c, Code: c.Node.Activity.Fit(c, from.Node(c.Node.NodeId)!))).Where(c => c.Code is not null).ToList();
        if (unfit.Count > 0) return new(null, [.. unfit.Select(u => new MoveObstacle(u.Code!, u.Context.Parent is null ? "" : Moving.NameOf(from.Node(u.Context.Node.NodeId)!)))]);
        if (burst.PutWaitsRight(from) is { } failed) return new(null, [failed]);
        burst.Run();
        if (burst.Incidents.Count > state.Incidents.Count) return new(null, [new(MoveObstacles.WouldFail, Moving.NameOf(to.Node(burst.Incidents[^1].NodeId)!))]);
        burst.MovedFrom = burst._executed == 0 ? state with { MovedFrom = null } : null;
        return new(burst.Result(), []);
    }

    /// <summary>Back to the state before the move. Waits that the new version had put right are put right again, as of now.</summary>
    public static MoveResult MoveBack(WorkflowGraph from, WorkflowState state, WorkflowGraph to, BurstEnvironment environment)
    {
        if (!state.CanMoveBack) return new(null, [new(MoveObstacles.Over, "")]);
        var before = state.MovedFrom!;
        var burst = Load(to, before, environment);
        if (burst.PutWaitsRight(from) is { } failed) return new(null, [failed]);
        return new(new BurstResult { State = before with { Bookmarks = burst.Bookmarks, UpdatedAt = environment.Now } }, []);
    }

    public DateTimeOffset MovedDue(DateTimeOffset wanted, DateTimeOffset? before)
    {
        var due = wanted > Environment.Now ? wanted : Environment.Now;
        return Environment.MovedDue?.Invoke(wanted, before) ?? due;
    }

    private WorkflowState? MovedFrom { get; set; }

    private MoveObstacle? PutWaitsRight(WorkflowGraph from)
    {
        foreach (var context in Live.ToList())
        {
            var waits = Bookmarks.FindAll(b => b.ActivityInstanceId == context.Id);
            if (waits.Count == 0 || from.Node(context.Node.NodeId) is not { } was || !context.Node.ReadsOtherwise(was)) continue;
            try
            {
                for (var around = context.Parent; around is not null; around = around.Parent)
                    if (around.Node.Activity is Activities.DefinitionActivity) around.EvaluateInputs();
                context.EvaluateInputs();
                if (!context.Node.Activity.Moved(context, was, waits)) BeginAnew(context);
            }
            catch (EngineFault)
            {
                return new(MoveObstacles.WouldFail, Moving.NameOf(context.Node));
            }
        }
        return null;
    }

    private void BeginAnew(ActivityContext context)
    {
        Bookmarks.RemoveAll(b => b.ActivityInstanceId == context.Id);
        context.ForgetInputs();
        context.Status = ActivityStatus.Pending;
        Enqueue(new WorkItem(context.Node, context.Parent) { Existing = context });
    }

    /// <summary>A record that the move did not concern stays as it was written, letter by letter.</summary>
    private ContextRecord AsWritten(ContextRecord now) => _before!.Contexts.Find(c => c.Id == now.Id) is not { } was ? now : now with
    {
        Tag = was.Tag, Variables = now.Variables?.ToDictionary(v => v.Key, v => was.Variables?.TryGetValue(v.Key, out var written) == true ? written : v.Value),
    };
}
