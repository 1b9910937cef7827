using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Server;
using Petitions.Server.Rehearsal;
using Petitions.Server.Workers;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Server;

/// <summary>
/// A town with a real server on a free loopback port: its own database, a clock that stands until it is turned, the fictional staff with
/// accounts. People give their orders over HTTP.
/// </summary>
public sealed class ServedTown : IAsyncDisposable
{
    /// <summary>A Wednesday morning in Beijing.</summary>
    private static readonly DateTimeOffset Morning = new(2026, 3, 4, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly TestDatabase _database;
    private readonly Ground _ground;
    private readonly WebApplication _app;
    private readonly Dictionary<string, string> _tokens = [];

    private ServedTown(TestDatabase database, Ground ground, WebApplication app) =>
        (_database, _ground, _app, Http) = (database, ground, app, new HttpClient { BaseAddress = new Uri(app.Urls.First()) });

    /// <summary>Nobody in particular.</summary>
    public HttpClient Http { get; }
    public TurnedClock Clock => _ground.Clock;
    public IServiceProvider Services => _app.Services;
    public Uri Address => Http.BaseAddress!;

    /// <summary>Rows, for assertions.</summary>
    public TestDatabase Rows => _database;

    public static async Task<ServedTown> OpenAsync()
    {
        var clock = new TurnedClock();
        clock.HoldAt(Morning);
        var settings = Settings.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()) with
        {
            Urls = "http://127.0.0.1:0", Seed = "demo", Workers = false,
        };
        var keys = new TextKeys(RandomNumberGenerator.GetBytes(32));
        var database = await TestDatabase.CreateSeededAsync(empty => SeedAsync(Ground.On(empty, settings, keys, clock)));
        var ground = Ground.On(database.Database, settings, keys, clock);
        var app = PetitionsServer.Build(ground);
        await app.StartAsync();
        return new ServedTown(database, ground, app);
    }

    /// <summary>What the shipped files hold, and an account for everybody.</summary>
    private static async Task SeedAsync(Ground ground)
    {
        await Seeder.SeedAsync(ground, CancellationToken.None);
        await DemoAccounts.EnsureAsync(new People(ground.Database), (await ground.Library.CurrentAsync(CancellationToken.None)).Reference, ground.Settings.DemoPassword, ground.Clock.GetUtcNow(), CancellationToken.None);
    }

    /// <summary>One order of a member of the staff, by staff id: <c>POST /api/cases/{number}/{verb}</c>.</summary>
    public async Task<Answer> GiveAsync(string who, string number, string verb, object? body = null, params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Post, $"/api/cases/{number}/{verb}", who, body ?? new { }, headers);

    /// <summary>An order that must succeed.</summary>
    public async Task<Answer> DoneAsync(string who, string number, string verb, object? body = null)
    {
        var answer = await GiveAsync(who, number, verb, body);
        Assert.True(answer.Status == 200, $"{who} {verb}: {answer.Status} {answer.Body}");
        return answer;
    }

    /// <summary>Registers at the counter and returns the number.</summary>
    public async Task<string> RegisterAsync(object? changes = null)
    {
        var answer = await OpenAsync("STF-008", changes);
        Assert.True(answer.Status == 201, answer.Body.ToJsonString());
        return answer.Body["number"]!.GetValue<string>();
    }

    public Task<Answer> OpenAsync(string who, object? changes = null, params (string Name, string Value)[] headers)
    {
        var order = JsonSerializer.SerializeToNode(Visit())!.AsObject();
        if (changes is not null)
            foreach (var (name, value) in JsonSerializer.SerializeToNode(changes)!.AsObject())
                order[name] = value?.DeepClone();
        return SendAsync(HttpMethod.Post, "/api/cases", who, order, headers);
    }

    public Task<Answer> GetAsync(string who, string path) => SendAsync(HttpMethod.Get, path, who, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? who, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = body as HttpContent ?? JsonContent.Create(body);
        if (who is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(who));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await Http.SendAsync(request);
        return await Answer.OfAsync(response);
    }

