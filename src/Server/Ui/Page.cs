using Microsoft.AspNetCore.Http.HttpResults;
using Petitions.Server.Access;

namespace Petitions.Server.Ui;

/// <summary>Renders a component as a whole page, on the server, without scripts.</summary>
public static class Page
{
    /// <summary>The page <typeparamref name="T"/> with its parameters, inside the document and the frame of the visitor.</summary>
    public static async Task<IResult> ShowAsync<T>(HttpContext http, string titleKey, Dictionary<string, object?> parameters, int status = 200)
        where T : View
    {
        var visit = await http.RequestServices.GetRequiredService<Visitors>().VisitAsync(http);
        return new RazorComponentResult<Document>(new Dictionary<string, object?>
        {
            [nameof(Document.CurrentVisit)] = visit, [nameof(Document.TitleKey)] = titleKey, [nameof(Document.Body)] = typeof(T),
            [nameof(Document.Parameters)] = parameters,
        }) { StatusCode = status };
    }

    public static Task<IResult> ShowAsync<T>(HttpContext http, string titleKey, params (string Name, object? Value)[] parameters) where T : View =>
        ShowAsync<T>(http, titleKey, parameters.ToDictionary(p => p.Name, p => p.Value));
}
