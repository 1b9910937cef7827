using System.Net;
using System.Text.RegularExpressions;

namespace Petitions.Tests.Integration.Server;

/// <summary>A member of the staff at the pages, without scripts: a cookie, forms, and what the server answers.</summary>
public sealed partial class PageVisitor : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    private PageVisitor(Uri address) => _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = address };

    /// <summary>What a browser would need to go on as this visitor.</summary>
    public IEnumerable<(string Name, string Value)> Cookies => _cookies.GetAllCookies().Select(c => (c.Name, c.Value));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PageVisitor> SignInAsync(ServedTown town, string who, string language = "zh-Hans")
    {
        var visitor = new PageVisitor(town.Address);
        visitor._http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        var (status, _, _) = await visitor.PostAsync("/sign-in", "/sign-in", ("userName", who.ToLowerInvariant()), ("password", "petitions-demo"));
        Assert.Equal(302, status);
        return visitor;
    }

    /// <summary>Nobody in particular.</summary>
    public static PageVisitor Stranger(ServedTown town) => new(town.Address);

    public async Task<(int Status, string Text)> GetAsync(string path)
    {
        using var response = await _http.GetAsync(path, Token);
        return ((int)response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token)));
    }

    public Task<HttpResponseMessage> OpenAsync(string path) => _http.GetAsync(path, Token);

    /// <summary>Sends the form of a page with these values.</summary>
    public Task<(int Status, string Text, string? To)> PostAsync(string page, string path, params (string Name, string Value)[] values) =>
        SendAsync(page, path, token => new FormUrlEncodedContent([.. values.Select(v => KeyValuePair.Create(v.Name, v.Value)), new("token", token)]));

    /// <summary>Sends the form of a page with these values and files.</summary>
    public Task<(int Status, string Text, string? To)> UploadAsync(
        string page, string path, IEnumerable<(string Name, string Value)> values, params (string Field, string FileName, byte[] Content)[] files) =>
        SendAsync(page, path, token =>
        {
            var form = new MultipartFormDataContent { { new StringContent(token), "token" } };
            foreach (var (name, value) in values)
                form.Add(new StringContent(value), name);
            foreach (var (field, name, content) in files)
                form.Add(new ByteArrayContent(content), field, name);
            return form;
        });

    public void Dispose() => _http.Dispose();

    private async Task<(int Status, string Text, string? To)> SendAsync(string page, string path, Func<string, HttpContent> form)
    {
        using var content = form(CsrfToken().Match(await _http.GetStringAsync(page, Token)).Groups[1].Value);
        using var response = await _http.PostAsync(path, content, Token);
        return ((int)response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Token)), response.Headers.Location?.ToString());
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"")]
    private static partial Regex CsrfToken();
}
