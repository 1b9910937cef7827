using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Article 30: whoever is named in an accusation neither reads nor handles it, also where only the name is known.</summary>
public sealed class NamesakesTests
{
    private const string Officer = "STF-050", Second = "STF-051";

    [Fact]
    public void An_officer_who_is_complained_of_by_name_neither_reads_nor_takes_it_in_whatever_script()
    {
        foreach (var name in new[] { Name(Officer), Traditional(Name(Officer)), $" {Name(Officer)[..1]} {Name(Officer)[1..]} " })
        {
            var paper = Report(new NamedPerson("respondent", name));
            Assert.Equal([Officer], paper.Case.NamedStaff.Select(n => n.Staff));
            Assert.Equal("NOT_FOUND", paper.Refuses(new HandToDiscipline("ENT-JW"), Officer, "2026-03-02 10:00").Code);
            paper.Give(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00");
            Assert.Equal("NOT_FOUND", paper.Refuses(new ConcludeAccusation("notUpheld"), Officer, "2026-03-03 10:00").Code);
            Assert.DoesNotContain(paper.Notices, n => n.To == Officer);
            Assert.Contains(paper.Notices, n => n.To == Second);
            Assert.Equal([Second], paper.Case.SealedReaders!);
        }
    }

    [Fact]
    public void A_name_in_the_words_counts_too_and_also_one_that_is_added_later()
    {
        var paper = Report(text: $"反映{Name(Officer)}收受礼金。");
        Assert.Equal([Officer], paper.Case.NamedStaff.Select(n => n.Staff));
        paper.Give(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00");
        paper.Give(new Supplement($"{Name("STF-083")}也在场。"), Road.Petitioner, "2026-03-04 10:00");
        Assert.Equal([Officer, "STF-083"], paper.Case.NamedStaff.Select(n => n.Staff));
    }

    [Fact]
    public void A_sorter_who_is_named_does_not_sort_it_and_the_desk_takes_it_over()
    {
        var paper = Report(new NamedPerson("respondent", Name(Road.CommunitySorter)));
        paper.Do("2026-03-02 09:01", _ => { });
        Assert.True(paper.Case.SorterBarred);
        Assert.Equal("NOT_FOUND", paper.Refuses(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00").Code);
        paper.Give(new HandToDiscipline("ENT-JW"), Officer, "2026-03-02 10:00");
    }

    [Fact]
    public void Where_all_officers_of_a_desk_are_named_it_goes_to_the_next_one()
    {
        var paper = Report(new NamedPerson("respondent", Name(Officer)), text: $"{Name(Second)}包庇。");
        Assert.Equal("ACCUSED_UNIT_FORBIDDEN", paper.Refuses(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00").Code);
        paper.Give(new HandToDiscipline(), Road.CommunitySorter, "2026-03-02 10:00");
        Assert.NotEqual("ENT-JW", paper.Case.Holder);
    }

    [Fact]
    public void Another_officer_decides_whether_the_bearer_of_the_name_is_meant()
    {
        var paper = Report(new NamedPerson("respondent", Name(Officer)));
        paper.Give(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00");
        Assert.Equal("NOT_FOUND", paper.Refuses(new DecideNamesake(Officer, false, "不是我"), Officer, "2026-03-03 10:00").Code);
        Assert.Equal(("FIELD_INVALID", "staff"), Fault(paper.Refuses(new DecideNamesake("STF-029", false, "没有提到"), Second, "2026-03-03 10:00")));
        Assert.Equal("REASON_REQUIRED", paper.Refuses(new DecideNamesake(Officer, false, null), Second, "2026-03-03 10:00").Code);
        paper.Give(new DecideNamesake(Officer, false, "同名,系外单位人员"), Second, "2026-03-03 10:00");
        paper.Give(new ConcludeAccusation("notUpheld"), Officer, "2026-03-04 10:00");
        Assert.Null(paper.Case.SealedReaders);
    }

    [Fact]
    public void Whoever_is_meant_stays_outside_and_his_unit_is_the_accused_one()
    {
        var paper = Report(new NamedPerson("respondent", Name(Road.Handler)), unit: null);
        paper.Give(new HandToDiscipline("ENT-JW"), Road.CommunitySorter, "2026-03-02 10:00");
        paper.Give(new DecideNamesake(Road.Handler, true, "职务和时间相符"), Officer, "2026-03-03 10:00");
        Assert.Equal("COM-WY", paper.Case.ResponsibleUnit);
        Assert.True(Namesakes.Bars(paper.Case, Road.Handler));
    }

    [Fact]
    public void Who_reports_is_not_somebody_complained_of_and_open_petitions_name_whom_they_like()
    {
        Assert.Empty(Report(new NamedPerson("reporter", Name("STF-029"))).Case.NamedStaff);
        Assert.Empty(Road.Register(Road.Entry("A8") with { Text = $"{Name(Road.Handler)}态度不好。" }, "2026-03-02 09:00").Case.NamedStaff);
    }

    private static Paper Report(NamedPerson? person = null, string text = "反映有人收受礼金。", string? unit = "COM-WY") => Road.Register(
        Road.Entry("H1") with { Channel = "letter", Text = text, Title = "反映收受礼金", ResponsibleUnit = unit, ReceivedBy = "COM-ZZ", People = person is null ? [] : [person] },
        "2026-03-02 09:00", Road.CommunitySorter);

    private static string Name(string staff) => Seeds.Reference.Person(staff)!.Name;

    private static string Traditional(string name) => name.Replace('纪', '紀').Replace('邹', '鄒').Replace('顾', '顧');

    private static (string, string?) Fault(Refused refused) => (refused.Code, refused.Field);
}
