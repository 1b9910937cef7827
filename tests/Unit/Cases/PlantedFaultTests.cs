using System.Text.Json;
using Petitions.Cases;
using Petitions.Server.Invariants;
using Petitions.Server.Rehearsal;
using Petitions.Server.Rehearsal.Year;
using Xunit;
using static Petitions.Tests.Unit.Cases.Plant;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A fault is put into the cases of a lawful year; the invariant that is there for it finds it.</summary>
public sealed class PlantedFaultTests
{
    private static readonly Task<List<CaseHistory>> Year = PlayedAsync();

    public static readonly TheoryData<string> Faults = [.. All.Keys];

    [Fact]
    public async Task Without_a_fault_nothing_is_found() => Assert.Empty(Examined(await Year));

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_is_found_by_the_invariant_that_is_there_for_it(string fault)
    {
        var (invariant, plant) = All[fault];
        var spoilt = (await Year).Select(h => (Spoilt: h with { Case = Copy(h.Case) }, h)).FirstOrDefault(p => plant(p.Spoilt.Case)).Spoilt;
        Assert.True(spoilt is not null, "no case of the year could bear the fault");
        Assert.Contains(invariant, Examined([spoilt]));
    }

    [Fact]
    public void A_gap_in_the_numbers_is_found()
    {
        var examination = new Examination(Yardstick.Of(Seeds.Reference));
        examination.TakeRegister(["NQ-ZH-2026-0001", "NQ-ZH-2026-0003"]);
        Assert.Equal("numbers-without-gap", Assert.Single(examination.Broken).Invariant);
    }

    [Fact]
    public void Days_are_counted_one_by_one_across_the_spring_festival_and_its_make_up_days()
    {
        var yardstick = Yardstick.Of(Seeds.Reference);
        Assert.Equal(new DateOnly(2026, 2, 26), yardstick.Workdays(new(2026, 2, 12), 5));
        Assert.Equal(new DateOnly(2026, 2, 24), yardstick.Rolled(new(2026, 2, 18)));
        Assert.Equal(248, yardstick.Worked.Count);
        Assert.Null(yardstick.Workdays(new(2026, 12, 30), 5));
    }

    private static List<string> Examined(IEnumerable<CaseHistory> histories)
    {
        var examination = new Examination(Yardstick.Of(Seeds.Reference));
        foreach (var history in histories)
            examination.Take(history);
        return [.. examination.Broken.Select(b => b.Invariant)];
    }

    private static Case Copy(Case c) => JsonSerializer.Deserialize<Case>(JsonSerializer.Serialize(c, CaseJson.Options), CaseJson.Options)!;

    private static async Task<List<CaseHistory>> PlayedAsync()
    {
        var stage = new PaperStage(Seeds.Reference, PaperStage.Workflows(Seeds.Workflows));
        await PlayedYear.OnAsync(stage, YearPlan.Read(Seeds.Folder), 11, 80, default);
        var histories = new List<CaseHistory>();
        foreach (var number in await stage.NumbersAsync(default))
            histories.Add(await stage.HistoryAsync(number, default));
        return histories;
    }
}

