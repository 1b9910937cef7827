using Petitions.Cases;
using Xunit;
using static Petitions.Cases.ClockKind;
using static Petitions.Cases.ClockUnit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Every clock of the handbook (§4.10) as a table: what starts it, how long it runs, whether it rolls, what it is and on what it rests.</summary>
public class ClockTableTests
{
    private static readonly (string Code, int Amount, ClockUnit Unit, ClockKind Kind, bool Rolls, string Start, string Basis)[] Table =
    [
        ("CLK-REG", 0, Immediate, Statutory, false, "received", "信访工作条例 第二十二、二十三条"),
        ("CLK-TRANSFER15", 15, CalendarDay, Statutory, false, "received by a party or government petition office", "信访工作条例 第二十二条"),
        ("CLK-NOTICE15", 15, CalendarDay, Statutory, false, "received by the body itself, directly or by transfer", "信访工作条例 第二十三条"),
        ("CLK-OBJECT5WD", 5, WorkingDay, Statutory, false, "received by transfer", "信访工作条例 第二十三条"),
        ("CLK-HANDLE60", 60, CalendarDay, Statutory, false, "accepted", "信访工作条例 第三十四条"),
        ("CLK-EXT30", 30, CalendarDay, Statutory, false, "end of CLK-HANDLE60", "信访工作条例 第三十四条"),
        ("CLK-REV30", 30, CalendarDay, Statutory, false, "review request received", "信访工作条例 第三十五条"),
        ("CLK-REX30", 30, CalendarDay, Statutory, false, "re-examination request received", "信访工作条例 第三十六条"),
        ("CLK-REPORTUP1H", 1, Hour, Statutory, false, "head of the unit informed; default: emergency opened", "生产安全事故报告和调查处理条例 第九条"),
        ("CLK-REV-ASK30", 30, CalendarDay, Right, true, "opinion served", "信访工作条例 第三十五条"),
        ("CLK-REX-ASK30", 30, CalendarDay, Right, true, "review opinion served", "信访工作条例 第三十六条"),
        ("CLK-JC30", 30, CalendarDay, Right, true, "mediation agreement in force", "人民调解法 第三十三条"),
        ("CLK-SAT30", 30, CalendarDay, Right, true, "opinion served", "product default"),
        ("CLK-WD-REVOKE7", 7, CalendarDay, Right, true, "withdrawal confirmed", "product default"),
        ("CLK-SIMPLE-ACC3WD", 3, WorkingDay, Policy, false, "received", "信访事项简易办理办法"),
        ("CLK-SIMPLE10WD", 10, WorkingDay, Policy, false, "accepted", "信访事项简易办理办法"),
        ("CLK-MED30", 30, CalendarDay, Policy, false, "consent of all parties recorded", "product default"),
        ("CLK-PERF", 0, Date, Policy, false, "agreement", "人民调解法 第三十一条"),
        ("CLK-ACC-TOLD15WD", 15, WorkingDay, Policy, false, "received by the discipline organ", "纪检监察机关处理检举控告工作规则"),
        ("CLK-ACC-RESULT15WD", 15, WorkingDay, Policy, false, "concluded", "纪检监察机关处理检举控告工作规则"),
        ("CLK-FIRST15", 15, CalendarDay, Internal, false, "first receipt, when the matter is transferred", "product default"),
        ("CLK-SUPPLEMENT10WD", 10, WorkingDay, Internal, false, "supplement asked", "product default"),
        ("CLK-JURIS3WD", 3, WorkingDay, Internal, false, "jurisdiction dispute raised", "product default"),
        ("CLK-SEAL1WD", 1, WorkingDay, Internal, false, "received", "product default"),
        ("CLK-TIP-POLICE", 15, Minute, Internal, false, "received", "product default"),
        ("CLK-RET-CONTACT", 1, WorkingDay, Internal, false, "received", "product default"),
        ("CLK-RET-ASK30", 30, CalendarDay, Internal, false, "first contact", "product default"),
        ("CLK-RET-ASK90", 90, CalendarDay, Internal, false, "first contact", "product default"),
        ("CLK-EMG-CONTACT", 30, Minute, Internal, false, "emergency opened", "product default"),
        ("CLK-EMG-ONSITE", 2, Hour, Internal, false, "emergency opened", "product default"),
        ("CLK-EMG-STATUS", 24, Hour, Internal, false, "emergency opened", "product default"),
        ("CLK-SUP-REPLY", 5, WorkingDay, Internal, false, "supervision notice served", "product default"),
        ("CLK-3NLG", 30, CalendarDay, Internal, false, "accountability record opened", "product default"),
    ];

