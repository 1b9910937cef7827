using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class HandlingTests
{
    [Fact]
    public void Assigning_a_handler_starts_handling_in_his_unit_and_the_first_contact()
    {
        var paper = Road.InHandling();
        Assert.Equal((CaseState.InHandling, "COM-WY", Road.Handler), (paper.Case.State, paper.Case.HandlingUnit, paper.Case.Handler));
        Assert.Equal(Paper.Day("2026-03-03"), paper.Clock(Clocks.FirstContact).EffectiveDue);
        paper.Give(new RecordFirstContact("已电话联系"), Road.Handler, "2026-03-03 10:00");
        Assert.Equal(ClockStatus.Met, paper.Clock(Clocks.FirstContact).Status);
    }

    [Fact]
    public void Re_assigning_moves_no_deadline()
    {
        var paper = Road.InHandling();
        var before = paper.Clock("CLK-HANDLE60").EffectiveDue;
        paper.Give(new AssignHandler(Road.OtherHandler), Road.HandlerHead, "2026-03-10 09:00");
        Assert.Equal((before, Road.OtherHandler), (paper.Clock("CLK-HANDLE60").EffectiveDue, paper.Case.Handler));
        Assert.Equal([Road.Handler], paper.Case.FormerHandlers);
    }

    [Fact]
    public void Without_a_name_the_route_finds_the_first_handler_who_is_there()
    {
        var paper = Road.Accepted();
        paper.Give(new AssignHandler(null), Actor.System, "2026-03-02 10:00");
        Assert.Equal("STF-029", paper.Case.Handler);
    }

    [Fact]
    public void Nobody_recused_absent_unknown_or_from_elsewhere_is_assigned()
    {
        var paper = Road.Accepted();
        paper.Give(new RecuseHandler(Road.Handler, "亲属关系", null), Road.EstateHead, "2026-03-02 09:30");
        Assert.Equal("HANDLER_RECUSED", paper.Refuses(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00").Code);
        Assert.Equal("FIELD_INVALID", paper.Refuses(new AssignHandler("STF-999"), Road.EstateHead, "2026-03-02 10:00").Code);
        Assert.Equal("FIELD_INVALID", paper.Refuses(new AssignHandler("STF-038"), Road.EstateHead, "2026-03-02 10:00").Code);
        Assert.Equal("FIELD_INVALID", paper.Refuses(new AssignHandler("STF-062"), Road.EstateHead, "2026-03-02 10:00").Code);
        var away = new Person("STF-029", "龚物管", [Roles.Handler], "COM-WY", [new(Paper.Day("2026-03-01"), Paper.Day("2026-03-05"), null)], []);
        paper = Road.Accepted();
        paper.Reference = With(away);
        Assert.Equal("HANDLER_ABSENT", paper.Refuses(new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00").Code);
    }

    [Fact]
    public void The_head_of_another_unit_does_not_assign_here() =>
        Assert.Equal("NOT_FOUND", Road.Accepted().Refuses(new AssignHandler("STF-038"), "STF-072", "2026-03-02 10:00").Code);

    [Fact]
    public void A_recused_handler_is_replaced_or_his_head_is_asked_for_another()
    {
        var paper = Road.InHandling();
        paper.Give(new RecuseHandler(Road.Handler, "亲属关系", Road.OtherHandler), Road.HandlerHead, "2026-03-04 09:00");
        Assert.Equal(Road.OtherHandler, paper.Case.Handler);
        paper.Give(new RecuseHandler(Road.OtherHandler, "本人车辆涉及", null), Road.HandlerHead, "2026-03-05 09:00");
        Assert.Null(paper.Case.Handler);
        Assert.Contains(paper.Case.Tasks, t => t.Offers.Contains("assignHandler") && t.Status == Petitions.Cases.TaskStatus.Open);
    }

    [Fact]
    public void Recusal_needs_a_person_and_a_reason()
    {
        var paper = Road.InHandling();
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new RecuseHandler(Road.Handler, null, null), Road.HandlerHead, "2026-03-04 09:00").Code);
        Assert.Equal("person", paper.Refuses(new RecuseHandler("STF-999", "亲属", null), Road.HandlerHead, "2026-03-04 09:00").Field);
    }

    [Fact]
    public void When_the_simple_date_is_missed_the_case_is_ordinary_and_the_sixty_days_stand()
    {
        var paper = Simple();
        paper.PassTo("2026-01-27 00:10");
        Assert.False(paper.Case.Simple);
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-SIMPLE10WD").Status);
        Assert.Equal(Paper.Day("2026-03-13"), paper.Clock("CLK-HANDLE60").EffectiveDue);
        Assert.Contains(paper.Case.Documents, d => d.Kind == "procedure-change-notice");
        Assert.Equal("ALREADY_ORDINARY", paper.Refuses(new ConvertToOrdinary("复杂"), "STF-027", "2026-01-27 09:00").Code);
    }

    [Fact]
    public void The_handler_may_say_himself_that_it_is_not_simple()
    {
        var paper = Simple();
        paper.Give(new ConvertToOrdinary("需其他单位配合"), "STF-027", "2026-01-14 09:00");
        Assert.False(paper.Case.Simple);
    }

    [Fact]
    public void Comments_and_files_move_nothing_not_even_on_the_due_day()
    {
        var paper = Road.InHandling();
        var before = paper.Case.Clocks.ToList();
        paper.Give(new Comment("今天到期"), Road.Handler, "2026-05-01 09:00");
        paper.Give(new Attach("file-1", "photo", "现场照片"), Road.Handler, "2026-05-01 09:05");
        Assert.Equal(before.Select(k => (k.No, k.EffectiveDue, k.Status)), paper.Case.Clocks.Select(k => (k.No, k.EffectiveDue, k.Status)));
        Assert.Equal("FIELD_INVALID", paper.Refuses(new Comment(" "), Road.Handler, "2026-05-01 09:00").Code);
        Assert.Equal("fileId", paper.Refuses(new Attach("", "photo", null), Road.Handler, "2026-05-01 09:00").Field);
    }

    [Fact]
    public void A_hearing_and_harm_are_written_down_with_their_days()
    {
        var paper = Road.InHandling();
        paper.Give(new RecordHearing(Paper.Day("2026-03-10"), Paper.Day("2026-03-11"), "听证笔录"), Road.Handler, "2026-03-12 09:00");
        paper.Give(new RecordHarm(Paper.Day("2026-03-09"), "楼道纸箱冒烟", Hurt: false), Road.Handler, "2026-03-12 09:00");
        Assert.Single(paper.Case.Hearings);
        Assert.Equal(Paper.Day("2026-03-09"), Assert.Single(paper.Case.Harms).On);
        Assert.Equal("to", paper.Refuses(new RecordHearing(Paper.Day("2026-03-11"), Paper.Day("2026-03-10"), null), Road.Handler, "2026-03-12 09:00").Field);
        Assert.Equal("on", paper.Refuses(new RecordHarm(Paper.Day("2026-03-30"), "烟"), Road.Handler, "2026-03-12 09:00").Field);
        Assert.Equal("what", paper.Refuses(new RecordHarm(Paper.Day("2026-03-09"), " "), Road.Handler, "2026-03-12 09:00").Field);
    }

    private static Paper Simple()
    {
        var paper = Road.Register(Road.Entry("A1") with { TreatAsPetition = true, Simple = true }, "2026-01-12 08:40");
        paper.Give(new Accept(NoticeServed: Road.Signed), Road.Sorter, "2026-01-12 09:00");
        paper.Give(new AssignHandler("STF-027"), Road.EstateHead, "2026-01-12 09:30");
        return paper;
    }

    private static Reference With(Person person)
    {
        var documents = Seeds.Documents();
        var reference = ReferenceReader.Read(documents);
        var people = new Dictionary<string, Person>(reference.People) { [person.Id] = person };
        return new Reference
        {
            Units = reference.Units, People = people, Categories = reference.Categories, Clocks = reference.Clocks, Urgencies = reference.Urgencies,
            Channels = reference.Channels, RouteVariants = reference.RouteVariants, Calendar = reference.Calendar, Ladder = reference.Ladder,
            Schemes = reference.Schemes, EscalationMap = reference.EscalationMap,
        };
    }
}
