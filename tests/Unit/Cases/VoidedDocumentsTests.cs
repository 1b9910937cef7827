using Petitions.Cases;
using Xunit;
using TaskStatus = Petitions.Cases.TaskStatus;

namespace Petitions.Tests.Unit.Cases;

/// <summary>A paper made wrongly is void, stays listed, and another takes its place; what has been served stands (handbook §15).</summary>
public sealed class VoidedDocumentsTests
{
    [Fact]
    public void A_notice_that_was_made_wrongly_is_made_anew_and_the_fifteen_days_end_with_the_service_of_the_new_one()
    {
        var paper = Noticed(out var wrong);
        paper.Give(new VoidDocument(wrong, "姓名写错"), Road.Sorter, "2026-03-02 10:00");
        var (old, instead) = (paper.Case.Documents.Single(d => d.No == wrong), paper.Case.Documents[^1]);
        Assert.Equal((instead.No, Road.Sorter, "acceptance-notice"), (old.Voided!.Instead, old.Voided.By, instead.Kind));
        Assert.Equal("姓名写错", paper.Texts[old.Voided.Reason]);
        Assert.Equal([$"document:{instead.No}"], paper.Case.Tasks.Where(t => t is { Kind: "serveNotice", Status: TaskStatus.Open }).Select(t => t.About));
        Assert.Equal("document", paper.Refuses(new ServeDocument(wrong, Road.Signed), Road.Clerk, "2026-03-03 09:00").Field);
        Assert.Equal(ClockStatus.Running, paper.Clock("CLK-NOTICE15").Status);
        paper.Give(new ServeDocument(instead.No, Road.Signed), Road.Clerk, "2026-03-03 10:00");
        Assert.Equal((ClockStatus.Met, Paper.At("2026-03-03 10:00")), (paper.Clock("CLK-NOTICE15").Status, paper.Clock("CLK-NOTICE15").StoppedAt!.Value));
    }

    [Fact]
    public void Whoever_waits_for_the_service_of_a_void_paper_has_it_with_the_service_of_the_last_one_in_its_place()
    {
        var paper = Noticed(out var first);
        paper.Give(new VoidDocument(first, "姓名写错"), Road.Sorter, "2026-03-02 10:00");
        var second = paper.Case.Documents[^1].No;
        paper.Give(new VoidDocument(second, "日期写错"), Road.Sorter, "2026-03-02 11:00");
        var events = paper.Give(new ServeDocument(paper.Case.Documents[^1].No, Road.Signed), Road.Clerk, "2026-03-03 10:00");
        var served = Assert.Single(events.OfType<DocumentServed>());
        Assert.Equal([second, first], served.InsteadOf);
        Assert.Contains($"documentServed:{first}", served.Signals);
    }

    [Fact]
    public void What_was_served_what_decides_and_what_is_void_already_stays_as_it_is()
    {
        var paper = Noticed(out var notice);
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new VoidDocument(notice, " "), Road.Sorter, "2026-03-02 10:00").Code);
        var handled = Road.InHandling();
        Assert.Equal("NOT_YOUR_ROLE", handled.Refuses(new VoidDocument(handled.Case.Documents[0].No, "写错"), Road.HandlerHead, "2026-03-02 10:00").Code);
        Assert.Equal("document", paper.Refuses(new VoidDocument(99, "写错"), Road.Sorter, "2026-03-02 10:00").Field);
        paper.Give(new VoidDocument(notice, "写错"), Road.Sorter, "2026-03-02 10:00");
        Assert.Equal("document", paper.Refuses(new VoidDocument(notice, "写错"), Road.Sorter, "2026-03-02 11:00").Field);
        var served = Road.Accepted();
        Assert.Equal("document", served.Refuses(new VoidDocument(served.Case.Documents.Last(d => d.Kind == "acceptance-notice").No, "写错"), Road.Sorter, "2026-03-03 10:00").Field);
        var opinion = Road.OpinionIssued();
        Assert.Equal("document", opinion.Refuses(new VoidDocument(opinion.Case.Documents.Last(d => d.Kind == "opinion").No, "写错"), Road.EstateHead, "2026-03-20 09:30").Field);
    }

    private static Paper Noticed(out int notice)
    {
        var paper = Road.Claim();
        paper.Give(new Accept(), Road.Sorter, "2026-03-02 09:00");
        notice = paper.Case.Documents.Last(d => d.Kind == "acceptance-notice").No;
        return paper;
    }
}
