using System.Text.Json;

namespace Petitions.Cases;

/// <summary>One thing that happened to a case on paper: an order, or what fell due.</summary>
/// <param name="Verb">Null where time alone did it.</param>
/// <param name="Before">The state in which it found the case.</param>
public sealed record PaperStep(DateTimeOffset At, string? Verb, Actor Actor, CaseState Before, StepResult Result);

/// <summary>Time or the orders would not come to an end in the measure that is given to one case; what was done until then stands.</summary>
public sealed class PaperTooLong() : Exception("The case on paper does not come to rest.");

/// <summary>
/// One case in memory with a clock that is turned by hand: the rules and the workflows are the real ones, nothing is kept and nothing is sent.
/// What falls due comes at its own moment; the three-not-let-go check at 06:00. Orders to other cases stay where they are.
/// </summary>
public sealed class PaperCase(Reference reference, WorkflowLibrary workflows, CaseKey key, string number)
{
    /// <summary>Moments of time in one case; a year of a case in hand has a few hundred.</summary>
    public const int MostMoments = 3000;

    private static readonly TimeOnly DailyCheck = new(6, 0);

    private readonly List<PaperStep> _steps = [];
    private DateTimeOffset _nextCheck = DateTimeOffset.MinValue;
    private int _moments;

    public Reference Reference => reference;

    /// <summary>Looked at before every moment: whoever waits may be tired of it.</summary>
    public CancellationToken Patience { get; init; }

    public LoadedCase Loaded { get; private set; } = new(new Case { Key = key }, new Dictionary<int, string>(), []);

    public Case Case => Loaded.Case;

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>Everything in order.</summary>
    public IReadOnlyList<PaperStep> Steps => _steps;

    /// <summary>The next moment at which something happens by itself; null if nothing waits.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            DateTimeOffset? timer = Case.Timers.Count > 0 ? Case.Timers.Min(t => t.DueAt) : null;
            DateTimeOffset? check = Case.RowVersion > 0 && ConcernsTheCheck(_nextCheck) ? _nextCheck : null;
            return timer is null || check < timer ? check : timer;
        }
    }

    /// <summary>Gives an order at a moment; what fell due before it comes first, at its own moment.</summary>
    /// <exception cref="Refused">By the rules; the case is as it was, but the time has passed.</exception>
    /// <exception cref="PaperTooLong">More moments than <see cref="MostMoments"/>.</exception>
    public void Give(Command order, Actor actor, DateTimeOffset at, IReadOnlyDictionary<string, CaseGlance>? others = null)
    {
        Pass(at, false);
        Run(order, actor, RuleBook.Handbook.For(order).Verb, others);
    }

    /// <summary>Turns the clock to a moment; what falls due until then, and at it, is done.</summary>
    /// <exception cref="PaperTooLong">More moments than <see cref="MostMoments"/>.</exception>
    public void TurnTo(DateTimeOffset moment) => Pass(moment, true);

    private void Pass(DateTimeOffset moment, bool inclusive)
    {
        while (NextDue is { } due && (due < moment || inclusive && due == moment))
        {
            Patience.ThrowIfCancellationRequested();
            if (++_moments > MostMoments)
                throw new PaperTooLong();
            MoveTo(due);
            RunDue();
        }
        MoveTo(moment);
    }

    /// <summary>Never back; a check that concerned nobody is left behind, one of this very moment is still to come.</summary>
    private void MoveTo(DateTimeOffset moment)
    {
        Now = moment > Now ? moment : Now;
        if (_nextCheck < Now)
            _nextCheck = CheckFrom(Now);
    }

    private void RunDue()
    {
        var isCheck = _nextCheck == Now && ConcernsTheCheck(Now);
        if (Case.Timers.Exists(t => t.DueAt <= Now))
            Run(new TimersDue(), Actor.System, null, null);
        if (isCheck)
        {
            Run(new CheckAccountability(), Actor.System, null, null);
            _nextCheck = _nextCheck.AddDays(1);
        }
    }

    private void Run(Command order, Actor actor, string? verb, IReadOnlyDictionary<string, CaseGlance>? others)
    {
        var copy = JsonSerializer.Deserialize<Case>(JsonSerializer.SerializeToUtf8Bytes(Case, CaseJson.Options), CaseJson.Options)!;
        var before = copy.State;
        var result = CaseStep.Run(new StepInput(
            Loaded with { Case = copy }, order, actor, Now, reference, workflows, null, others ?? new Dictionary<string, CaseGlance>()));
        if (result.Case.State != CaseState.Draft)
            result.Case.Number ??= number;
        // Messages take numbers of the case, as they do when they are kept.
        result.Case.LastId += result.Notices.Count;
        var texts = new Dictionary<int, string>(Loaded.Texts);
        foreach (var text in result.Texts)
            texts[text.Id] = text.Value;
        var instances = Loaded.Instances.Where(i => result.ChangedInstances.All(c => c.No != i.No)).Concat(result.ChangedInstances).OrderBy(i => i.No).ToList();
        Loaded = new LoadedCase(result.Case, texts, instances);
        _steps.Add(new PaperStep(Now, verb, actor, before, result));
    }

    private bool ConcernsTheCheck(DateTimeOffset at) => Case.AccountabilityRecords.Exists(r => r.IsOpen) || Accountability.IsDemanded(Case, at);

    /// <summary>The first check at this moment or after it.</summary>
    private static DateTimeOffset CheckFrom(DateTimeOffset moment)
    {
        var today = Local.At(Local.DateOf(moment), DailyCheck.Hour);
        return moment <= today ? today : today.AddDays(1);
    }
}
