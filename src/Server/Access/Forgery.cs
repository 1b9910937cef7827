using Microsoft.AspNetCore.Antiforgery;
using Petitions.Cases;

namespace Petitions.Server.Access;

/// <summary>Every posted page form bears a token that only our own pages could have put there.</summary>
public static class Forgery
{
    public const string Field = "token";

    /// <summary>Checks the token of posts below these routes.</summary>
    public static TBuilder AgainstForgery<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.AddEndpointFilter(async (call, next) =>
        {
            var http = call.HttpContext;
            if (!HttpMethods.IsPost(http.Request.Method))
                return await next(call);
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http)
                ? await next(call) : throw new Refused(400, "FORM_EXPIRED");
        });
}
