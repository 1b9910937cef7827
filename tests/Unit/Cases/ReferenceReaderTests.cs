using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public class ReferenceReaderTests
{
    [Fact]
    public void The_shipped_reference_data_is_read_whole()
    {
        var reference = Seeds.Reference;

        Assert.Equal(46, reference.Units.Values.Count(u => u.Kind == "building"));
        Assert.Equal(91, reference.People.Count);
        Assert.Equal("STF-008", reference.People["STF-010"].AbsenceOn(new DateOnly(2026, 8, 14))?.Delegate);
        Assert.Null(reference.People["STF-010"].AbsenceOn(new DateOnly(2026, 8, 15)));
        Assert.Equal(new EmergencyMinutes(5, 30, null), reference.Categories["A5"].Minutes);
        Assert.True(reference.Categories["A"].IsGroup);
        Assert.True(reference.Categories["B6"].Restricted);
        Assert.True(reference.Categories["A4"].ReportUpOnlyIfAccident);
        Assert.False(reference.Categories["D3"].ReportUpOnlyIfAccident);
        Assert.Equal(ClockKind.Right, reference.Clocks["CLK-JC30"].Kind);
        Assert.True(reference.Clocks["CLK-REV-ASK30"].RollForward);
        Assert.Equal(ClockUnit.Date, reference.Clocks["CLK-PERF"].Unit);
        Assert.Equal("R-UNITHEAD", reference.EscalationMap["R-HANDLER"]);
        Assert.Equal("route", reference.EscalationMap["R-LEADER"]);
        Assert.Equal(["C1", "C2", "C3", "C4"], reference.Schemes["safety-4"].Clauses);
        Assert.Equal(12, reference.Ladder.Step("rung4")?.WorkingDays);
        Assert.Equal("ENT", reference.RootOf("NQ-S4-B05"));
    }

    [Fact]
    public void A_document_may_be_named_with_its_file_ending() =>
        Assert.Equal(91, ReferenceReader.Read(Seeds.Documents().ToDictionary(d => d.Key + ".json", d => d.Value)).People.Count);

    [Theory]
    [InlineData("organisation", "\"parent\": \"NQ-S1\"", "\"parent\": \"NQ-S9\"", ".parent")]
    [InlineData("organisation", "\"level\": \"enterprise\",\n      \"parent\": \"GRP\"", "\"level\": \"enterprise\",\n      \"parent\": \"NQ\"", ".parent")]
    [InlineData("organisation", "\"residents\": 90,", "\"residents\": 91,", ".residents")]
    [InlineData("organisation", "\"residents\": 5300,\n    \"buildings\": 46", "\"residents\": 5300,\n    \"buildings\": 47", "$.totals.buildings")]
    [InlineData("organisation", "\"partyMembers\": 312", "\"partyMembers\": 313", "$.totals.partyMembers")]
    [InlineData("organisation", "\"residentsWithoutAffiliation\": 260", "\"residentsWithoutAffiliation\": 261", "$.totals.residentsWithoutAffiliation")]
    [InlineData("organisation", "\"femaleMembers\": 3", "\"femaleMembers\": 0", ".members")]
    [InlineData("organisation", "\"code\": \"COM-DC\"", "\"code\": \"COM-ZZ\"", ".code")]
    [InlineData("organisation", "\"noticeRule\": \"art22\"", "\"noticeRule\": \"art24\"", ".noticeRule")]
    [InlineData("organisation", "\"reviewBy\": \"ENT\"", "\"reviewBy\": \"ENX\"", ".reviewBy")]
    [InlineData("people", "\"unit\": \"COM-DC\"", "\"unit\": \"COM-DX\"", ".unit")]
    [InlineData("people", "\"delegate\": \"STF-008\"", "\"delegate\": \"STF-010\"", ".absent")]
    [InlineData("people", "\"to\": \"2026-08-14\"", "\"to\": \"2026-08-01\"", ".to")]
    [InlineData("people", "\"from\": \"2026-08-03\"", "\"from\": \"03.08.2026\"", ".from")]
    [InlineData("categories", "\"NQ-S*\"", "\"NX-S*\"", ".defaultRoute")]
    [InlineData("categories", "\"defaultNature\": \"N-TIP\"", "\"defaultNature\": \"N-TAP\"", ".defaultNature")]
    [InlineData("categories", "\"reportUpClock\": \"CLK-REPORTUP1H\"", "\"reportUpClock\": \"CLK-REPORTUP2H\"", ".reportUpClock")]
    [InlineData("categories", "\"unit\": \"workingDay\"", "\"unit\": \"workDay\"", ".unit")]
    [InlineData("categories", "\"kind\": \"policy\"", "\"kind\": \"polite\"", ".kind")]
    [InlineData("categories", "\"simpleEligible\": true", "\"simpleEligible\": \"yes\"", ".simpleEligible")]
    [InlineData("categories", "\"GOV-WATER\"", "\"GOV-WINE\"", ".route")]
    [InlineData("calendar-2026", "\"to\": \"2026-01-03\"", "\"to\": \"2026-01-04\"", ".days")]
    [InlineData("calendar-2026", "\"date\": \"2026-02-28\"", "\"date\": \"2026-02-27\"", ".date")]
    [InlineData("calendar-2026", "\"workdays\": 248", "\"workdays\": 249", "$.computed.workdays")]
    [InlineData("ladder", "\"code\": \"rung3\"", "\"code\": \"rungX\"", "$.steps")]
    [InlineData("ladder", "\"workingDays\": 7", "\"workingDays\": 2", "$.steps")]
    [InlineData("ladder", "\"workingDays\": 1,", "\"workingDays\": -1,", ".workingDays")]
    [InlineData("ladder", "\"enterprise\": \"ENT-XF\"", "\"enterprise\": \"ENT-XX\"", "$.offices.enterprise")]
    [InlineData("ladder", "\"R-HANDLER\": \"R-UNITHEAD\"", "\"R-HANDLER\": \"R-NOBODY\"", "$.escalationMap")]
    [InlineData("accountability-schemes", "\"C4\"", "\"C9\"", ".clauses")]
    public void A_mistake_is_refused_with_document_and_path(string document, string right, string wrong, string path)
    {
        var documents = Seeds.Documents();
        Assert.Contains(right, documents[document]);
        documents[document] = ReplaceFirst(documents[document], right, wrong);
        var refused = Assert.Throws<Refused>(() => ReferenceReader.Read(documents));

        Assert.Equal("REFERENCE_INVALID", refused.Code);
        Assert.StartsWith(document + ":", refused.Field);
        Assert.EndsWith(path, refused.Field);
    }

    [Fact]
    public void A_missing_document_is_named()
    {
        var documents = Seeds.Documents();
        documents.Remove("ladder");

        Assert.Equal("ladder:$", Assert.Throws<Refused>(() => ReferenceReader.Read(documents)).Field);
    }

    [Fact]
    public void A_document_that_is_not_JSON_is_named()
    {
        var documents = Seeds.Documents();
        documents["people"] = "{ \"roles\": [";

        Assert.Equal("people:$", Assert.Throws<Refused>(() => ReferenceReader.Read(documents)).Field);
    }

    private static string ReplaceFirst(string text, string right, string wrong)
    {
        var at = text.IndexOf(right, StringComparison.Ordinal);
        return text[..at] + wrong + text[(at + right.Length)..];
    }
}
