using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Calls as Studio makes them in its page: with the cookie of the pages, and on writes the token of the page in the tenant header.</summary>
public sealed partial class StudioVisitor : IDisposable
{
    public const string Designer = "STF-059", OtherDesigner = "STF-060", Supervisor = "STF-047", OtherSupervisor = "STF-048", Handler = "STF-029";

    private readonly HttpClient _http;
    private string _token = "";

    private StudioVisitor(Uri address) => _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<StudioVisitor> SignInAsync(ServedTown town, string who, string language = "zh-Hans")
    {
        var visitor = new StudioVisitor(town.Address);
        visitor._http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var page = await visitor._http.GetStringAsync("/sign-in", Token);
        using var form = new FormUrlEncodedContent([new("userName", who.ToLowerInvariant()), new("password", "petitions-demo"), new("token", FormToken().Match(page).Groups[1].Value)]);
        using var signedIn = await visitor._http.PostAsync("/sign-in", form, Token);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        visitor._token = DeskToken().Match(await visitor._http.GetStringAsync("/studio/desk/definitions", Token)).Groups[1].Value;
        Assert.NotEmpty(visitor._token);
        return visitor;
    }

    /// <summary>Nobody, with no cookie and no token.</summary>
    public static StudioVisitor Stranger(ServedTown town) => new(town.Address);

    public void ForgetToken() => _token = "";

    public Task<StudioAnswer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<StudioAnswer> PostAsync(string path, object? body, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, headers);

    public Task<StudioAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Saves a definition as the editor does.</summary>
    public Task<StudioAnswer> SaveAsync(JsonObject model, bool publish = false) => PostAsync("/workflow-definitions", new JsonObject { ["model"] = model.DeepClone(), ["publish"] = publish });

    public async Task<JsonObject> SavedAsync(JsonObject model)
    {
        var answer = await SaveAsync(model);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Body["workflowDefinition"]!.AsObject();
    }

    public async Task<StudioAnswer> SendAsync(HttpMethod method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith("/studio", StringComparison.Ordinal) ? path : "/elsa/api" + path);
        if (body is not null)
            request.Content = body as HttpContent ?? new StringContent(body as string ?? (body as JsonNode)?.ToJsonString() ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (_token.Length > 0)
            request.Headers.Add("X-Csrf", _token);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await _http.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        return new((int)response.StatusCode, text, response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The bytes of a file that Studio asks for by a post.</summary>
    public async Task<byte[]> BytesAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-Csrf", _token);
        using var response = await _http.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(Token);
    }

    /// <summary>The cookies, as a connection outside HTTP would send them.</summary>
    public CookieContainer Cookies { get; } = new();

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("data-token=\"([^\"]+)\"")]
    private static partial Regex DeskToken();
}

/// <summary>What came back to Studio.</summary>
public sealed record StudioAnswer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Body => Text.StartsWith('{') ? JsonNode.Parse(Text)!.AsObject() : [];

    public JsonArray Items => Body["items"]!.AsArray();

    public string? Code => (string?)Body["code"];

    /// <summary>All sentences that Studio would show.</summary>
    public IReadOnlyList<string> Errors => [.. (Body["errors"]?.AsObject() ?? []).SelectMany(e => e.Value!.AsArray()).Select(m => (string)m!)];
}
