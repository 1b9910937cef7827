namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>What an ordinary case file shows of its running processes.</summary>
public sealed class CasePageTests(InstanceTown studio) : IClassFixture<InstanceTown>
{
    [Fact]
    public async Task Whoever_oversees_processes_goes_from_the_file_to_the_drawing_and_nobody_else_sees_the_way()
    {
        var (number, instance) = await studio.BegunAsync("A8");
        using var supervisor = await PageVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        var (_, page) = await supervisor.GetAsync($"/cases/{number}");
        Assert.Contains($"<a href=\"/studio/instances/{instance}/view\">现场查看</a>", page, StringComparison.Ordinal);
        Assert.Equal(200, (await supervisor.GetAsync($"/studio/instances/{instance}/view")).Status);
        foreach (var other in new[] { "STF-011", "STF-007", "STF-001" })
        {
            using var visitor = await PageVisitor.SignInAsync(studio.Town, other);
            Assert.DoesNotContain("/studio/instances/", (await visitor.GetAsync($"/cases/{number}")).Text, StringComparison.Ordinal);
            Assert.Empty((await studio.Town.GetAsync(other, $"/api/cases/{number}")).Body["case"]!["processes"]!.AsArray());
        }
    }
}