/// <summary>Faults by name, each with the invariant that must find it; a plant says whether the case could bear it.</summary>
internal static class Plant
{
    public static readonly IReadOnlyDictionary<string, (string Invariant, Func<Case, bool> Plant)> All = new Dictionary<string, (string, Func<Case, bool>)>
    {
        ["a due date is moved by a day"] = ("due-date-by-slow-count", c => Clock(c, k => k.Due is not null && k.Explanation.Unit == ClockUnit.CalendarDay, k => k with { Due = k.Due!.Value.AddDays(1) })),
        ["the day that counts is moved"] = ("effective-day-after-roll-and-ledger", c => Clock(c, k => k.EffectiveDue is not null, k => k with { EffectiveDue = k.EffectiveDue!.Value.AddDays(-1) })),
        ["a clock starts an hour early"] = ("no-clock-before-its-start", c => Clock(c, k => k.Code == "CLK-NOTICE15", k => k with { StartedAt = k.StartedAt.AddHours(-1) })),
        ["the law is suspended"] = ("statutory-never-suspended", c => Clock(c, k => k.Code == "CLK-HANDLE60", k => k with { Suspensions = [new("WAITING_PETITIONER", k.StartedAt, k.StartedAt.AddDays(3), "STF-001")] })),
        ["a late answer counts as in time"] = ("missed-means-too-late", c => Clock(c, k => k.Status == ClockStatus.Missed, k => k with { Status = ClockStatus.Met })),
        ["an extension of 45 days"] = ("one-extension-in-time", c => Clock(c, k => k is { Code: "CLK-HANDLE60", EffectiveDue: not null }, k =>
            k with { Extensions = [new(45, 1, "STF-029", "STF-042", k.EffectiveDue!.Value, k.EffectiveDue.Value, k.EffectiveDue.Value.AddDays(45))] })),
        ["a clock runs on after closing"] = ("nothing-runs-when-all-is-over", c => c.State == CaseState.Closed && Clock(c, k => k.Kind == ClockKind.Statutory, k => k with { Status = ClockStatus.Running })),
        ["a rung is removed"] = ("no-rung-skipped", c => c.Ladder.Any(e => e is { Rung: 2, FiredAt: not null }) && c.Ladder.RemoveAll(e => e.Rung == 1) > 0),
        ["a rung rings twice"] = ("each-rung-once", c => Repeat(c.Ladder, e => e.FiredAt is not null && e.Clock > 0)),
        ["a rung rings on another day"] = ("rung-on-its-day-at-nine", c => Change(c.Ladder, e => e is { Rung: 1, Cycle: 1, Clock: > 0 } && c.Ladder.All(o => o.Clock != e.Clock || o.Cycle == 1)
            && c.Clocks.Any(k => k.No == e.Clock && k.EffectiveDue is not null), e => e with { DueAt = e.DueAt.AddDays(1) })),
        ["a rung waits for an ended clock"] = ("met-clock-has-no-open-rung", c => Change(c.Ladder, e => e.CancelledAt is not null && c.Clocks.Any(k => k.No == e.Clock && !k.IsRunning), e => e with { CancelledAt = null })),
        ["closed without an ending"] = ("closed-with-a-served-ending", c => Set(c.State == CaseState.Closed, () => (c.AnsweredAt, c.Documents) = (null, []))),
        ["a claim ends as a service order"] = ("ending-of-its-nature", c => Set(c is { Nature: Natures.Claim, Ending: not null }, () => c.Ending = "T15a")),
        ["a part goes unanswered"] = ("claims-answer-every-part", c => c.Ending == "T17" && Change(c.Parts, p => p.Result is not null, p => p with { Result = null })),
        ["an inner office issues"] = ("issued-by-a-body", c => Set(c.Opinion is not null, () => c.Opinion = c.Opinion! with { IssuingBody = "NQ-ZH" })),
        ["the record of a trigger is gone"] = ("record-for-every-trigger", c => Set(c.AccountabilityRecords.Any(r => r.Trigger == "TR6"), c.AccountabilityRecords.Clear)),
        ["a record passes with an empty clause"] = ("passed-with-all-clauses", c => Change(c.AccountabilityRecords, r => r.Status == AccountabilityStatus.Passed, r => r with { Education = [] })),
        ["an author verifies"] = ("independent-verifier", c => Change(c.AccountabilityRecords, r => r is { PassedAt: not null, VerifiedBy: not null }, r => r with { Authors = [.. r.Authors, r.VerifiedBy!] })),
        ["the petitioner is held to account"] = ("petitioner-never-accountable", c => Change(c.AccountabilityRecords, r => r.Responsible.Count > 0, r => r with { Responsible = [r.Responsible[0] with { Person = "P:1" }] })),
        ["mediated without a consent"] = ("mediated-with-all-consents", c => Change(c.Mediations, m => m.Agreement is not null && m.Kind == MediationFile.People, m => m with { Consents = [] })),
        ["mediated where it is forbidden"] = ("never-for-forbidden-categories", c => Set(c.Mediations.Any(m => m.Kind == MediationFile.People), () => c.Category = "B6")),
        ["an oral agreement without its record"] = ("oral-agreement-has-its-record", c => c.Ending == "T15b" && Change(c.Mediations, m => m.Agreement is not null, m => m with { Agreement = m.Agreement! with { Form = Agreement.Oral, OralRecord = null } })),
        ["an end without other ways"] = ("end-names-other-ways", c => Change(c.Mediations, m => m.End is not null, m => m with { End = m.End! with { OtherWays = [] } })),
        ["a sealed task outside the line"] = ("sealed-tasks-inside-the-line", c => c.Flags.Sealed && Change(c.Tasks, _ => true, t => t with { Role = Roles.Handler, Unit = "COM-WY" })),
        ["an accusation lies with the accused"] = ("accused-line-never-has-it", c => Set(c.Flags.Sealed && c.Transfers.Count > 0, () => c.ResponsibleUnit = c.Transfers[0].To)),
        ["nobody has the case in hand"] = ("nobody-is-forgotten", c => Set(c.IsOpen, () => (c.Tasks, c.Clocks, c.Timers, c.Ladder) = ([], [], [], []))),
        ["a task that can never be done"] = ("open-tasks-can-be-done", c => c.State == CaseState.Closed && Change(c.Tasks, t => t.Offers.Contains("accept"), t => t with { Status = Petitions.Cases.TaskStatus.Open })),
    };

    private static bool Clock(Case c, Predicate<Clock> which, Func<Clock, Clock> spoil) => Change(c.Clocks, which, spoil);

    private static bool Change<T>(List<T> list, Predicate<T> which, Func<T, T> spoil)
    {
        var at = list.FindIndex(which);
        if (at >= 0)
            list[at] = spoil(list[at]);
        return at >= 0;
    }

    private static bool Repeat<T>(List<T> list, Predicate<T> which)
    {
        var at = list.FindIndex(which);
        if (at >= 0)
            list.Add(list[at]);
        return at >= 0;
    }

    private static bool Set(bool may, Action spoil)
    {
        if (may)
            spoil();
        return may;
    }
}
