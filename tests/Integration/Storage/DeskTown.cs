using Dapper;
using Petitions.Cases;
using Petitions.Server;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>The storage as a server has it, on a database of its own: organisation seeded, no workflows, a clock that stands until it is turned.</summary>
internal sealed class DeskTown : IAsyncDisposable
{
    public static readonly string[] Documents = ["organisation", "people", "categories", "calendar-2026", "ladder", "accountability-schemes"];

    private DeskTown(TestDatabase rows) => (Rows, Library) = (rows, new LibrarySource(rows.Database));

    public TestDatabase Rows { get; }
    public Database Database => Rows.Database;
    public TurnedClock Clock { get; } = new();
    public TextKeys Keys { get; } = new([.. Enumerable.Range(1, 32).Select(n => (byte)n)]);
    public LibrarySource Library { get; }
    public Reference Reference { get; private set; } = null!;

    /// <summary>The counter of the estate.</summary>
    public Actor Clerk => ActorOf("STF-008");

    public static async Task<DeskTown> OpenAsync()
    {
        var town = new DeskTown(await TestDatabase.CreateAsync());
        town.Clock.HoldAt(new DateTimeOffset(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8)));
        foreach (var document in Documents)
            await town.Library.PublishReferenceAsync(document, await File.ReadAllTextAsync(Path.Combine(Root(), "seeds", $"{document}.json"), Token), "TEST", town.Clock.GetUtcNow(), Token);
        town.Reference = (await town.Library.CurrentAsync(Token)).Reference;
        return town;
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Another server's desk on the same database.</summary>
    public CaseDesk Desk() => new(Database, Library, Keys, Clock);

    public DueTimers Timers(CaseDesk? desk = null) => new(Database, Library, desk ?? Desk(), Clock);

    public Actor ActorOf(string id)
    {
        var person = Reference.People[id];
        return new(person.Id, person.Roles, person.Unit);
    }

    public Register Petition(string text = "三号楼暖气不热，请尽快维修。", string phone = "13800001111", string name = "王热工") => new()
    {
        Channel = "visit", ReceivedAt = Clock.GetUtcNow(), Category = "A8", Location = "NQ-S1", Title = "暖气不热", Text = text, ReadBack = true,
        People = [new NamedPerson("petitioner", name, phone)],
    };

    public Task<StepReceipt> RegisterAsync(Register? petition = null, string? key = null) =>
        Desk().OpenAsync(petition ?? Petition(), Clerk, new DeskTerms(IdempotencyKey: key), Token);

    public async Task<FoundCase> FindAsync(CaseKey key)
    {
        await using var connection = await Rows.AsAppAsync();
        return (await Desk().Reader.FindAsync(connection, "TEST", null, key, null, [], null, Token)).Case!;
    }

    /// <summary>Puts a timer into a case, as a rule would.</summary>
    public async Task PlantAsync(CaseKey key, string kind, string about, DateTimeOffset due)
    {
        var found = await FindAsync(key);
        found.Case.Timers.Add(new CaseTimer(found.Case.NextId(), kind, about, due));
        await WriteAsync(found, []);
    }

    /// <summary>Sends a message from a case, as a rule would.</summary>
    public async Task SendAsync(CaseKey key, OutboxMessage message) => await WriteAsync(await FindAsync(key), [message]);

    public async Task<T> CountAsync<T>(string sql)
    {
        await using var owner = await Rows.AsOwnerAsync();
        return (await owner.QuerySingleAsync<T>(sql))!;
    }

    public async Task ExecuteAsync(string sql, object? parameters = null)
    {
        await using var owner = await Rows.AsOwnerAsync();
        await owner.ExecuteAsync(sql, parameters);
    }

    public async ValueTask DisposeAsync()
    {
        Library.Dispose();
        await Rows.DisposeAsync();
    }

    private async Task WriteAsync(FoundCase found, IReadOnlyList<OutboxMessage> messages)
    {
        found.Case.RowVersion++;
        var result = new StepResult(found.Case, [], [], [], messages, [], []);
        await using var connection = await Rows.AsAppAsync();
        var step = new PreparedStep(found, new Order(new TimersDue(), Actor.System, null, null), result, Clock.GetUtcNow(), false, false, null, []);
        Assert.Single(await Desk().Writer.WriteAsync(connection, [step], Token));
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Petitions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Petitions.sln above the tests");
        return folder.FullName;
    }
}
