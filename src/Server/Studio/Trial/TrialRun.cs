using System.Text.Json;
using Petitions.Cases;

namespace Petitions.Server.Studio.Trial;

/// <summary>A step of the visitor that the rules refused.</summary>
public sealed record RefusedStep(int Index, TrialStep Step, Refused Refused);

/// <summary>A trial as it stands: a case on paper, played from the first order to the last click.</summary>
public sealed class TrialRun
{
    public const string TooSlow = "tooSlow", NoRest = "noRest", Defect = "defect";

    private readonly List<RefusedStep> _refused = [];

    private TrialRun(PaperCase paper) => Paper = paper;

    public PaperCase Paper { get; private set; }

    /// <summary>Of a copied case: recorded decisions that found no place.</summary>
    public IReadOnlyList<LostOrder> Lost { get; private set; } = [];

    /// <summary>Of a copied case: work that only this drawing asks for, taken as done.</summary>
    public IReadOnlyList<OpenWait> Assumed { get; private set; } = [];

    public IReadOnlyList<RefusedStep> Refused => _refused;

    /// <summary>Why it stands where it stands: it takes too long, does not come to rest, or met a defect; null if all went well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Kind and message of a defect, for the log.</summary>
    public Exception? Failure { get; private set; }

    /// <param name="recorded">The copied case; null for an invented one.</param>
    /// <param name="patience">When it takes too long; what was done until then stands.</param>
    /// <exception cref="Petitions.Cases.Refused">The invented petition could not be registered.</exception>
    public static TrialRun Play(TrialState state, TriedDrawing drawing, RecordedCase? recorded, CancellationToken patience)
    {
        var (reference, workflows) = (drawing.Library.Reference, drawing.Workflows);
        var run = new TrialRun(new PaperCase(reference, workflows, new CaseKey("", Guid.Empty), ""));
        run.Guarded(() => run.Begin(state, reference, workflows, recorded, patience));
        for (var i = 0; i < state.Steps.Count && run.Trouble is null; i++)
        {
            var (step, index) = (state.Steps[i], i);
            run.Guarded(() => run.Do(index, step, reference));
        }
        return run;
    }

    private void Begin(TrialState state, Reference reference, WorkflowLibrary workflows, RecordedCase? recorded, CancellationToken patience)
    {
        if (recorded is not null)
        {
            var replay = PaperReplay.Run(recorded with { Orders = [.. recorded.Orders.Take(state.Orders)] }, reference, workflows, state.Begun, null, patience);
            (Paper, Lost, Assumed) = (replay.Paper, replay.Lost, replay.Assumed);
            return;
        }
        var entry = (Register)state.Entry!.Deserialize(typeof(Register), CaseJson.Options)!;
        var actor = TrialPeople.Who(state.EntryBy!, reference)!;
        // The same trial has the same numbers at every click.
        Paper = new(reference, workflows, new CaseKey(reference.RootOf(Intake.DeskOf(entry, actor, reference)), new Guid(state.Begun.UtcTicks.GetHashCode(), 1, 1, new byte[8])), "—")
        {
            Patience = patience,
        };
        Paper.Give(entry, actor, state.Begun);
    }

    private void Do(int index, TrialStep step, Reference reference)
    {
        if (step.Verb is not { } verb)
        {
            Paper.TurnTo(step.At);
            return;
        }
        try
        {
            var type = RuleBook.Handbook.For(verb)?.CommandType ?? throw Refusals.NotThere();
            var actor = TrialPeople.Who(step.By!, reference) ?? throw Refusals.FieldInvalid("trial.by", "required");
            Paper.Give((Command)step.With!.Deserialize(type, CaseJson.Options)!, actor, step.At);
        }
        catch (Refused refused)
        {
            _refused.Add(new(index, step, refused));
        }
    }

    /// <summary>Whatever a drawing does, the page says so in words.</summary>
    private void Guarded(Action what)
    {
        try
        {
            what();
        }
        catch (OperationCanceledException)
        {
            Trouble = TooSlow;
        }
        catch (PaperTooLong)
        {
            Trouble = NoRest;
        }
        catch (Exception e) when (e is not Cases.Refused)
        {
            (Trouble, Failure) = (Defect, e);
        }
    }
}
