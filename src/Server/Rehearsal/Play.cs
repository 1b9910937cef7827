using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>
/// Plays a file on a stage: all steps of all petitions in order of time, and between them everything that falls due, each at its own moment.
/// At one moment people come before timers.
/// </summary>
public sealed class Play(RehearsalFile file, IStage stage)
{
    /// <summary>After the last step time goes on for a day, so that what the step started comes to rest.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromDays(1);

    private DateTimeOffset _now = DateTimeOffset.MinValue;
    private readonly Dictionary<string, Chronicle> _chronicles = file.Petitions.ToDictionary(p => p.Id, p => new Chronicle(p));

    public IReadOnlyCollection<Chronicle> Chronicles => _chronicles.Values;

    /// <param name="until">Steps after this moment are left out, and time passes up to it (the demo plays up to today).</param>
    /// <param name="from">An earlier play of the file came to this moment: what stands before it is not given again, only its numbers are asked for.</param>
    public async Task RunAsync(DateTimeOffset? until, DateTimeOffset? from, CancellationToken token)
    {
        var steps = file.Petitions.SelectMany(p => p.Steps.Select((s, i) => (Petition: p, Step: s, Index: i)))
            .Where(s => until is null || s.Step.At <= until)
            .OrderBy(s => s.Step.At).ToList();
        if (from is { } moment)
            TurnTo(moment);
        foreach (var (petition, step, index) in steps)
        {
            var chronicle = _chronicles[petition.Id];
            // Every order bears a key: a registration given twice answers with the number of the first time.
            if (step.At < from && step.Give != "register")
                chronicle.Add(new(step, null, step.ExpectRefusal, null));
            else
            {
                await PassAsync(step.At, token);
                TurnTo(step.At);
                chronicle.Add(await GiveAsync(chronicle, step, $"{petition.Id}/{index}", token));
            }
        }
        if (until is null && steps.Count == 0)
            return;
        var end = until ?? steps[^1].Step.At + Rest;
        await PassAsync(end, token);
        TurnTo(end);
        await stage.RunDueAsync(token);
    }

    private async Task PassAsync(DateTimeOffset moment, CancellationToken token)
    {
        while (await stage.NextDueAsync(token) is { } due && due < moment)
        {
            TurnTo(due);
            await stage.RunDueAsync(token);
        }
    }

    /// <summary>Never back: what is due already runs now.</summary>
    private void TurnTo(DateTimeOffset moment)
    {
        if (moment > _now)
            stage.TurnTo(_now = moment);
    }

    private async Task<GivenStep> GiveAsync(Chronicle chronicle, RehearsedStep step, string key, CancellationToken token)
    {
        Command? order = null;
        try
        {
            var orders = new OrderReader(stage.Reference, id => _chronicles.GetValueOrDefault(id)?.Number);
            var number = await NumberAsync(chronicle, step, token);
            order = orders.Read(step, number is not null && OrderReader.AsksTheCase(step) ? (await stage.CaseAsync(number, token)).Case : null);
            if (order is Register register)
                chronicle.Number = await stage.OpenAsync(register, orders.Who(step.By), key, token);
            else
                await stage.GiveAsync(number ?? throw new RehearsalFileInvalid("The petition has not been registered."), order, orders.Who(step.By), key, token);
            return new(step, order, null, null);
        }
        catch (Refused refused)
        {
            return new(step, order, refused.Code, null);
        }
        catch (RehearsalFileInvalid invalid)
        {
            return new(step, order, null, invalid.Message);
        }
    }

    private async Task<string?> NumberAsync(Chronicle chronicle, RehearsedStep step, CancellationToken token)
    {
        if (step.Part is not { } part)
            return chronicle.Number;
        if (!chronicle.Parts.ContainsKey(part))
            await FindPartsAsync(chronicle, token);
        return chronicle.Parts.GetValueOrDefault(part) ?? throw new RehearsalFileInvalid($"Part {part} is no petition of its own.");
    }

    /// <summary>
    /// A part that was split off is known by what it kept: the first receipt, and its category. A register has no other trace of a sealed one.
    /// </summary>
    public async Task FindPartsAsync(Chronicle chronicle, CancellationToken token)
    {
        if (chronicle.Number is null || chronicle.Done("split").LastOrDefault()?.With?.At("parts") is not { } parts)
            return;
        var source = (await stage.CaseAsync(chronicle.Number, token)).Case;
        foreach (var number in (await stage.NumbersAsync(token)).Except([chronicle.Number]))
        {
            var c = (await stage.CaseAsync(number, token)).Case;
            var index = parts.EnumerateArray().ToList().FindIndex(p => p.At("category")?.GetString() == c.Category);
            if (c.ReceivedAt == source.ReceivedAt && index >= 0 && c.RegisteredBy == Actor.System.Id)
                chronicle.Parts.TryAdd(index + 1, number);
        }
    }
}
