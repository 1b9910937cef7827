using Petitions.Cases;

namespace Petitions.Server.Rehearsal;

/// <summary>A file played to its end, and judged.</summary>
public sealed record Performance(IReadOnlyList<Evidence> Evidence, IReadOnlyList<Judgement> Judgements)
{
    public int Passed => Judgements.Count(j => j.Verdict == Verdict.Passed);

    public int Failed => Judgements.Count(j => j.Verdict == Verdict.Failed);

    public static async Task<Performance> OfAsync(RehearsalFile file, IStage stage, CancellationToken token)
    {
        var play = new Play(file, stage);
        await play.RunAsync(null, null, token);
        var numbers = play.Chronicles.Where(c => c.Number is not null).ToDictionary(c => c.Petition.Id, c => c.Number!);
        var evidence = new List<Evidence>();
        var judgements = file.Broken.Select(b => new Judgement(b.Id, "read", "a petition that can be played", b.Fault, Verdict.Failed)).ToList();
        foreach (var chronicle in play.Chronicles)
        {
            if (chronicle.Number is not { } number)
            {
                judgements.AddRange(Judge.OfUnregistered(chronicle));
                continue;
            }
            await play.FindPartsAsync(chronicle, token);
            var parts = new Dictionary<int, Case>();
            foreach (var (part, other) in chronicle.Parts)
                parts[part] = (await stage.CaseAsync(other, token)).Case;
            evidence.Add(new(chronicle, await stage.CaseAsync(number, token), parts, stage.Reference, numbers));
            judgements.AddRange(Judge.Of(evidence[^1]));
        }
        return new(evidence, judgements);
    }
}