    /// <summary>Sweeps and delivers everything that is due at the clock's moment.</summary>
    public async Task RunDueAsync()
    {
        await _app.Services.GetRequiredService<SweepJob>().PassAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<OutboxWorker>().PassAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<ApplyJob>().PassAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<IncidentJob>().PassAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<SuccessionJob>().PassAsync(CancellationToken.None);
        await _app.Services.GetRequiredService<MoveJob>().PassAsync(CancellationToken.None);
    }

    /// <summary>Lets sample petitions of the demo file live their lives on this town's desk; its clock stands a day after their last step.</summary>
    public async Task PlayAsync(params string[] samples)
    {
        var file = RehearsalFile.Read(await File.ReadAllTextAsync(Path.Combine(_ground.Settings.SeedsFolder, Demo.Samples)));
        var play = new Play(new RehearsalFile([.. file.Petitions.Where(p => samples.Contains(p.Id))]), await DatabaseStage.OpenAsync(_ground, CancellationToken.None));
        await play.RunAsync(null, null, CancellationToken.None);
    }

    /// <summary>Another server on the same database, with the same clock and keys; whoever asked for it disposes of it.</summary>
    public async Task<WebApplication> AnotherServerAsync()
    {
        var app = PetitionsServer.Build(Ground.On(_database.Database, _ground.Settings, _ground.Keys, _ground.Clock));
        await app.StartAsync();
        return app;
    }

    /// <summary>Runs a recurring work now and returns its result.</summary>
    public Task<string> WorkAsync(string name) =>
        _app.Services.GetRequiredService<Works>().RunAsync(Schedule.Find(name)!, null, CancellationToken.None);

    /// <summary>One number for everything that is kept of cases: equal numbers, nothing has changed.</summary>
    public async Task<string> PictureAsync()
    {
        await using var connection = await _database.AsOwnerAsync();
        var picture = new List<string>();
        foreach (var table in new[]
        {
            "cases", "texts", "person_texts", "locked_texts", "clocks", "ladder", "timers", "tasks", "notices", "workflow_instances", "bookmarks",
            "journal", "activity_counts", "outbox", "audit", "commands", "counters", "files", "incidents", "incident_answers",
            "incident_answer_cases", "early_signs",
        })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"select count(*) || ':' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from {table} t";
            picture.Add($"{table}:{await command.ExecuteScalarAsync()}");
        }
        return string.Join('\n', picture);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
    }

    /// <summary>What is written down where a test says nothing else.</summary>
    public static object Visit() => new
    {
        channel = "visit", category = "B2", title = "楼上漏水", text = "四楼卫生间漏水两个月，天花板掉皮。", location = "NQ-S1-B01", readBack = true,
        people = new[]
        {
            new { role = "petitioner", name = "钱大妈", phone = "13800001234", address = "一区1号楼301" },
            new { role = "respondent", name = "孙师傅", phone = "13900004321", address = "一区1号楼401" },
        },
    };

    private async Task<string> TokenAsync(string who)
    {
        if (_tokens.TryGetValue(who, out var known))
            return known;
        using var response = await Http.PostAsJsonAsync("/api/sign-in", new { userName = who.ToLowerInvariant(), password = "petitions-demo" });
        var answer = await Answer.OfAsync(response);
        return _tokens[who] = answer.Body["accessToken"]!.GetValue<string>();
    }
}

/// <summary>What came back: status, JSON body (empty where there was none), ETag.</summary>
public sealed record Answer(int Status, JsonObject Body, string? ETag, string? ContentType)
{
    public string? Code => Body["code"]?.GetValue<string>();
    public string? Field => Body["field"]?.GetValue<string>();
    /// <summary>The body as text, Chinese as it is.</summary>
    public string Plain() => Body.ToJsonString(Readable);

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string? State => Body["state"]?.GetValue<string>();

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var body = text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : [];
        return new((int)response.StatusCode, body, response.Headers.ETag?.Tag, response.Content.Headers.ContentType?.MediaType);
    }
}
