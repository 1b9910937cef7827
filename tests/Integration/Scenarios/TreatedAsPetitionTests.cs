using static Petitions.Tests.Integration.Server.Provoked.People;
using static Petitions.Tests.Integration.Server.Provoked.Situations;

namespace Petitions.Tests.Integration.Scenarios;

[Trait("Scenario", "24")]
public sealed class TreatedAsPetitionTests(PeopleTown people) : IClassFixture<PeopleTown>
{
    [Fact]
    public async Task Treat_this_as_a_petition_on_day_twenty_shows_the_notice_as_missed_and_leads_to_an_opinion_that_can_be_reviewed()
    {
        var town = people.Town;
        people.At("2026-03-02 09:00");
        var petition = await people.RegisterAsync(Clerk, ServiceEntry);
        await town.DoneAsync(Sorter, petition.Number, "accept");
        await town.DoneAsync(EstateHead, petition.Number, "assignHandler", new { handler = Handler });
        people.At("2026-03-22 10:00");
        Assert.Equal(200, (await people.PetitionerAsync(petition, "treatAsPetition")).Status);
        await town.RunDueAsync();

        var seen = await people.CaseAsync(Clerk, petition.Number);
        Assert.Equal("N-CLAIM", seen["nature"]!.GetValue<string>());
        var notice = seen["clocks"]!.AsArray().Select(c => c!["clock"]!).Single(c => c["code"]!.GetValue<string>() == "CLK-NOTICE15");
        Assert.Equal("2026-03-17", notice["effectiveDue"]!.GetValue<string>());
        Assert.True(notice["wasMissed"]!.GetValue<bool>());
        Assert.Equal("WRONG_STATE", (await people.PetitionerAsync(petition, "treatAsPetition")).Code);

        var document = seen["documents"]!.AsArray().Single(d => d!["kind"]!.GetValue<string>() == "acceptance-notice")!["no"]!.GetValue<int>();
        await town.DoneAsync(Clerk, petition.Number, "serveDocument", new { document, proof = Signed });
        await town.DoneAsync(EstateHead, petition.Number, "assignHandler", new { handler = Handler });
        await town.DoneAsync(Handler, petition.Number, "submitOpinion", new { results = Answers });
        await town.DoneAsync(Head, petition.Number, "issueOpinion", new { issuingBody = "COM" });
        await town.DoneAsync(Clerk, petition.Number, "serveOpinion", new { proof = Signed });
        Assert.Contains((await people.CaseAsync(Clerk, petition.Number))["clocks"]!.AsArray(), c => c!["clock"]!["code"]!.GetValue<string>() == "CLK-REV-ASK30");
    }
}
