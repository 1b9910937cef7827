using Petitions.Cases;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>
/// A year on a stage: petitions arrive, people look at their cases when they find the time and do one thing, and everything that falls due
/// runs at its own moment. Orders go through the same door as everybody's.
/// </summary>
public sealed class YearPlay(IReadOnlyList<Arrival> arrivals, IStage stage, DateTimeOffset until)
{
    /// <summary>Weight of doing nothing: what people do seldom they also do seldom when nothing else is to be done.</summary>
    private const double Idle = 0.6;

    private readonly PriorityQueue<Look, (DateTimeOffset, int)> _agenda = new();
    private readonly Dictionary<string, List<string>> _byCategory = [];
    private readonly HashSet<string> _known = [];
    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private int _turn;

    /// <summary>How often each order was carried out, and each was refused with which code.</summary>
    public SortedDictionary<string, int> Done { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, int> Refusals { get; } = new(StringComparer.Ordinal);

    /// <summary>Anything that is neither done nor refused, with the order and the case.</summary>
    public List<string> Faults { get; } = [];

    public async Task RunAsync(CancellationToken token)
    {
        foreach (var arrival in arrivals)
            Note(new Look(arrival, null), arrival.At);
        while (_agenda.TryDequeue(out var look, out var when) && when.Item1 < until)
        {
            await PassAsync(when.Item1, token);
            TurnTo(when.Item1);
            if (look.Number is null)
                await RegisterAsync(look.Arrival, token);
            else
                await LookAsync(look, token);
        }
        await PassAsync(until, token);
        TurnTo(until);
    }

    private async Task PassAsync(DateTimeOffset moment, CancellationToken token)
    {
        while (await stage.NextDueAsync(token) is { } due && due < moment)
        {
            TurnTo(due);
            await stage.RunDueAsync(token);
        }
    }

    private void TurnTo(DateTimeOffset moment)
    {
        if (moment > _now)
            stage.TurnTo(_now = moment);
    }

    private async Task RegisterAsync(Arrival arrival, CancellationToken token)
    {
        var by = stage.Reference.Person(arrival.By) is { } person ? new Actor(person.Id, person.Roles, person.Unit) : Actor.Petitioner(1);
        string? number = null;
        await TryAsync("register", arrival.Order.Category!, async () => number = await stage.OpenAsync(arrival.Order, by, $"year/{arrival.No}", token));
        if (number is not null)
            await MeetAsync(number, arrival, token);
        else
            // Registering is never refused: a whole channel could stay outside the year and every invariant hold.
            Faults.Add($"{arrival.No} {arrival.Order.Channel} {arrival.Order.Category} was not registered");
    }

    private async Task MeetAsync(string number, Arrival arrival, CancellationToken token)
    {
        _known.Add(number);
        var c = (await stage.CaseAsync(number, token)).Case;
        Note(new Look(arrival, number), NextLook(c, arrival.Temper));
    }

    private async Task LookAsync(Look look, CancellationToken token)
    {
        var c = (await stage.CaseAsync(look.Number!, token)).Case;
        var situation = Situation(c, look);
        var eager = Folk.Eager(situation).Where(e => !look.Vain.Contains((e.Verb, c.FactVersion))).ToList();
        var acted = false;
        while (!acted && eager.Count > 0)
        {
            if (situation.Dice.Chance(Idle / (Idle + eager.Sum(e => e.Weight))))
                break;
            var verb = situation.Dice.Weighted(eager);
            eager.RemoveAll(e => e.Verb == verb);
            acted = await ActAsync(verb, situation, look, token);
            if (!acted)
                look.Vain.Add((verb, c.FactVersion));
        }
        if (acted)
            c = (await stage.CaseAsync(look.Number!, token)).Case;
        if (acted && c.WasSplit && look.Split is false)
            await MeetPartsAsync(c, look, token);
        Note(look, NextLook(c, look.Arrival.Temper, acted));
    }

    /// <summary>Parts that became petitions of their own have people too.</summary>
    private async Task MeetPartsAsync(Case source, Look look, CancellationToken token)
    {
        look.Split = true;
        await stage.RunDueAsync(token);
        foreach (var number in (await stage.NumbersAsync(token)).Where(n => !_known.Contains(n)).ToList())
        {
            var part = (await stage.CaseAsync(number, token)).Case;
            if (part.RegisteredBy == Actor.System.Id && part.ReceivedAt == source.ReceivedAt)
                await MeetAsync(number, look.Arrival with { Temper = look.Arrival.Temper with { Mixed = false } }, token);
        }
    }

    private async Task<bool> ActAsync(string verb, Situation s, Look look, CancellationToken token)
    {
        if (Folk.WishFor(verb, s) is not { } wish)
            return false;
        foreach (var person in wish.People)
        {
            var key = $"year/{look.Arrival.No}/{++_turn}";
            if (await TryAsync(verb, look.Number!, () => stage.GiveAsync(look.Number!, wish.Order, person, key, token)))
            {
                look.Done.Add(verb);
                return true;
            }
        }
        return false;
    }

    private async Task<bool> TryAsync(string verb, string on, Func<Task> give)
    {
        try
        {
            await give();
            Count(Done, verb);
            return true;
        }
        catch (Refused refused)
        {
            Count(Refusals, $"{verb} {refused.Code}");
            return false;
        }
        // Whatever else comes out of the door is a defect of the product: the year goes on and tells of it at the end.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Faults.Add($"{on} {verb} {_now:u}: {e}");
            return false;
        }
    }

