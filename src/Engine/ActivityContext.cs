using Petitions.Engine.Definition;

namespace Petitions.Engine;

/// <summary>What an owner is told when a child completes.</summary>
internal sealed record Callback(GraphNode Child, string Name)
{
    public Dictionary<string, System.Text.Json.JsonElement>? Unknown { get; init; }
}

/// <summary>One execution of one activity: what it may read, remember, wait for and ask for.</summary>
public sealed class ActivityContext
{
    private object?[]? _inputs;
    private object?[]? _variables;

    /// <summary>Outputs of the activities that it scheduled, in this burst.</summary>
    private Dictionary<(string ActivityId, string Output), object?>? _recorded;

    internal ActivityContext(Burst burst, GraphNode node, ActivityContext? parent, string id)
    {
        Burst = burst;
        Node = node;
        Parent = parent;
        Id = id;
    }

    internal Burst Burst { get; }

    /// <summary>Activity instance id: the instance's id, a dot, a number.</summary>
    public string Id { get; }

    public GraphNode Node { get; }

    /// <summary>The activity that scheduled this one.</summary>
    public ActivityContext? Parent { get; }

    public ActivityStatus Status { get; internal set; }
    public object? Tag { get; internal set; }
    public DateTimeOffset StartedAt { get; internal set; }
    public int FaultCount { get; internal set; }
    public DateTimeOffset Now => Burst.Environment.Now;
    public string InstanceId => Burst.InstanceId;
    public string? CorrelationId { get => Burst.CorrelationId; set => Burst.CorrelationId = value; }
    public string? InstanceName { get => Burst.Name; set => Burst.Name = value; }

    /// <summary>True in the burst that this very activity started as a trigger.</summary>
    public bool IsTriggerOfBurst => Burst.TriggerActivityId is { } id && id == Node.Id;

    /// <summary>Saved with the instance; values as in <see cref="Values"/>.</summary>
    public Dictionary<string, object?> Properties => field ??= Saved ??= [];

    internal Dictionary<string, object?>? Saved { get; set; }

    /// <summary>Whatever the activity keeps in memory during the burst.</summary>
    internal object? Scratch { get; set; }

    /// <summary>Members of the saved record that a newer build wrote.</summary>
    internal Dictionary<string, System.Text.Json.JsonElement>? Unknown { get; init; }

    /// <summary>A flowchart's connections as seen from where it started.</summary>
    internal Activities.FlowGraph? Graph { get; set; }

    /// <summary>Variables that exist only here: what a loop gave its body, what setVariable made. Saved.</summary>
    internal Dictionary<string, object?>? Dynamic { get; set; }

    /// <summary>Values of such variables in this burst; see <see cref="Variables"/>.</summary>
    internal Dictionary<string, object?>? Live { get; set; }
    internal Dictionary<string, object?>? Outputs { get; private set; }
    internal List<Callback>? Callbacks { get; set; }
    internal List<ActivityContext>? Children { get; set; }
    internal int QueuedBelow { get; set; }
    internal bool IsEnding { get; set; }
    internal bool MadeBookmark { get; set; }
    internal object?[]? InputValues => _inputs;
    internal object?[]? VariableValues => _variables;
    internal bool IsOver => Status is ActivityStatus.Completed or ActivityStatus.Canceled;

    /// <summary>The caller's object.</summary>
    /// <exception cref="EngineFault">The burst was given none of this type (HOST_MISSING).</exception>
    public T Host<T>() where T : class =>
        Burst.Environment.Host as T ?? throw new EngineFault(FaultCodes.Host, $"{Node.Type} needs a host of type {typeof(T).Name}.");

    /// <summary>Asks the host for something; it comes back as <see cref="HostAsk"/>.</summary>
    public void Ask(object what) => Burst.Effects.Add(new HostAsk(InstanceId, Node.NodeId, Id, what));

