using Microsoft.AspNetCore.Diagnostics;
using Petitions.Cases;
using Petitions.Server.Api;

namespace Petitions.Server.Ui;

/// <summary>The same as <see cref="ApiErrors"/> for pages: a page that says it in the visitor's language.</summary>
public sealed class PageErrors(ILogger<PageErrors> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext http, Exception exception, CancellationToken cancellationToken)
    {
        var refused = ApiErrors.RefusalOf(exception);
        if (refused is null)
            log.LogError(exception, "A bug answered {Method} {Path}", http.Request.Method, http.Request.Path);
        refused ??= new Refused(500, "INTERNAL_ERROR");
        if (refused.Status == 401)
        {
            http.Response.Redirect("/sign-in?back=" + Uri.EscapeDataString(http.Request.Path + http.Request.QueryString));
            return true;
        }
        try
        {
            var page = await Page.ShowAsync<RefusedPage>(http, "page.refused", new Dictionary<string, object?> { [nameof(RefusedPage.Refused)] = refused }, refused.Status);
            await page.ExecuteAsync(http);
        }
        catch (Exception e) when (ApiErrors.RefusalOf(e) is { Status: 503 })
        {
            // Not even the frame of a page can be had without the database.
            http.Response.StatusCode = 503;
            await http.Response.WriteAsync(Texts.Chinese["refusal.TRY_AGAIN"] + "\n" + Texts.English["refusal.TRY_AGAIN"], cancellationToken);
        }
        return true;
    }
}
