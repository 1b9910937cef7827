using System.Text.Json;
using Petitions.Engine;

namespace Petitions.Cases;

/// <summary>What workflows hear of a case: the signals of its events and two that no single event gives. Each starts and resumes what listens for it.</summary>
internal sealed class CaseSignals(StepContext step, CaseState before, CaseInstances instances, WorkflowLibrary library)
{
    private CaseState _state = before;
    private int _signalled;

    public required CaseBursts Bursts { get; init; }

    /// <summary>Events that nobody has heard of yet.</summary>
    public bool AnyUnheard => _signalled < step.Events.Count;

    /// <summary>Signals the events of the step so far, then that the state is another one, or that an ended case is alive again.</summary>
    public void Raise()
    {
        while (AnyUnheard)
        {
            var recorded = step.Events[_signalled++];
            foreach (var name in recorded.Event.Signals)
                Publish(name, new Lazy<object?>(() => Values.FromJson(JsonSerializer.SerializeToElement(recorded.Event, recorded.Event.GetType(), CaseJson.Options))));
        }
        RaiseState();
    }

    public void Publish(string name, Lazy<object?> payload)
    {
        var stimulus = Stimulus.Event(name);
        foreach (var trigger in library.Triggers[stimulus.Key])
            Bursts.StartLater(trigger, payload);
        foreach (var instance in instances.Listening)
            foreach (var bookmark in instance.Bookmarks.Where(b => b.Key == stimulus.Key))
                Bursts.ResumeLater(instance.No, bookmark.Id, () => ResumeInput.Event(payload.Value));
    }

    private void RaiseState()
    {
        if (step.Case.State == _state)
            return;
        var (from, to) = (_state, step.Case.State);
        _state = to;
        var payload = new Lazy<object?>(() => new Dictionary<string, object?> { ["from"] = from.Code(), ["to"] = to.Code() });
        Publish(SignalNames.StateChanged, payload);
        if (!from.IsOpen() && from != CaseState.Draft && to.IsOpen())
            Publish(SignalNames.CaseRevived, payload);
    }
}
