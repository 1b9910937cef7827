using Petitions.Tests.Integration.Server;
using People = Petitions.Tests.Integration.Server.Provoked.People;

namespace Petitions.Tests.Browser;

/// <summary>The days of a mediation are stopped, resumed and lengthened at their forms, in both languages.</summary>
public sealed class MediationTimeScreensTests
{
    [Theory]
    [InlineData("zh-Hans")]
    [InlineData("en")]
    public async Task A_mediation_stands_still_goes_on_and_gets_more_days(string language)
    {
        await using var town = await ServedTown.OpenAsync();
        var number = await town.RegisterAsync();
        await town.DoneAsync(People.Sorter, number, "accept");
        await town.DoneAsync(People.EstateHead, number, "assignHandler", new { handler = People.Handler });
        await town.DoneAsync(People.Mediator, number, "proposeMediation", new { mediators = new[] { People.Mediator } });
        foreach (var party in new[] { 1, 2 })
            await town.DoneAsync(People.Mediator, number, "recordConsent", new { party, consents = true });
        await using var visitor = await Visitor.ComeAsync(town, $"mediation-time-{language}");
        await visitor.SignInAsync(People.Mediator);
        await visitor.Page.Context.AddCookiesAsync([new() { Name = "language", Value = language, Url = town.Address.ToString() }]);
        await visitor.OpenCaseAsync(number);
        await visitor.ChooseAsync("pauseMediation");
        await visitor.FillAsync("until", "2026-03-04");
        await visitor.FillAsync("partiesAgree", "true");
        await visitor.FillAsync("reason", "等房屋鉴定");
        await visitor.SendAsync();
        Assert.Equal("FIELD_INVALID", await visitor.RefusalAsync());
        await visitor.FillAsync("until", "2026-03-13");
        await visitor.SendAsync();
        await visitor.AssertDoneAsync("pauseMediation");
        await visitor.DoAsync("resumeMediation");
        await visitor.DoAsync("extendMediation", ("days", "10"), ("partiesAgree", "true"), ("reason", "还差一次面谈"));
    }
}
