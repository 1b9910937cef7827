using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class ReadersTests
{
    /// <summary>Every member of staff, against cases of every kind in every place: lists show exactly what the rules of access let be read.</summary>
    [Fact]
    public async Task A_list_shows_what_the_rules_of_access_let_be_read_and_nothing_else()
    {
        await using var town = await DeskTown.OpenAsync();
        var (seen, hidden) = (0, 0);
        foreach (var person in town.Reference.People.Values)
        {
            var actor = new Actor(person.Id, person.Roles, person.Unit);
            var words = Readers.Of(actor, town.Reference)!.ToHashSet();
            foreach (var c in Cases(town.Reference))
            {
                var may = Access.MayRead(actor, c, town.Reference);
                Assert.True(may == Readers.Of(c).Any(words.Contains), $"{person.Id} {string.Join(',', person.Roles)} of {person.Unit}; {c.HandlingUnit} {c.Flags} {c.State}");
                (seen, hidden) = may ? (seen + 1, hidden) : (seen, hidden + 1);
            }
        }
        Assert.True(seen > 500 && hidden > 500);
    }

    private static IEnumerable<Case> Cases(Reference reference) =>
        from unit in reference.Units.Keys
        from flags in new[] { new CaseFlags(), new CaseFlags { Sealed = true }, new CaseFlags { Confidential = true }, new CaseFlags { Restricted = true } }
        from state in new[] { CaseState.Registered, CaseState.InHandling }
        select new Case
        {
            Key = new CaseKey("ROOT", Guid.Empty), State = state, Flags = flags, ReceivedBy = unit, Holder = unit, HandlingUnit = unit, Location = "NQ-S3",
            RegisteredBy = "STF-009", Handler = "STF-031", Tasks = [new CaseTask { No = 1, Kind = "look", Role = Roles.Mediator, Assignee = "STF-017" }],
        };
}
