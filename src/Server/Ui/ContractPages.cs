using System.Globalization;
using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Ui.Desks;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Ui;

/// <summary>The page of the responsibility contracts.</summary>
public static class ContractPages
{
    public static void MapContracts(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/contracts", (string? done, HttpContext http, CancellationToken token) => ShowAsync(http, FormState.Empty, done, token));
        pages.MapPost("/contracts", (HttpContext http, ContractDesk desk, Visitors visitors, CancellationToken token) =>
            OrderAsync(http, "drawn", async form => await desk.DrawAsync(Read(form), await visitors.ActorAsync(http), token), token));
        pages.MapPost("/contracts/countersign", (HttpContext http, ContractDesk desk, Visitors visitors, CancellationToken token) =>
            OrderAsync(http, "signed", async form =>
                await desk.SignAsync(form["unit"].ToString(), Number(form, "year"), Number(form, "version"), await visitors.ActorAsync(http), token), token));
    }

    private static async Task<IResult> OrderAsync(HttpContext http, string done, Func<IFormCollection, Task> order, CancellationToken token)
    {
        var form = await http.Request.ReadFormAsync(token);
        try
        {
            await order(form);
            return Results.LocalRedirect("/contracts?done=" + done);
        }
        catch (Refused refused) when (refused.Status is 400 or 409 or 422)
        {
            return await ShowAsync(http, FormState.Of(form, refused), null, token);
        }
    }

    /// <summary>Lines without a metric are left out; a line keeps its number, so that a refusal stands beside it.</summary>
    private static NewContract Read(IFormCollection form)
    {
        var lines = new List<ContractLine>();
        for (var i = 0; i < Contracts.MostLines && form[$"lines[{i}].metric"].ToString() is { Length: > 0 } metric; i++)
            lines.Add(new(metric, Number(form, $"lines[{i}].target"), Number(form, $"lines[{i}].weight")));
        return new(form["unit"].ToString(), Number(form, "year"), lines);
    }

    private static int Number(IFormCollection form, string path) =>
        int.TryParse(form[path].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusals.FieldInvalid(path, "number");

    private static async Task<IResult> ShowAsync(HttpContext http, FormState form, string? done, CancellationToken token)
    {
        var actor = await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http);
        return await Page.ShowAsync<ContractsPage>(http, "page.contracts", new Dictionary<string, object?>
        {
            [nameof(ContractsPage.Form)] = form, [nameof(ContractsPage.Done)] = done is "drawn" or "signed" ? done : null, [nameof(ContractsPage.Actor)] = actor,
            [nameof(ContractsPage.Found)] = await http.RequestServices.GetRequiredService<ContractDesk>().ListAsync(actor, token),
        }, form.Refused?.Status ?? 200);
    }
}
