using Petitions.Engine;
using Petitions.Engine.Definition;

namespace Petitions.Cases.Activities;

/// <summary>One verb that a step offers, and the port by which the step is left when somebody gives it.</summary>
internal sealed record Offer(string Verb, string Port, string Zh);

/// <summary>
/// A human step: opens a task that offers verbs of the domain, and waits. Left by the port of the verb that was given, by "Changed" when the
/// case moved on so that none of the verbs is possible any more, or by "Timeout".
/// </summary>
internal sealed class OfferActivity(string type, string zh, string en, string category, string description, string role, params Offer[] offers)
    : PetitionActivity
{
    public const string Wait = "Petitions.Task", VerbGiven = "verb", TimedOut = "timedOut";

    public override ActivityDescriptor Descriptor { get; } = new(type)
    {
        Waits = true, DisplayName = zh, Category = category, Description = description,
        Ports = [.. offers.DistinctBy(o => o.Port).Select(o => Port(o.Port, o.Zh)), Port("Changed", "情况有变"), Port("Timeout", "超时")],
        Inputs =
        [
            Text("Title", "任务名称", "办理人员在“我的任务”里看到的名称", zh), Text("TitleEn", "任务名称(英文)", "Title in English", en),
            Role("Role", "由谁办理", "任务派给该角色;案件所在单位优先", role),
            Role("Fallback", "无人时转给", "该角色无人在岗时由谁接手", Roles.CommunityHead),
            Number("DueWorkdays", "提醒期限(工作日)", "到期提醒办理人;不影响法定时限"),
            Number("TimeoutWorkdays", "超时离开(工作日)", "填写后,到期从“超时”端口离开"),
        ],
        Outputs = [new OutputDescriptor("Verb", "String") { DisplayName = "所作决定" }],
    };

    internal IReadOnlyList<(string Verb, string Port)> Offered => [.. offers.Select(o => (o.Verb, o.Port))];

    public override void Execute(ActivityContext context)
    {
        var host = Host(context);
        if (!host.CanBeGiven(offers.Select(o => o.Verb)))
        {
            context.Complete("Changed");
            return;
        }
        var timeout = context.Input<int?>("TimeoutWorkdays") is { } days ? host.WorkdayAt(days, 9) : null;
        var task = host.NextId();
        var bookmark = context.CreateBookmark(
            new Stimulus(Wait, new Dictionary<string, object?> { ["task"] = (long)task }), "decided", timeout);
        host.OpenOffer(task, context.InstanceId, bookmark.Id, type, context, offers.Select(o => o.Verb).ToList());
    }

    /// <summary>Nobody times out where no time is given, and what is possible in every state is never overtaken.</summary>
    public override bool CanLeaveBy(GraphNode node, string port) => port switch
    {
        "Timeout" => MayTimeOut(node),
        "Changed" => offers.All(o => RuleBook.Handbook.For(o.Verb) is { } rule && (rule.OfferedIn ?? rule.States) is not null),
        _ => true,
    };

    internal static bool MayTimeOut(GraphNode node) => Foresight.IsComputed(node, "TimeoutWorkdays") || Foresight.Literal(node, "TimeoutWorkdays") is not null;

    public override bool Moved(ActivityContext context, GraphNode was, IReadOnlyList<Bookmark> waits)
    {
        Host(context).Reoffer(context, was, waits[0], [.. offers.Select(o => o.Verb)]);
        return true;
    }

    public override void Resume(ActivityContext context, Bookmark bookmark, string callback)
    {
        var verb = context.ResumeInput(VerbGiven) as string;
        context.SetOutput("Verb", verb);
        if (context.ResumeInput(TimedOut) is true)
            Host(context).CancelOffer(bookmark.Id);
        context.Complete(context.ResumeInput(TimedOut) is true ? "Timeout" : offers.FirstOrDefault(o => o.Verb == verb)?.Port ?? "Changed");
    }
}
