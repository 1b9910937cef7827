using System.Globalization;
using System.Text.Json.Nodes;

namespace Petitions.Cases;

/// <summary>What happens when the moment of an entry comes.</summary>
public static partial class Ladder
{
    /// <summary>A sweep comes round well within this time; whatever fires later says how late (E8).</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(5);

    private static void Fire(StepContext step, CaseTimer timer)
    {
        var entry = step.Case.Ladder.FirstOrDefault(e => Ref(e.No) == timer.Ref);
        var clock = step.Case.Clocks.FirstOrDefault(k => k.No == entry?.Clock);
        if (entry is not { IsWaiting: true } || clock is null || !Carries(step.Case, clock) || entry.DueAt > step.Now)
            return;
        var targets = new LadderTargets(step.Case, step.Reference, Local.DateOf(step.Now), clock, IsEmergency(clock) ? step.Now : null);
        var to = step.Reference.Ladder.Step(entry.Step)?.To
            ?? step.Reference.Ladder.EmergencySteps.FirstOrDefault(s => s.Code == entry.Step)?.To ?? "owner";
        var target = to is "owner" or "ownerAndHead" ? OwnerAsTarget(targets) : targets.Find(to, entry.Rung);
        RaiseFired(step, entry, clock, target);
        TellOfRung(step, entry, clock, target, to == "ownerAndHead" ? targets.HeadBesideOwner() : null);
        if (entry.Rung > 0 || entry.Kind == "action")
            Demand(step, entry, clock, target);
    }

    private static LadderTarget OwnerAsTarget(LadderTargets targets)
    {
        var (role, person, unit) = targets.Owner();
        return new(role, person, unit, null, false, []);
    }

    private static void RaiseFired(StepContext step, LadderEntry entry, Clock clock, LadderTarget target)
    {
        var late = step.Now - entry.DueAt;
        step.Raise(new RungFired(entry.No, clock.No, clock.Code, entry.Step, entry.Rung, entry.Kind, step.Now, late > Sweep ? late : null,
            target.Role, target.Person, target.Unit, target.Office, [.. target.Missed.Select(m => m.Role)], target.StandsInFor));
        foreach (var missed in target.Missed)
            step.Raise(new EscalationTargetEmpty(entry.No, missed.Role, missed.Unit, missed.Because));
    }

    private static void TellOfRung(StepContext step, LadderEntry entry, Clock clock, LadderTarget target, string? alsoTell)
    {
        var facts = Facts(entry, clock, target);
        var (template, urgent) = (TemplateOf(entry), IsEmergency(clock));
        if (entry.Step == "duty" && !step.Case.Flags.Confidential)
            Notices.Tell(step, $"{Roles.Duty}@{target.Unit}", template, facts, true, urgent, About(entry.No));
        else if (Address(target) is { } to)
            Notices.Tell(step, to, template, facts, entry.Kind == "action", urgent, About(entry.No));
        if (alsoTell is not null && alsoTell != target.Person)
            Notices.Tell(step, alsoTell, template, facts, false, urgent, About(entry.No));
    }

    /// <summary>An office outside has no accounts: where nobody stands in for it, the desk that deals with it hears.</summary>
    internal static string? Address(LadderTarget target) => target.Person ?? target.Through ?? (target.Unit is null ? null : $"{target.Role}@{target.Unit}");

    private static string TemplateOf(LadderEntry entry) =>
        entry.Step.StartsWith("remind", StringComparison.Ordinal) ? "remind" : entry.Step;

    private static bool IsEmergency(Clock clock) => MinuteClocks.Contains(clock.Code);