    private Situation Situation(Case c, Look look)
    {
        var offered = c.Tasks.Where(t => t.Status == Cases.TaskStatus.Open).SelectMany(t => t.Offers.Select(o => (o, t))).DistinctBy(p => p.o).ToDictionary(p => p.o, p => p.t);
        var key = $"{c.ReceivedBy}/{c.Category}";
        var before = _byCategory.GetValueOrDefault(key)?.LastOrDefault(n => n != c.Number);
        if (!_byCategory.TryGetValue(key, out var list))
            _byCategory[key] = list = [];
        if (!list.Contains(c.Number!) && c.IsOpen && !c.Flags.Sealed)
            list.Add(c.Number!);
        return new(c, look.Arrival.Temper, _now, stage.Reference, offered, look.Done, look.Arrival.Temper.Repeats && !c.Flags.Sealed ? before : null);
    }

    private DateTimeOffset NextLook(Case c, Temper temper, bool acted = true)
    {
        var dice = temper.Dice;
        if (c.Emergency is { IsOn: true })
            return _now.AddMinutes(dice.Chance(0.97) ? dice.Between(1, 4) : dice.Between(20, 60));
        if (!c.IsOpen && c.State != CaseState.Draft)
            return _now.AddDays(dice.Between(3, 12));
        if (c.Nature == Natures.Tip && c.State == CaseState.Registered)
            return _now.AddMinutes(dice.Between(1, 5));
        return AtWork(_now.AddHours(acted ? dice.Between(0.3, 20) : dice.Between(12, 40)), dice);
    }

    /// <summary>Between half past eight and half past five of a working day.</summary>
    private DateTimeOffset AtWork(DateTimeOffset moment, Dice dice)
    {
        var day = Local.DateOf(moment);
        if (Local.TimeOf(moment) > new TimeOnly(17, 30))
            (day, moment) = (day.AddDays(1), Local.At(day.AddDays(1), 0));
        while (stage.Reference.Calendar.Covers(day) && !stage.Reference.Calendar.IsWorkingDay(day))
            day = day.AddDays(1);
        var opens = Local.At(day, 8, 30);
        return moment > opens ? moment : opens.AddMinutes(dice.Whole(0, 400));
    }

    private void Note(Look look, DateTimeOffset at) => _agenda.Enqueue(look, (at, ++_turn));

    private static void Count(SortedDictionary<string, int> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    /// <param name="Number">Null until it is registered.</param>
    private sealed record Look(Arrival Arrival, string? Number)
    {
        public HashSet<string> Done { get; } = [];

        /// <summary>Tried in vain while the case stood so.</summary>
        public HashSet<(string, int)> Vain { get; } = [];

        public bool Split { get; set; }
    }
}
