using System.Globalization;
using Petitions.Cases;
using Petitions.Server.Access;

namespace Petitions.Server.Ui.Forms;

/// <summary>What was posted at a desk, read field by field. Moments and days without a zone are meant locally.</summary>
/// <exception cref="Refused">FIELD_INVALID with the field, for what cannot be read.</exception>
internal sealed class DeskForm(IFormCollection form, Actor actor)
{
    public IFormCollection Fields { get; } = form;
    public Actor Actor { get; } = actor;

    public string this[string path] => Fields[path].ToString();

    /// <summary>
    /// Gives the order of a posted form and goes on to the address it names; what a person can mend is shown again with what was typed.
    /// </summary>
    public static async Task<IResult> TakeAsync(HttpContext http, Func<DeskForm, Task<string>> order, Func<FormState, Task<IResult>> again, CancellationToken token)
    {
        var fields = await http.Request.ReadFormAsync(token);
        try
        {
            return Results.LocalRedirect(await order(new(fields, await http.RequestServices.GetRequiredService<Visitors>().ActorAsync(http))));
        }
        catch (Refused refused) when (refused.Status is 400 or 404 or 409 or 422)
        {
            return await again(FormState.Of(fields, refused));
        }
    }

    public string? Given(string path) => this[path] is { Length: > 0 } text ? text : null;

    public int? Number(string path) => Given(path) is not { } typed ? null
        : int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Refusals.FieldInvalid(path, "number");

    /// <exception cref="Refused">FIELD_INVALID also where nothing is given.</exception>
    public int NeededNumber(string path) => Number(path) ?? throw Refusals.FieldInvalid(path, "number");

    public DateOnly? Day(string path) => Given(path) is not { } typed ? null
        : DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Refusals.FieldInvalid(path, "unreadable");

    public DateTimeOffset? Moment(string path) => Given(path) is not { } typed ? null
        : DateTime.TryParse(typed, CultureInfo.InvariantCulture, out var at) ? new(at, Local.Offset) : throw Refusals.FieldInvalid(path, "unreadable");

    public bool IsOn(string path) => Fields[path].LastOrDefault() is "true" or "on";
}
