using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

public sealed class OutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_deliver_a_message_once()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        for (var n = 0; n < 20; n++)
            await town.SendAsync(receipt.Key, new OutboxMessage("pager", $"m{n}", new JsonObject { ["n"] = n }, town.Clock.GetUtcNow()));
        var pager = new Pager();

        await Task.WhenAll(DeliverAllAsync(town, pager), DeliverAllAsync(town, pager));

        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"m{n}").Order(), pager.Carried.Select(m => m.Key).Order());
        Assert.All(pager.Carried, m => Assert.Equal(receipt.Number, m.Number));
    }

    [Fact]
    public async Task A_message_sent_twice_under_one_key_leaves_once()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var message = new OutboxMessage("pager", "same", [], town.Clock.GetUtcNow());
        await town.SendAsync(receipt.Key, message);
        var pager = new Pager();
        await DeliverAllAsync(town, pager);
        await town.SendAsync(receipt.Key, message);
        await DeliverAllAsync(town, pager);

        Assert.Single(pager.Carried);
    }

    [Fact]
    public async Task A_message_waits_for_its_moment()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.SendAsync((await town.RegisterAsync()).Key, new OutboxMessage("pager", "m", [], town.Clock.GetUtcNow().AddHours(8)));
        var pager = new Pager();

        Assert.Equal(0, (await DeliverAllAsync(town, pager)).Delivered);
        town.Clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(1, (await DeliverAllAsync(town, pager)).Delivered);
    }

    [Fact]
    public async Task A_message_that_cannot_be_delivered_is_parked_after_five_tries_and_holds_up_no_other()
    {
        await using var town = await DeskTown.OpenAsync();
        var receipt = await town.RegisterAsync();
        var pager = new Pager { Refuses = "bad" };
        await town.SendAsync(receipt.Key, new OutboxMessage("pager", "bad", [], town.Clock.GetUtcNow()));
        await town.SendAsync(receipt.Key, new OutboxMessage("pager", "good", [], town.Clock.GetUtcNow()));

        var tries = 0;
        for (var minute = 0; minute < 60; minute++)
        {
            tries += (await DeliverAllAsync(town, pager)).Failures.Count;
            town.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(5, tries);
        Assert.Equal("good", Assert.Single(pager.Carried).Key);
        Assert.Equal("IOException: no answer", await town.CountAsync<string>("select last_error from outbox where parked_at is not null"));

        pager.Refuses = null;
        await Outbox(town, pager).RetryAsync(receipt.Key, "bad", Token);
        await DeliverAllAsync(town, pager);
        Assert.Equal(2, pager.Carried.Count);
    }

    [Fact]
    public async Task A_message_of_a_server_that_died_with_it_is_delivered_by_another()
    {
        await using var town = await DeskTown.OpenAsync();
        await town.SendAsync((await town.RegisterAsync()).Key, new OutboxMessage("pager", "m", [], town.Clock.GetUtcNow()));
        using var death = new CancellationTokenSource();
        var dying = new Pager { Before = () => death.Cancel() };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Outbox(town, dying).DeliverAsync(10, death.Token));

        var other = new Pager();
        Assert.Equal(0, (await DeliverAllAsync(town, other)).Delivered);
        town.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, (await DeliverAllAsync(town, other)).Delivered);
    }

    [Fact]
    public async Task An_order_to_another_case_has_one_effect_although_it_is_carried_twice()
    {
        await using var town = await DeskTown.OpenAsync();
        var (sender, receiver) = (await town.RegisterAsync(), await town.RegisterAsync());
        // Text 2 of the sending case: words travel as its id.
        var words = (await town.FindAsync(sender.Key)).Loaded.Texts;
        var order = new JsonObject { ["case"] = receiver.Number, ["verb"] = "comment", ["command"] = new JsonObject { ["text"] = new JsonObject { ["$text"] = words.First().Key } } };
        await town.SendAsync(sender.Key, new OutboxMessage("command", "tell", order, town.Clock.GetUtcNow()));
        var before = (await town.FindAsync(receiver.Key)).Loaded.Texts.Count;

        Assert.Empty((await DeliverAllAsync(town)).Failures);
        await town.ExecuteAsync("update outbox set delivered_at = null, next_at = '2026-01-01' where key = 'tell'");
        Assert.Empty((await DeliverAllAsync(town)).Failures);

        var texts = (await town.FindAsync(receiver.Key)).Loaded.Texts;
        Assert.Equal(before + 1, texts.Count);
        Assert.Equal(words.First().Value, texts[texts.Keys.Max()]);
    }

    private static Outbox Outbox(DeskTown town, params IOutboxCarrier[] carriers) => new(town.Database, town.Desk(), new Files(town.Database, town.Keys, town.Clock), carriers, town.Clock);

    private static async Task<DeliveryResult> DeliverAllAsync(DeskTown town, params IOutboxCarrier[] carriers)
    {
        // What rules send besides is not this test's matter.
        await town.ExecuteAsync("delete from outbox where kind not in ('pager', 'command')");
        var (claimed, delivered, failures) = (0, 0, new List<DeliveryFailure>());
        for (var last = 3; last == 3;)
        {
            var pass = await Outbox(town, carriers).DeliverAsync(3, Token);
            (last, claimed, delivered) = (pass.Claimed, claimed + pass.Claimed, delivered + pass.Delivered);
            failures.AddRange(pass.Failures);
        }
        return new(claimed, delivered, failures);
    }

    /// <summary>A wire that remembers.</summary>
    private sealed class Pager : IOutboxCarrier
    {
        public ConcurrentBag<OutboxItem> Carried { get; } = [];
        public string? Refuses { get; set; }
        public Action? Before { get; init; }
        public string Kind => "pager";

        public Task CarryAsync(OutboxItem item, CancellationToken token)
        {
            Before?.Invoke();
            token.ThrowIfCancellationRequested();
            if (item.Key == Refuses)
                throw new IOException("no answer");
            Carried.Add(item);
            return Task.CompletedTask;
        }
    }
}