    /// <summary>Value of an input by its descriptor name; evaluated once per burst.</summary>
    /// <exception cref="EngineFault">The expression fails or its result cannot be converted (INPUT_FAILED or the cause's own code).</exception>
    public object? Input(string name)
    {
        var index = Node.InputIndex(name);
        if (index < 0) return null;
        _inputs ??= Unevaluated();
        if (_inputs[index] == GraphNode.NotEvaluated) _inputs[index] = EvaluateSlot(Node.Inputs[index]);
        return _inputs[index];
    }

    /// <inheritdoc cref="Input(string)"/>
    /// <remarks>T is one of the types of <see cref="Values"/>, an int or an enum (by name); a missing value is T's default.</remarks>
    public T? Input<T>(string name) => Values.As<T>(Input(name));

    /// <summary>A text without which the activity can do nothing.</summary>
    /// <exception cref="EngineFault">There is none (INPUT_FAILED).</exception>
    internal string Required(string name) => Input<string>(name) ?? throw new EngineFault(FaultCodes.InputFailed, $"{name} is required.");

    /// <summary>Evaluates an input again, for conditions that are asked anew each round.</summary>
    public T? InputAnew<T>(string name)
    {
        var index = Node.InputIndex(name);
        if (index >= 0 && _inputs is not null) _inputs[index] = GraphNode.NotEvaluated;
        return Input<T>(name);
    }

    internal void EvaluateInputs()
    {
        var slots = Node.Inputs;
        if (slots.Count == 0) return;
        _inputs ??= Unevaluated();
        for (var i = 0; i < slots.Count; i++)
            if (slots[i].AutoEvaluate && _inputs[i] == GraphNode.NotEvaluated) _inputs[i] = EvaluateSlot(slots[i]);
    }

    internal void ForgetInputs() => _inputs = null;

    private object?[] Unevaluated()
    {
        var values = new object?[Node.Inputs.Count];
        Array.Fill(values, GraphNode.NotEvaluated);
        return values;
    }

    private object? EvaluateSlot(InputSlot slot)
    {
        if (slot.Expression is null) return slot.Default;
        try
        {
            return slot.Expression.Evaluate(this, slot.Kind);
        }
        catch (EngineFault cause)
        {
            throw new EngineFault(cause.Code, $"Failed to evaluate activity input '{slot.Name}'. {cause.Message}", cause)
            {
                Line = cause.Line, Column = cause.Column,
            };
        }
    }

    /// <summary>Sets an output: it goes to the variable or workflow output it is bound to and can be read by later expressions of the burst.</summary>
    public void SetOutput(string name, object? value)
    {
        (Outputs ??= [])[name] = value;
        Record(name, value);
        if (Node.Output(name)?.Target is not { } target) return;
        if (Variables.TrySetById(Parent ?? this, target, value)) return;
        if (Burst.Graph.Definition.Outputs.Any(o => o.Name == target)) Burst.Output[target] = value;
    }

    /// <summary>As in Elsa the first value that an activity gave in one run of its container stands, also when a loop runs it again.</summary>
    private void Record(string name, object? value)
    {
        ((Parent ?? this)._recorded ??= []).TryAdd((Node.Id, name), value);
        if (name == "Result") Burst.LastResult = value;
    }

    /// <summary>What an activity of a container around recorded in this burst.</summary>
    internal object? RecordedOutput(GraphNode node, string name)
    {
        for (var container = Parent; container is not null; container = container.Parent)
            if (container._recorded is { } recorded && recorded.TryGetValue((node.Id, name), out var value)) return value;
        return null;
    }

    /// <summary>Nearest variable of that name, going outwards; null when there is none.</summary>
    public object? Variable(string name) => Variables.Get(this, name);

    /// <summary>Sets the nearest variable of that name, or makes a new one in the nearest container.</summary>
    public void SetVariable(string name, object? value) => Variables.Set(this, name, value);

    /// <summary>Input of the workflow instance in this burst (what resumed it first, then what it was started with).</summary>
    public object? WorkflowInput(string name) => Burst.InputOf(name);

    /// <summary>What the one who resumed the bookmark gave.</summary>
    public object? ResumeInput(string name) => Burst.ResumeInput?.GetValueOrDefault(name);

