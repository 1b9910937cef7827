using Petitions.Cases;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A case of the property service with an open accountability record, and complete entries for each clause to spoil one by one.</summary>
internal static class Checked
{
    public const string Head = "STF-042", Handler = "STF-029", Supervisor = "STF-047", OtherSupervisor = "STF-048", Leader = "STF-003";

    public const string Name = "穆桂兰", Phone = "13900001234";

    /// <summary>An open case at COM-WY with a named petitioner; nothing has happened yet.</summary>
    public static Paper Case(string category = "A6", string receivedAt = "2026-03-02 09:00", Action<Case>? set = null)
    {
        var paper = Paper.Registered(category, receivedAt, c =>
        {
            (c.State, c.HandlingUnit, c.Holder, c.Handler) = (CaseState.InHandling, "COM-WY", "NQ-ZH", Handler);
            set?.Invoke(c);
        });
        paper.Do(receivedAt, step => step.Case.People[0] = step.Case.People[0] with
        {
            Name = step.Keep(new Words(Name), TextKind.Name), Phone = step.Keep(new Words(Phone), TextKind.Phone),
        });
        return paper;
    }

    /// <summary>As <see cref="Case"/>, with record 1 opened by a leader on 3 March.</summary>
    public static Paper Open(string? scheme = null, Action<Case>? set = null)
    {
        var paper = Case(set: set);
        paper.Give(new OpenAccountability("TR10", "值班表漏排", scheme), Leader, "2026-03-03 10:00");
        return paper;
    }

    public static RecordCauses Causes() => new(1,
        [new Cause("direct", null, "三天无人清运", ["file:1"]), new Cause("root", "planning", "替班无人安排", ["file:2"])], Paper.Day("2026-03-04"));

    public static Responsible Blamed(string? person = "STF-030") =>
        new(person, "COM-WY", "direct", "criticism", "STF-042", "COM-WY-2026-11", Paper.Day("2026-03-05"));

    public static RecordEducation Education() => new(1, Paper.Day("2026-03-06"), "meeting", ["保洁班"], 10, 9, "值班替班要求", "file:3");

    public static AccountabilityRecord Record(this Paper paper) => paper.Case.AccountabilityRecords[0];

    public static Paper Filled(string? scheme = null)
    {
        var paper = Open(scheme);
        paper.Give(Causes(), Handler, "2026-03-04 15:00");
        paper.Give(new RecordResponsible(1, [Blamed()]), Head, "2026-03-05 15:00");
        paper.Give(Education(), Head, "2026-03-06 15:00");
        return paper;
    }

    public static Paper Passed()
    {
        var paper = Filled();
        paper.Give(new VerifyAccountability(1, null, null), Supervisor, "2026-03-09 10:00");
        return paper;
    }
}
