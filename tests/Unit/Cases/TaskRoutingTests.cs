using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class TaskRoutingTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);

    [Fact]
    public void Before_a_mediation_runs_its_task_goes_to_the_mediation_room_of_the_estate() =>
        Assert.Equal(new Post(Roles.Mediator, "NQ-TJ", null), Find(Paper.Registered("B1", "2026-03-09 20:15")));

    [Fact]
    public void The_mediator_whom_the_parties_have_finds_the_task_in_his_own_list() =>
        Assert.Equal(new Post(Roles.Mediator, "NQ-TJ", "STF-014"), Find(With("STF-014")));

    [Fact]
    public void Several_mediators_find_it_in_the_list_of_their_unit() =>
        Assert.Equal(new Post(Roles.Mediator, "COM-TJW", null), Find(With("STF-018", "STF-019")));

    private static Paper With(params string[] mediators) => Paper.Registered(
        "B1", "2026-03-09 20:15", c => c.Mediations.Add(new MediationFile { No = 1, Status = MediationStatus.Proposed, Mediators = mediators }));

    private static Post Find(Paper paper) => TaskRouting.Find(Roles.Mediator, Roles.EstateHead, paper.Case, paper.Reference, Day);
}