    /// <summary>Waits. The activity stays open until the bookmark is resumed.</summary>
    /// <param name="stimulus">What resumes it; its name is the bookmark's unless another is given.</param>
    /// <param name="callback">Given back to <see cref="Activity.Resume"/>; null: resuming completes the activity.</param>
    /// <param name="dueAt">When it resumes by itself.</param>
    public Bookmark CreateBookmark(Stimulus stimulus, string? callback = null, DateTimeOffset? dueAt = null, string? name = null, bool autoBurn = true)
    {
        MadeBookmark = true;
        var bookmark = new Bookmark
        {
            Id = Burst.NextId(), Name = name ?? stimulus.Name, Key = stimulus.Key, Payload = stimulus.Payload, ActivityId = Node.Id,
            NodeId = Node.NodeId, ActivityInstanceId = Id, CreatedAt = Now, DueAt = dueAt, Callback = callback, AutoBurn = autoBurn,
        };
        Burst.Bookmarks.Add(bookmark);
        return bookmark;
    }

    /// <summary>A wait that only time ends.</summary>
    public Bookmark CreateTimer(string name, DateTimeOffset dueAt, string? callback = null) =>
        CreateBookmark(TimerOf(name, dueAt), callback, dueAt);

    private Stimulus TimerOf(string name, DateTimeOffset dueAt) => new(name, new Dictionary<string, object?> { ["dueAt"] = dueAt, ["activity"] = Id });

    /// <summary>Another end of a wait, after a move (<see cref="BurstEnvironment.MovedDue"/>).</summary>
    /// <param name="wanted">What the drawing says now; null: only somebody ends it.</param>
    public void MoveDue(Bookmark wait, DateTimeOffset? wanted)
    {
        var due = wanted is { } moment ? Burst.MovedDue(moment, wait.DueAt) : (DateTimeOffset?)null;
        if (due == wait.DueAt) return;
        var isTimer = wait.Payload is IReadOnlyDictionary<string, object?> told && told.ContainsKey("dueAt");
        var stimulus = isTimer ? TimerOf(wait.Name, due!.Value) : null;
        var index = Burst.Bookmarks.FindIndex(b => b.Id == wait.Id);
        Burst.Bookmarks[index] = stimulus is null ? wait with { DueAt = due } : wait with { DueAt = due, Key = stimulus.Key, Payload = stimulus.Payload };
    }

    /// <summary>Takes a bookmark back.</summary>
    public void RemoveBookmark(string bookmarkId) => Burst.Bookmarks.RemoveAll(b => b.Id == bookmarkId && b.ActivityInstanceId == Id);

    /// <summary>A number that is given once in the life of the instance, joined to its id.</summary>
    public string NextId() => Burst.NextId();

    /// <summary>Completes the activity; without outcomes by "Done".</summary>
    public void Complete(params string[] outcomes) => Burst.Complete(this, outcomes.Length == 0 ? Burst.Done : outcomes);

    /// <summary>Completes by exactly these outcomes; a connection without port is followed only where null is among them.</summary>
    internal void CompleteBy(IReadOnlyList<string?> outcomes) => Burst.Complete(this, outcomes);

    /// <summary>Schedules a child. A missing child counts as completed at once.</summary>
    public void Schedule(GraphNode? child, string callback, object? tag = null, Dictionary<string, object?>? variables = null) =>
        Burst.Schedule(this, child, callback, tag, variables);

    /// <summary>As in Elsa a null is not stored: after a wait the variable has its first value again.</summary>
    internal void Declare(ContextRecord? saved)
    {
        var variables = Node.Variables;
        if (variables.Count == 0) return;
        _variables = new object?[variables.Count];
        for (var i = 0; i < variables.Count; i++)
            _variables[i] = saved?.Variables?.GetValueOrDefault(variables[i].Id) ?? variables[i].Default;
    }

    /// <summary>Work that is still in the queue when its container completes sees the variables in memory, but no saved one.</summary>
    internal void ForgetVariables()
    {
        for (var i = 0; i < _variables?.Length; i++)
            if (Node.Variables[i].IsSaved) _variables[i] = GraphNode.NotEvaluated;
        Dynamic = null;
        Live = null;
    }
}
