using Petitions.Cases;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>What a person has before her when she looks at a case: the file, the day, and what kind of people are in it.</summary>
/// <param name="Offered">Verbs that open tasks offer, with the task.</param>
/// <param name="SameBefore">An earlier petition of the same kind and desk, where this one repeats it.</param>
public sealed record Situation(
    Case Case, Temper Temper, DateTimeOffset Now, Reference Reference, IReadOnlyDictionary<string, CaseTask> Offered, IReadOnlySet<string> Done, string? SameBefore)
{
    public Dice Dice => Temper.Dice;

    public DateOnly Today => Local.DateOf(Now);

    /// <summary>The work that ends a matter is done at the pace of the people: at a part of the time that is given for it, or when a rung woke them.</summary>
    public bool WorkIsRipe
    {
        get
        {
            if (Temper.WakesAt > 0)
                return Case.Ladder.Any(e => e.FiredAt is not null && (e.Rung >= Temper.WakesAt || e.Step == "byHand")) || Now - Case.ReceivedAt > TimeSpan.FromDays(150);
            var clock = Case.Clocks.Where(k => k.IsRunning && k.DueAt is not null && Carriers.Contains(k.Code)).MinBy(k => k.DueAt);
            return clock is null || Now >= clock.StartedAt + (clock.DueAt!.Value - clock.StartedAt) * Temper.Pace;
        }
    }

    private static readonly string[] Carriers = ["CLK-HANDLE60", "CLK-SIMPLE10WD", "CLK-MED30", "internalTarget", "CLK-ACC-RESULT15WD", "externalDue"];

    public bool Running(string clock) => Case.Clocks.Any(k => k.Code == clock && k.IsRunning);

    public bool IsAfter(DateTimeOffset? moment, double days) => moment is { } at && Now >= at.AddDays(days);

    public AccountabilityRecord? OpenRecord => Case.AccountabilityRecords.FirstOrDefault(r => r.IsOpen);

    public MediationFile? Mediation => Case.Mediations.LastOrDefault(m => m.Kind == MediationFile.People);

    public static ServiceProof Proof => new("signed", "本人签收");

    /// <summary>Parties whose word on mediation is still out: everybody who asks or answers, or the unnamed other side.</summary>
    public int? NextParty
    {
        get
        {
            var parties = Case.People.Where(p => p is { Withdrawn: false, Role: "petitioner" or "representative" or "respondent" }).Select(p => p.No).ToList();
            if (Case.People.All(p => p.Role != "respondent"))
                parties.Add(0);
            return parties.Select(p => (int?)p).FirstOrDefault(p => Mediation?.Consents.All(c => c.Party != p) == true);
        }
    }
}

/// <summary>One thing that people do: how eager somebody is in this situation, and the order that she fills in.</summary>
/// <param name="Eager">0: not now; else the weight among what could be done.</param>
public sealed record Hand(string Verb, Func<Situation, double> Eager, Func<Situation, Command> Fill);
