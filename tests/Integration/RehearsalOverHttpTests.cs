using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Petitions.Server;
using Petitions.Storage;

namespace Petitions.Tests.Integration;

/// <summary>
/// The sample petitions given over the HTTP API by a script that knows JSON and nothing else of this project: the same dates, rungs and states.
/// Only the clock is turned for it.
/// </summary>
public sealed class RehearsalOverHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_petitions_over_http_lead_to_the_same_dates()
    {
        await using var rows = await TestDatabase.CreateAsync();
        var root = Root();
        var settings = new Settings
        {
            SeedsFolder = Path.Combine(root, "seeds"), WorkflowsFolder = Path.Combine(root, "workflows"), Urls = "http://127.0.0.1:0", Workers = false, Seed = "demo",
        };
        var ground = Ground.On(rows.Database, settings, new TextKeys([.. Enumerable.Range(1, 32).Select(n => (byte)n)]), new TurnedClock());
        await Seeder.SeedAsync(ground, Token);
        var stage = await DatabaseStage.OpenAsync(ground, Token);
        await DemoAccounts.EnsureAsync(new Petitions.Storage.People(ground.Database), stage.Reference, settings.DemoPassword, ground.Clock.GetUtcNow(), Token);
        await using var app = PetitionsServer.Build(ground);
        await app.StartAsync(Token);
        var script = new Script(app.Urls.First(), settings.DemoPassword, moment => PassAsync(stage, moment));
        var petitions = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(settings.SeedsFolder, Demo.Samples), Token))!["petitions"]!.AsArray();
        await script.GiveAsync(petitions);
        Assert.Equal("", string.Join("\n", await script.DifferencesAsync(petitions)));
        Assert.True(script.Compared > 180, $"only {script.Compared} facts were compared");
    }

    /// <summary>Time passes: everything that falls due before the moment, each at its own.</summary>
    private static async Task PassAsync(DatabaseStage stage, DateTimeOffset moment)
    {
        while (await stage.NextDueAsync(Token) is { } due && due < moment)
        {
            stage.TurnTo(due);
            await stage.RunDueAsync(Token);
        }
        stage.TurnTo(moment);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Petitions.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("no Petitions.sln above the tests");
        return folder.FullName;
    }

    /// <summary>JSON in, JSON out.</summary>
    private sealed class Script(string address, string password, Func<DateTimeOffset, Task> passTo)
    {
        private const string Discipline = "STF-050", Sorter = "STF-011";

        /// <summary>Desks that see everything between them: discipline, triage of estate and enterprise, duty, community office.</summary>
        private static readonly string[] Readers = [Discipline, Sorter, "STF-083", "STF-055", "STF-001", "STF-084"];

        private readonly HttpClient _http = new() { BaseAddress = new Uri(address) };
        private readonly Dictionary<string, string> _tokens = [];
        private readonly Dictionary<string, string> _numbers = [];
        private readonly Dictionary<string, string> _codes = [];

        private readonly Dictionary<string, JsonArray> _parts = [];

        public int Compared { get; private set; }

        public async Task GiveAsync(JsonArray petitions)
        {
            var steps = petitions.SelectMany(p => p!["steps"]!.AsArray().Select(s => (Id: Text(p["id"]), Step: s!, At: Moment(s!["at"]))));
            foreach (var petition in petitions)
                if (petition!["expected"]!["split"]?["parts"] is JsonArray parts)
                    _parts[Text(petition["id"])] = parts;
            foreach (var (id, step, at) in steps.OrderBy(s => s.At))
            {
                await passTo(at);
                var (status, answer) = await SendAsync(id, step);
                var refused = status >= 400 ? Text(answer["code"]) : null;
                Assert.True(refused == (string?)step["expectRefusal"], $"{id} {at:MM-dd HH:mm} {step["by"]} {step["give"]}: {status} {answer.ToJsonString()}");
                if (Text(step["give"]) == "register")
                    (_numbers[id], _codes[id]) = (Text(answer["number"]), Text(answer["queryCode"]));
            }
        }

        private async Task<(int Status, JsonNode Answer)> SendAsync(string id, JsonNode step)
        {
            var (by, verb) = (Text(step["by"]), Text(step["give"]));
            var body = step["with"]?.DeepClone() ?? new JsonObject();
            var number = step["on"] is { } part ? await PartAsync(id, part.GetValue<int>()) : _numbers.GetValueOrDefault(id);
            if (body.ToJsonString().Contains("\"$", StringComparison.Ordinal))
                body = await FilledAsync(body, by, number!);
            if (by == "petitioner")
                return await PostAsync($"/api/my/{number}/{verb}", body, message => message.Headers.Add("X-Query-Code", _codes[id]));
            var staff = await TokenAsync(by == "web" ? "STF-008" : by);
            return await PostAsync(verb == "register" ? "/api/cases" : $"/api/cases/{number}/{verb}", body, message => message.Headers.Authorization = staff);
        }

        private async Task<(int, JsonNode)> PostAsync(string path, JsonNode body, Action<HttpRequestMessage> sign)
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            sign(message);
            using var response = await _http.SendAsync(message, Token);
            return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(Token))!);
        }

        private async Task<JsonNode?> ReadAsync(string number, string staff)
        {
            using var message = new HttpRequestMessage(HttpMethod.Get, $"/api/cases/{number}") { Headers = { Authorization = await TokenAsync(staff) } };
            using var response = await _http.SendAsync(message, Token);
            return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonNode>(Token))!["case"] : null;
        }

        private async Task<AuthenticationHeaderValue> TokenAsync(string staff)
        {
            if (!_tokens.TryGetValue(staff, out var token))
            {
                var (_, answer) = await PostAsync("/api/sign-in", new JsonObject { ["userName"] = staff.ToLowerInvariant(), ["password"] = password }, _ => { });
                _tokens[staff] = token = Text(answer["accessToken"]);
            }
            return new("Bearer", token);
        }

        /// <summary>A part that became a petition is in the list of the desk, with its category and the first receipt.</summary>
        private async Task<string> PartAsync(string id, int part)
        {
            var own = await AnybodysAsync(_numbers[id]);
            var expected = _parts[id][part - 1]!;
            var reader = (bool?)expected["sealed"] == true ? Discipline : Sorter;
            using var message = new HttpRequestMessage(HttpMethod.Get, $"/api/cases?category={expected["category"]}") { Headers = { Authorization = await TokenAsync(reader) } };
            using var response = await _http.SendAsync(message, Token);
            var rows = (await response.Content.ReadFromJsonAsync<JsonNode>(Token))!["rows"]!.AsArray();
            return Text(rows.Single(r => Moment(r!["receivedAt"]) == Moment(own["receivedAt"]))!["number"]);
        }

        private async Task<JsonNode> FilledAsync(JsonNode body, string by, string number)
        {
            var json = body.ToJsonString();
            foreach (var (id, known) in _numbers)
                json = json.Replace($"\"$number:{id}\"", $"\"{known}\"", StringComparison.Ordinal);
            if (!json.Contains("\"$", StringComparison.Ordinal))
                return JsonNode.Parse(json)!;
            var c = (await ReadAsync(number, by))!;
            Fill("$record", c["accountability"]!.AsArray().LastOrDefault()?["record"]);
            Fill("$order", c["supervisionOrders"]!.AsArray().LastOrDefault());
            foreach (var entry in c["ladder"]!.AsArray().Where(e => e!["firedAt"] is not null).Reverse())
                Fill($"$entry:{entry!["step"]}", entry);
            foreach (var document in c["documents"]!.AsArray().Reverse())
                Fill($"$document:{document!["kind"]}", document);
            return JsonNode.Parse(json)!;

            void Fill(string name, JsonNode? counted) => json = json.Replace($"\"{name}\"", counted?["no"]?.ToJsonString() ?? $"\"{name}\"", StringComparison.Ordinal);
        }

        public async Task<IReadOnlyList<string>> DifferencesAsync(JsonArray petitions)
        {
            var differences = new List<string>();
            foreach (var petition in petitions)
            {
                var (id, expected) = (Text(petition!["id"]), petition["expected"]!);
                var c = await AnybodysAsync(_numbers[id]);
                foreach (var (key, due) in expected["deadlines"]!.AsObject())
                    Compare($"{id} {key}", Text(due), await DueAsync(id, c, key));
                Compare($"{id} finalState", Text(expected["finalState"]), Text(c["state"]));
                var rungs = expected["escalation"]?.AsArray() ?? [];
                Compare($"{id} rungs", string.Join(", ", rungs.Select(r => $"{r!["rung"]} {r["on"]} {r["to"]}")), Rungs(c));
            }
            return differences;

            void Compare(string what, string wanted, string found)
            {
                Compared++;
                if (wanted != found)
                    differences.Add($"{what}: {wanted} ≠ {found}");
            }
        }

        private async Task<string> DueAsync(string id, JsonNode c, string key)
        {
            if (key.Contains('#', StringComparison.Ordinal))
                c = await AnybodysAsync(await PartAsync(id, int.Parse(key[(key.IndexOf('#', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)));
            var (code, unit) = (key.Split('@', '#', '+', ' ')[0], key.Contains('@', StringComparison.Ordinal) ? key.Split('@')[1] : null);
            var clock = c["clocks"]!.AsArray().Select(k => k!["clock"]!).FirstOrDefault(k => Text(k["code"]) == code && (unit is null || Text(k["unit"]) == unit));
            if (clock is null)
                return "no such clock";
            if (clock["due"] is not { } due)
                return Moment(clock["dueAt"]).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);
            if (key.EndsWith(" rolled", StringComparison.Ordinal) || key.Contains("+hearing", StringComparison.Ordinal))
                return Text(clock["effectiveDue"]);
            var day = DateOnly.Parse(Text(due), CultureInfo.InvariantCulture).AddDays(key.EndsWith("+EXT30", StringComparison.Ordinal) ? 30 : 0);
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        private static string Rungs(JsonNode c) => string.Join(", ", c["ladder"]!.AsArray()
            .Where(e => e!["firedAt"] is not null && Text(e["step"]).StartsWith("rung", StringComparison.Ordinal))
            .OrderBy(e => Moment(e!["firedAt"]))
            .Select(e => $"{e!["rung"]} {Moment(e["firedAt"]).ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd} {e["targetRole"]}"));

        private async Task<JsonNode> AnybodysAsync(string number)
        {
            foreach (var reader in Readers)
                if (await ReadAsync(number, reader) is { } c)
                    return c;
            throw new InvalidOperationException($"Nobody may read {number}.");
        }

        private static string Text(JsonNode? node) => node?.ToString() ?? "";

        private static DateTimeOffset Moment(JsonNode? node) => DateTimeOffset.Parse(Text(node), CultureInfo.InvariantCulture);
    }
}
