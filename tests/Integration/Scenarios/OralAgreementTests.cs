using static Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Integration.Scenarios;

[Trait("Scenario", "18")]
public sealed class OralAgreementTests(PeopleTown people) : IClassFixture<PeopleTown>
{
    [Fact]
    public async Task An_oral_agreement_without_its_record_does_not_close_and_inside_a_claim_it_is_refused()
    {
        var town = people.Town;
        people.At("2026-04-03 09:00");
        var dispute = await TakenUpAsync(new { channel = "visit", readBack = true, category = "B2", nature = "N-DISPUTE", location = "NQ-S5-B02", text = "楼上浇花的水滴到被子上。" });
        await town.DoneAsync(Mediator, dispute, "recordAgreement", Oral);
        Assert.Equal("ORAL_AGREEMENT_RECORD_MISSING", (await town.GiveAsync(Mediator, dispute, "endByMediation", Signed)).Code);
        Assert.Equal("WRONG_STATE", (await town.GiveAsync(EstateHead, dispute, "close", new { levelOfSolution = "section" })).Code);
        await town.DoneAsync(Mediator, dispute, "recordOralAgreement", new { record = "双方口头同意花架移到阳台内，当天移好" });
        await town.DoneAsync(Mediator, dispute, "endByMediation", Signed);
        await town.DoneAsync(Mediator, dispute, "recordPerformance", new { item = 1, doneOn = "2026-04-03" });
        await town.DoneAsync(EstateHead, dispute, "close", new { levelOfSolution = "section" });
        Assert.Equal("CLOSED", (await people.CaseAsync(Mediator, dispute))["state"]!.GetValue<string>());

        var claim = await TakenUpAsync(new { channel = "web", category = "A8", location = "NQ-S2-B01", text = "停车费重复扣了半年，请退还。" });
        var before = await town.PictureAsync();
        var refused = await town.GiveAsync(Mediator, claim, "recordAgreement", Oral);
        Assert.Equal((422, "WRITTEN_AGREEMENT_REQUIRED", "form"), (refused.Status, refused.Code, refused.Field));
        Assert.Equal(before, await town.PictureAsync());
    }

    private static readonly object Oral = new { form = "oral", facts = "情况属实", terms = "今天完成", promises = new[] { new { what = "移开花架", keepBy = "2026-04-03" } } };
    private static readonly object Signed = new { proof = new { way = "signed", proof = "双方在场" } };

    private async Task<string> TakenUpAsync(object entry)
    {
        var (number, _) = await people.RegisterAsync(Clerk, entry);
        await people.Town.DoneAsync(Sorter, number, "accept", new { noticeServed = new { way = "signed" } });
        await people.Town.DoneAsync(EstateHead, number, "assignHandler", new { handler = Handler });
        await people.Town.DoneAsync(Mediator, number, "proposeMediation", new { mediators = new[] { Mediator }, committee = "COM-TJW" });
        foreach (var party in new[] { 1, 2 })
            await people.Town.DoneAsync(Mediator, number, "recordConsent", new { party, consents = true });
        return number;
    }
}
