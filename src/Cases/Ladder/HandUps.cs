using System.Globalization;

namespace Petitions.Cases;

/// <summary>An office's wish to see the whole file of a case that was handed up to it, and what became of it.</summary>
/// <param name="Unit">The office.</param>
/// <param name="Reason">Kept text; so is <paramref name="DecisionReason"/>.</param>
/// <param name="Granted">Null while it waits.</param>
public sealed record FileRequest(
    int No, string Unit, string By, int Reason, DateTimeOffset AskedAt, bool? Granted = null, string? DecidedBy = null, DateTimeOffset? DecidedAt = null,
    int? DecisionReason = null);

public sealed partial class Case
{
    /// <summary>What offices asked to see beyond the extract, oldest first.</summary>
    public List<FileRequest> FileRequests { get; set; } = [];
}

public sealed record FileAsked(FileRequest Request) : CaseEvent
{
    public override string? Rule => "7";

    protected internal override void ApplyTo(Case c) => c.FileRequests.Add(Request);
}

/// <param name="Reason">Kept text.</param>
public sealed record FileDecided(int Request, bool Granted, string By, DateTimeOffset At, int? Reason) : CaseEvent
{
    public override string? Rule => "7";

    protected internal override void ApplyTo(Case c)
    {
        var i = c.FileRequests.FindIndex(r => r.No == Request);
        c.FileRequests[i] = c.FileRequests[i] with { Granted = Granted, DecidedBy = By, DecidedAt = At, DecisionReason = Reason };
    }
}

/// <summary>
/// Cases handed up to an office (handbook §7): it gets the request, the dates and the steps, and the file only when it asks with a reason and the
/// handling side grants it. Both are in the audit. Sealed cases go up inside the sealed line, tips keep to theirs.
/// </summary>
public static class HandUps
{
    /// <summary>What an office may order while it has the extract alone.</summary>
    public static readonly IReadOnlySet<string> Verbs = new HashSet<string> { "answerEscalation", "askForFile" };

    private static readonly string[] Desks = [Roles.Town, Roles.Triage, Roles.Intake, Roles.Police, Roles.UnitHead, Roles.CommunityHead, Roles.Leader, Roles.Discipline];

    internal static void Rules(RuleBook book)
    {
        book.On<AskForFile>("askForFile", VerbKind.Ambient, "7", Desks, CaseStates.Open, Ask);
        book.On<DecideFile>("decideFile", VerbKind.Ambient, "7", [Roles.UnitHead, Roles.EstateHead, Roles.CommunityHead, Roles.Discipline], null, Decide);
    }

    /// <summary>Offices to which the case was handed up.</summary>
    public static IEnumerable<string> Offices(Case c) =>
        c.Ladder.Where(e => e is { FiredAt: not null, IsHandUp: true, TargetUnit: not null }).Select(e => e.TargetUnit!).Distinct();

    internal static bool IsGranted(Case c, string unit) => c.FileRequests.Any(r => r.Unit == unit && r.Granted == true);

    /// <summary>True for the task of taking up what was handed up: it opens no file.</summary>
    internal static bool IsAbout(Case c, CaseTask task) =>
        c.Ladder.Any(e => e.IsHandUp && task.About == $"ladder:{e.No.ToString(CultureInfo.InvariantCulture)}");

    /// <exception cref="Refused">REASON_REQUIRED; FILE_ALREADY_OPEN for whoever reads the file anyway or has asked already.</exception>
    private static void Ask(StepContext step, AskForFile order)
    {
        var unit = step.Actor.Unit;
        if (unit is null || !Access.SeesExtractOnly(step.Actor, step.Case, step.Reference)
            || step.Case.FileRequests.Any(r => r.Unit == unit && r.Granted is null))
            throw Refusals.FileAlreadyOpen();
        if (order.Reason is not { IsBlank: false } reason)
            throw Refusals.ReasonRequired();
        var request = new FileRequest(step.Case.NextId(), unit, step.Actor.Id, step.KeepRequired(reason, TextKind.Reason), step.HappenedAt);
        step.Raise(new FileAsked(request));
        OpenDecision(step, request);
    }

    private static void OpenDecision(StepContext step, FileRequest request)
    {
        var post = TaskRouting.Find(Roles.UnitHead, Roles.CommunityHead, step.Case, step.Reference, Local.DateOf(step.Now));
        var days = step.Reference.Ladder.ByHandAnswerWorkdays;
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = "decideFile", Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = ["decideFile"], OpenedAt = step.Now,
            DueAt = step.Reference.Calendar.TryAddWorkingDays(Local.DateOf(step.Now), days) is { } day ? Local.EndOf(day) : null, About = About(request.No),
        });
        Notices.Tell(step, post.Person ?? $"{post.Role}@{post.Unit}", "fileAsked", new Dictionary<string, string> { ["unit"] = request.Unit }, true, about: About(request.No));
    }

    /// <exception cref="Refused">FILE_REQUEST_NOT_OPEN; NOT_YOUR_ROLE outside the handling unit and the offices above it; REASON_REQUIRED for a no.</exception>
    private static void Decide(StepContext step, DecideFile order)
    {
        if (step.Case.FileRequests.FirstOrDefault(r => r.No == order.FileRequest) is not { Granted: null } request)
            throw Refusals.FileRequestNotOpen(order.FileRequest);
        Standing.Require(step.Case.Flags.Sealed ? Sealed.IsOfficer(step) : Standing.HeadsUnit(step, step.Case.HandlingUnit) || Standing.AboveHandling(step), "decideFile");
        if (!order.Granted && order.Reason is not { IsBlank: false })
            throw Refusals.ReasonRequired();
        step.Raise(new FileDecided(request.No, order.Granted, step.Actor.Id, step.HappenedAt, step.Keep(order.Reason, TextKind.Reason)));
        step.EndTasks(t => t.About == About(request.No), TaskStatus.Done, order.Granted ? "granted" : "notGranted");
        Notices.Tell(step, request.By, order.Granted ? "fileGranted" : "fileRefused", new Dictionary<string, string> { ["by"] = step.Actor.Id });
    }

    private static string About(int request) => $"file:{request.ToString(CultureInfo.InvariantCulture)}";
}
