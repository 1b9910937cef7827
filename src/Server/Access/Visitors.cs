using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Server.Workers;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Access;

/// <summary>Who is asking: from the cookie or token to the person, and from the person's roles of today to the actor of an order.</summary>
public sealed class Visitors(LibrarySource library, MyNotices notices, Alarms alarms, IAntiforgery forgery, Settings settings, TurnedClock clock)
{
    public const string LanguageCookie = "language";

    /// <summary>The signed-in person's actor; roles come from the organisation's data, so that a change counts with the next request.</summary>
    /// <exception cref="Refused">NOT_SIGNED_IN.</exception>
    public async Task<Actor> ActorAsync(HttpContext http) => await FindActorAsync(http) ?? throw new Refused(401, "NOT_SIGNED_IN");

    public async Task<Actor?> FindActorAsync(HttpContext http)
    {
        var reference = (await library.CurrentAsync(http.RequestAborted)).Reference;
        return reference.Person(http.User.FindFirstValue(ClaimTypes.NameIdentifier)) is { } person ? new Actor(person.Id, person.Roles, person.Unit) : null;
    }

    /// <summary>The actor, if one of the roles is theirs.</summary>
    /// <exception cref="Refused">NOT_SIGNED_IN, NOT_YOUR_ROLE.</exception>
    public async Task<Actor> AllowedAsync(HttpContext http, IEnumerable<string> roles) =>
        await ActorAsync(http) is var actor && actor.HasAny(roles) ? actor : throw Refusals.NotYourRole(Ui.Rooms.KeyOf(http.Request.Path));

    public async Task<Reference> ReferenceAsync(HttpContext http) => (await library.CurrentAsync(http.RequestAborted)).Reference;

    /// <summary>The visit of a page: person, language, clock, unread notices.</summary>
    public async Task<Visit> VisitAsync(HttpContext http)
    {
        var reference = await ReferenceAsync(http);
        var actor = await FindActorAsync(http);
        var unread = actor is null ? 0 : await notices.UnreadAsync(actor.Id, http.RequestAborted);
        var token = forgery.GetAndStoreTokens(http).RequestToken!;
        return new Visit(actor, reference.Person(actor?.Id), new Say(Texts.Of(LanguageOf(http)), reference), clock.GetUtcNow(), Shown(clock.Offset), unread,
            http.Request.Path, http.Request.QueryString.Value ?? "", token, settings.Demo ? settings.DemoPassword : null)
        {
            Alarms = actor is not null && Alarms.IsFor(actor) ? await alarms.ReadAsync(http.RequestAborted) : AlarmsOn.None,
        };
    }

    /// <summary>The choice that was made, else what the browser asks for, else Chinese.</summary>
    public static Language LanguageOf(HttpContext http) => http.Request.Cookies[LanguageCookie] switch
    {
        "en" => Language.English,
        "zh-Hans" => Language.Chinese,
        _ => http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value ?? "").FirstOrDefault(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            ?.StartsWith("en", StringComparison.OrdinalIgnoreCase) == true ? Language.English : Language.Chinese,
    };

    /// <summary>A difference of less than a second is no turn.</summary>
    private static TimeSpan Shown(TimeSpan offset) => offset.Duration() < TimeSpan.FromSeconds(1) ? TimeSpan.Zero : offset;
}