    private static Dictionary<string, string> Facts(LadderEntry entry, Clock clock, LadderTarget target) => new()
    {
        ["clock"] = clock.Code,
        ["due"] = clock.EffectiveDue?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            ?? clock.DueAt!.Value.ToOffset(Local.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        ["rung"] = Ref(entry.Rung),
        ["to"] = target.Role,
    };

    /// <summary>The duty that a rung creates: an answer in time, the petitioner told (E10), the party line, at the top the extract.</summary>
    private static void Demand(StepContext step, LadderEntry entry, Clock clock, LadderTarget target)
    {
        var answer = step.Reference.Ladder.Step(entry.Step)?.AnswerWorkdays;
        if (answer is not null || entry.Rung == 4)
            OpenQuestion(step, entry.No, entry.Rung == 4 ? "handedUp" : "escalation", target, answer);
        if (entry is { Rung: > 0, Kind: "action" })
            TellPetitioners(step, target);
        if (entry.Rung is 2 or 3)
            InformParty(step, entry, clock);
        if (entry.Rung == 3)
            step.Raise(new MarkedForBulletin(entry.No, Bulletin.IssueAfter(step.Now, step.Reference.Calendar)));
        if (entry.Rung == 4)
            HandUp(step, entry, clock, target);
    }

    private static void OpenQuestion(StepContext step, int entry, string kind, LadderTarget target, int? workdays) => step.OpenTask(new CaseTask
    {
        No = step.Case.NextId(),
        Kind = kind,
        Role = target.Office ? step.Reference.Person(target.Person)?.Roles[0] ?? Roles.Triage : target.Role,
        Unit = target.Unit,
        Assignee = target.Person,
        Offers = ["answerEscalation"],
        OpenedAt = step.Now,
        DueAt = workdays is { } days && step.Reference.Calendar.TryAddWorkingDays(Local.DateOf(step.Now), days) is { } day ? Local.EndOf(day) : null,
        About = About(entry),
    });

    private static void TellPetitioners(StepContext step, LadderTarget target)
    {
        var facts = step.Case.Flags.Sealed ? [] : new Dictionary<string, string> { ["to"] = target.Role };
        foreach (var person in step.Case.People.Where(p => p.Role is "petitioner" or "representative" && !p.Withdrawn))
            Notices.Tell(step, $"P:{person.No}", step.Case.Flags.Sealed ? "raisedSealed" : "raised", facts);
    }

    /// <summary>Branch and general branch at rung 2, the committee at rung 3; never of a sealed, confidential or restricted case.</summary>
    private static void InformParty(StepContext step, LadderEntry entry, Clock clock)
    {
        if (step.Case.Flags.Sealed || step.Case.Flags.Confidential || step.Case.Flags.Restricted)
            return;
        var sections = step.Reference.LineOf(step.Case.Location).Select(u => u.Code).ToHashSet();
        var branch = step.Reference.Units.Values.FirstOrDefault(u => u is { Kind: "party-branch", Section: { } s } && sections.Contains(s));
        var line = step.Reference.LineOf(branch?.Code).Where(u => u.Kind.StartsWith("party-", StringComparison.Ordinal)).Select(u => u.Code).ToList();
        var units = entry.Rung == 2 ? line.Take(2).ToList() : [.. line.Skip(2)];
        if (units.Count == 0)
            return;
        step.Raise(new PartyLineInformed(entry.No, units));
        var facts = new Dictionary<string, string> { ["clock"] = clock.Code, ["rung"] = Ref(entry.Rung) };
        foreach (var person in step.Reference.People.Values.Where(p => units.Contains(p.Unit)).OrderBy(p => p.Id, StringComparer.Ordinal))
            Notices.Tell(step, person.Id, "partyLine", facts);
    }

    /// <summary>The minimum extract that goes up: request, dates, steps; ids of texts only. The file goes on request with a reason.</summary>
    private static void HandUp(StepContext step, LadderEntry entry, Clock? clock, LadderTarget target)
    {
        var c = step.Case;
        step.Send(new OutboxMessage("extract", $"extract/{entry.Clock}/{entry.Cycle}/{entry.Step}", new JsonObject
        {
            ["number"] = c.Number,
            ["to"] = target.Role,
            ["clock"] = clock?.Code,
            ["due"] = Day(clock?.EffectiveDue),
            ["receivedOn"] = Day(Local.DateOf(c.ReceivedAt)),
            ["acceptedOn"] = Day(c.AcceptedAt is { } accepted ? Local.DateOf(accepted) : null),
            ["parts"] = new JsonArray([.. c.Parts.Select(p => new JsonObject { ["no"] = p.No, ["text"] = p.Text, ["category"] = p.Category })]),
            ["steps"] = new JsonArray([.. c.Ladder.Where(e => e.Clock == entry.Clock && e.FiredAt is not null).Select(e => new JsonObject
            {
                ["step"] = e.Step,
                ["on"] = Day(Local.DateOf(e.FiredAt!.Value)),
                ["to"] = e.TargetRole,
                ["answer"] = e.Answer,
            })]),
        }, step.Now));
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
