using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class ContractsTests
{
    private static readonly Reference Reference = Seeds.Reference;
    private static readonly DateOnly Today = new(2026, 3, 4);
    private static readonly Actor CommunityHead = Of("STF-001");

    [Fact]
    public void A_contract_may_measure_how_a_unit_works()
    {
        Check(new("M-02", 98, 60), new("M-13", 0, 40));
        foreach (var metric in Contracts.Metrics)
            Check(new ContractLine(metric, 1, 100));
    }

    [Fact]
    public void No_use_of_a_right_is_a_metric()
    {
        foreach (var right in Contracts.UsesOfRights)
        {
            var refused = Assert.Throws<Refused>(() => Check(new("M-02", 98, 60), new(right, 0, 40)));
            Assert.Equal((422, "METRIC_FORBIDDEN", "lines[1].metric"), (refused.Status, refused.Code, refused.Field));
        }
        Assert.Empty(Contracts.Metrics.Intersect(Contracts.UsesOfRights));
    }

    [Fact]
    public void What_is_not_on_the_list_is_no_metric_either()
    {
        Invalid("lines[0].metric", new ContractLine("M-40", 1, 100));
        Invalid("lines[0].metric", new ContractLine("信访量为零", 0, 100));
        Invalid("lines[1].metric", new("M-02", 98, 60), new("M-02", 99, 40));
    }

    [Fact]
    public void Weights_are_positive_and_make_a_hundred()
    {
        Invalid("lines");
        Invalid("lines", new ContractLine("M-02", 98, 99));
        Invalid("lines", new("M-02", 98, 60), new("M-13", 0, 41));
        Invalid("lines[0].weight", new("M-02", 98, 0), new("M-13", 0, 100));
        Invalid("lines[0].target", new ContractLine("M-02", -1, 100));
    }

    [Fact]
    public void A_superior_draws_it_up_for_a_unit_of_his_body_and_only_the_head_of_that_unit_countersigns()
    {
        Assert.Equal("NOT_YOUR_ROLE", Refusal("STF-008", "COM-WY", 2026).Code);
        Assert.Equal("NOT_YOUR_ROLE", Refusal("STF-001", "GOV-TOWN", 2026).Code);
        Assert.Equal("unit", Refusal("STF-001", "XX-1", 2026).Field);
        Assert.Equal("year", Refusal("STF-001", "COM-WY", 2025).Field);
        Contracts.CheckSigner("COM-WY", Of("STF-042"));
        foreach (var other in new[] { "STF-001", "STF-029", "STF-007" })
            Assert.Equal("NOT_YOUR_ROLE", Assert.Throws<Refused>(() => Contracts.CheckSigner("COM-WY", Of(other))).Code);
    }

    private static Refused Refusal(string who, string unit, int year) => Assert.Throws<Refused>(
        () => Contracts.CheckDraft(new(unit, year, [new("M-02", 98, 100)]), Of(who), Reference, Today));

    private static void Invalid(string field, params ContractLine[] lines)
    {
        var refused = Assert.Throws<Refused>(() => Check(lines));
        Assert.Equal(("FIELD_INVALID", field), (refused.Code, refused.Field));
    }

    private static void Check(params ContractLine[] lines) => Contracts.CheckDraft(new("COM-WY", 2026, lines), CommunityHead, Reference, Today);

    private static Actor Of(string id) => Reference.Person(id) is { } person ? new Actor(person.Id, person.Roles, person.Unit) : throw new ArgumentException(id);
}
