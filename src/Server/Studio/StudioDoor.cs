using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Petitions.Cases;

namespace Petitions.Server.Studio;

/// <summary>
/// Who may call: staff with the cookie of the pages, whose writes bear the token of our own page in Studio's tenant header; or API clients with a
/// bearer token, whom nobody can forge. Nobody is sent to the sign-in page from here: Studio could not show it.
/// </summary>
public sealed class StudioDoor(IAntiforgery forgery) : IEndpointFilter
{
    /// <summary>Header that carries the token against forged writes; Studio sends it as its tenant header.</summary>
    public const string TokenHeader = "X-Csrf";

    /// <exception cref="Refused">NOT_SIGNED_IN, FORM_EXPIRED.</exception>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var isClient = http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
        if (isClient)
            http.User = (await http.AuthenticateAsync(IdentityConstants.BearerScheme)).Principal ?? new ClaimsPrincipal();
        if (http.User.Identity?.IsAuthenticated != true)
            throw new Refused(401, "NOT_SIGNED_IN");
        return isClient || IsSafe(http.Request.Method) || await forgery.IsRequestValidAsync(http) ? await next(context) : throw new Refused(400, "FORM_EXPIRED");
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
