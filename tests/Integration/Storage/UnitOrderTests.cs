using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>An order of succession reaches every open case of the unit once, whatever is interrupted and however many servers carry it.</summary>
public sealed class UnitOrderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Servers_side_by_side_and_a_server_that_died_before_it_wrote_down_how_far_it_was_move_each_case_once()
    {
        await using var town = await DeskTown.OpenAsync();
        await RegisterAsync(town, 7);
        var orders = await OrderedAsync(town);
        var apply = Apply(town);

        Assert.True(await apply.PassAsync(2, Token));
        Assert.True(await apply.PassAsync(2, Token));
        // The steps are committed, the list is not: as if the server had died between the two.
        await town.ExecuteAsync("update unit_order_cases set outcome = 'listed', done_at = null, parts = '{}'");
        await Task.WhenAll(RunAsync(apply), RunAsync(Apply(town)), RunAsync(Apply(town)));

        Assert.Equal("carried", (await orders.FindAsync(1, Token))!.State);
        Assert.False(await apply.PassAsync(2, Token));
        Assert.Equal(7, await town.CountAsync<int>("select count(*)::int from audit where event = 'UnitSucceeded'"));
        Assert.Equal(7, await town.CountAsync<int>("select count(distinct case_id)::int from audit where event = 'UnitSucceeded'"));
        var list = await orders.CasesAsync(1, Token);
        Assert.Equal((7, true), (list.Count, list.All(l => l is { Outcome: "moved", State: "REGISTERED", DoneAt: not null })));
        Assert.Equal(0, await town.CountAsync<int>("select count(*)::int from cases where holder = 'NQ-ZH' or handling_unit = 'NQ-ZH'"));
    }

    [Fact]
    public async Task A_server_that_dies_in_the_middle_of_a_set_loses_its_list_and_nothing_else()
    {
        await using var town = await DeskTown.OpenAsync();
        await RegisterAsync(town, 4);
        var orders = await OrderedAsync(town);
        var apply = Apply(town);
        Assert.True(await apply.PassAsync(10, Token));
        // The third case can not be written down: the whole set is rolled back, three steps have been committed.
        await town.ExecuteAsync(
            """
            create function stop() returns trigger language plpgsql as $$ begin
                if (select count(*) from cases where holder = 'COM') >= 3 then raise exception 'the power is gone'; end if; return new; end $$;
            create trigger stop before update on unit_order_cases for each row execute function stop()
            """);
        await Assert.ThrowsAnyAsync<Exception>(() => apply.PassAsync(10, Token));
        Assert.Equal((3, 4), (await town.CountAsync<int>("select count(*)::int from audit where event = 'UnitSucceeded'"), (await orders.CasesAsync(1, Token)).Count(l => l.Outcome == "listed")));

        await town.ExecuteAsync("drop trigger stop on unit_order_cases");
        await RunAsync(Apply(town));

        Assert.Equal(4, await town.CountAsync<int>("select count(*)::int from audit where event = 'UnitSucceeded'"));
        Assert.True((await orders.CasesAsync(1, Token)).All(l => l.Outcome == "moved"));
    }

    [Fact]
    public async Task A_case_that_comes_to_the_unit_while_the_order_is_carried_out_goes_over_too()
    {
        await using var town = await DeskTown.OpenAsync();
        await RegisterAsync(town, 1);
        var orders = await OrderedAsync(town);
        var apply = Apply(town);
        Assert.True(await apply.PassAsync(10, Token));
        await RegisterAsync(town, 1);
        await RunAsync(apply);
        Assert.Equal(2, (await orders.CasesAsync(1, Token)).Count(l => l.Outcome == "moved"));
    }

    [Fact]
    public async Task Before_its_day_nothing_moves_and_of_two_who_order_the_same_at_once_the_second_is_told()
    {
        await using var town = await DeskTown.OpenAsync();
        await RegisterAsync(town, 1);
        var orders = new UnitOrders(town.Database, town.Clock);
        var day = Local.DateOf(town.Clock.GetUtcNow()).AddDays(1);
        async Task<string> OrderAsync(string by)
        {
            try
            {
                await orders.OrderAsync(new SucceedUnit("NQ-ZH", "COM", Reason: "撤并"), day, by, Token);
                return "ordered";
            }
            catch (Refused refused)
            {
                return refused.Code;
            }
        }
        Assert.Equal(["ordered", "SUCCESSION_ALREADY_ORDERED"], (await Task.WhenAll(OrderAsync("STF-001"), OrderAsync("STF-002"))).Order(StringComparer.OrdinalIgnoreCase));
        Assert.False(await Apply(town).PassAsync(10, Token));
        town.Clock.HoldAt(town.Clock.GetUtcNow().AddHours(15));
        Assert.True(await Apply(town).PassAsync(10, Token));
    }

    private static async Task RegisterAsync(DeskTown town, int count)
    {
        for (var n = 0; n < count; n++)
            await town.RegisterAsync();
    }

    private static UnitOrderApply Apply(DeskTown town) => new(town.Database, town.Library, town.Desk(), town.Clock);

    private static async Task RunAsync(UnitOrderApply apply)
    {
        while (await apply.PassAsync(2, Token))
        {
        }
    }

    /// <summary>The estate committee goes up in the community centre, from today.</summary>
    private static async Task<UnitOrders> OrderedAsync(DeskTown town)
    {
        var orders = new UnitOrders(town.Database, town.Clock);
        await orders.OrderAsync(new SucceedUnit("NQ-ZH", "COM", Reason: "撤并"), Local.DateOf(town.Clock.GetUtcNow()), "STF-001", Token);
        return orders;
    }
}
