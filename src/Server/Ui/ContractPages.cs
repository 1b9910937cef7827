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
        pages.MapPost("/contracts", (HttpContext http, ContractDesk desk, CancellationToken token) =>
            OrderAsync(http, "drawn", form => desk.DrawAsync(Read(form), form.Actor, token), token));
        pages.MapPost("/contracts/countersign", (HttpContext http, ContractDesk desk, CancellationToken token) =>
            OrderAsync(http, "signed", form => desk.SignAsync(form["unit"], form.NeededNumber("year"), form.NeededNumber("version"), form.Actor, token), token));
    }

    private static Task<IResult> OrderAsync(HttpContext http, string done, Func<DeskForm, Task> order, CancellationToken token) => DeskForm.TakeAsync(
        http,
        async form =>
        {
            await order(form);
            return "/contracts?done=" + done;
        },
        form => ShowAsync(http, form, null, token), token);

    /// <summary>Lines without a metric are left out; a line keeps its number, so that a refusal stands beside it.</summary>
    private static NewContract Read(DeskForm form)
    {
        var lines = new List<ContractLine>();
        for (var i = 0; i < Contracts.MostLines && form.Given($"lines[{i}].metric") is { } metric; i++)
            lines.Add(new(metric, form.NeededNumber($"lines[{i}].target"), form.NeededNumber($"lines[{i}].weight")));
        return new(form["unit"], form.NeededNumber("year"), lines);
    }

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