    public static TheoryData<string> Codes => [.. Table.Select(t => t.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_clock_is_what_the_handbook_says(string code)
    {
        var (_, amount, unit, kind, rolls, start, basis) = Table.Single(t => t.Code == code);
        var clock = Seeds.Reference.Clocks[code];

        Assert.Equal((amount, unit, kind, rolls, start), (clock.Amount, clock.Unit, clock.Kind, clock.RollForward, clock.Start));
        Assert.StartsWith(basis, clock.Basis);
    }

    [Fact]
    public void There_is_no_other_clock() => Assert.Equal(Table.Select(t => t.Code).Order(), Seeds.Reference.Clocks.Keys.Order());

    [Theory]
    [InlineData("CLK-TRANSFER15", "2026-02-18 24")]
    [InlineData("CLK-NOTICE15", "2026-02-18 24")]
    [InlineData("CLK-OBJECT5WD", "2026-02-10 24")]
    [InlineData("CLK-HANDLE60", "2026-04-04 24")]
    [InlineData("CLK-REV30", "2026-03-05 24")]
    [InlineData("CLK-REX30", "2026-03-05 24")]
    [InlineData("CLK-REPORTUP1H", "2026-02-03 17:30")]
    [InlineData("CLK-REV-ASK30", "2026-03-05 24")]
    [InlineData("CLK-REX-ASK30", "2026-03-05 24")]
    [InlineData("CLK-JC30", "2026-03-05 24")]
    [InlineData("CLK-SAT30", "2026-03-05 24")]
    [InlineData("CLK-WD-REVOKE7", "2026-02-10 24")]
    [InlineData("CLK-SIMPLE-ACC3WD", "2026-02-06 24")]
    [InlineData("CLK-SIMPLE10WD", "2026-02-24 24")]
    [InlineData("CLK-MED30", "2026-03-05 24")]
    [InlineData("CLK-ACC-TOLD15WD", "2026-03-02 24")]
    [InlineData("CLK-ACC-RESULT15WD", "2026-03-02 24")]
    [InlineData("CLK-FIRST15", "2026-02-18 24")]
    [InlineData("CLK-SUPPLEMENT10WD", "2026-02-24 24")]
    [InlineData("CLK-JURIS3WD", "2026-02-06 24")]
    [InlineData("CLK-SEAL1WD", "2026-02-04 24")]
    [InlineData("CLK-TIP-POLICE", "2026-02-03 16:45")]
    [InlineData("CLK-RET-CONTACT", "2026-02-04 24")]
    [InlineData("CLK-RET-ASK30", "2026-03-05 24")]
    [InlineData("CLK-RET-ASK90", "2026-05-04 24")]
    [InlineData("CLK-EMG-CONTACT", "2026-02-03 17:00")]
    [InlineData("CLK-EMG-ONSITE", "2026-02-03 18:30")]
    [InlineData("CLK-EMG-STATUS", "2026-02-04 16:30")]
    [InlineData("CLK-SUP-REPLY", "2026-02-10 24")]
    [InlineData("CLK-3NLG", "2026-03-05 24")]
    public void Started_before_Spring_Festival_it_ends(string code, string due)
    {
        var clock = ClocksTests.WithClock(code, "2026-02-03 16:30").Clock(code);

        Assert.Equal(due.EndsWith(" 24", StringComparison.Ordinal) ? Local.EndOf(Paper.Day(due[..10])) : Paper.At(due), clock.DueAt);
    }

    /// <summary>§4.7: HEARING for the re-examination, CONSENT for the mediation, WAITING_PETITIONER for internal clocks; art. 34: the 60 days once, a mediation by consent.</summary>
    [Theory]
    [MemberData(nameof(Codes))]
    public void Nothing_suspends_or_extends_it_but_what_the_law_names(string code)
    {
        var kind = Table.Single(t => t.Code == code).Kind;
        string[] lawful = code == "CLK-REX30" ? ["HEARING"] : code == "CLK-MED30" ? ["CONSENT"] : kind == Internal ? ["WAITING_PETITIONER"] : [];
        Assert.Equal(lawful, new[] { "HEARING", "CONSENT", "WAITING_PETITIONER", "ILLNESS" }.Where(reason => Allows("SUSPENSION_NOT_ALLOWED",
            step => Clocks.Suspend(step, step.Case.Clocks[^1], reason, step.HappenedAt), code)));
        Assert.Equal(code is "CLK-HANDLE60" or "CLK-MED30", Allows("EXTENSION_TOO_LONG",
            step => Clocks.CheckExtension(step.Reference, step.Case.Clocks[^1], 30, Local.DateOf(step.Case.Clocks[^1].StartedAt)), code));
    }

    private static bool Allows(string refusal, Action<StepContext> act, string code)
    {
        var allowed = true;
        ClocksTests.WithClock(code, "2026-02-03 16:30").Do("2026-02-03 16:30", step =>
        {
            try
            {
                act(step);
            }
            catch (Refused refused)
            {
                Assert.Equal(refusal, refused.Code);
                allowed = false;
            }
        });
        return allowed;
    }

    [Fact]
    public void Of_several_clocks_the_nearest_leads()
    {
        var paper = ClocksTests.WithClock("CLK-HANDLE60", "2026-03-02 09:00");
        paper.Do("2026-03-02 09:00", step => Clocks.Start(step, "CLK-NOTICE15", step.HappenedAt, "received", "NQ-ZH"));
        paper.Do("2026-03-02 09:00", step => Clocks.StartExternal(step, Paper.Day("2026-03-10")));

        Assert.Equal([Clocks.ExternalDue, "CLK-NOTICE15", "CLK-HANDLE60"], paper.Case.Clocks.Where(k => k.IsRunning).OrderBy(k => k.DueAt).Select(k => k.Code));
    }

    [Theory]
    [InlineData("G01", "CLK-NOTICE15", "2026-01-06", "2026-01-21")]
    [InlineData("G02", "CLK-NOTICE15", "2026-02-03", "2026-02-18")]
    [InlineData("G04", "CLK-OBJECT5WD", "2026-02-12", "2026-02-26")]
    [InlineData("G06", "CLK-OBJECT5WD", "2026-01-04", "2026-01-09")]
    [InlineData("G07", "CLK-OBJECT5WD", "2026-09-29", "2026-10-12")]
    [InlineData("G09", "CLK-SIMPLE-ACC3WD", "2026-04-29", "2026-05-07")]
    [InlineData("G10", "CLK-SIMPLE10WD", "2026-04-30", "2026-05-18")]
    [InlineData("G11", "CLK-HANDLE60", "2026-01-20", "2026-03-21")]
    [InlineData("G12", "CLK-HANDLE60", "2026-08-05", "2026-10-04")]
    [InlineData("G14", "CLK-REV-ASK30", "2026-06-18", "2026-07-20")]
    [InlineData("G15", "CLK-JC30", "2026-08-21", "2026-09-20")]
    [InlineData("G17", "CLK-NOTICE15", "2026-12-16", "2026-12-31")]
    public void The_golden_cases_hold_for_real_clocks(string id, string code, string start, string due) =>
        Assert.Equal((id, Paper.Day(due)), (id, ClocksTests.WithClock(code, start + " 10:00").Clock(code).EffectiveDue!.Value));
}
