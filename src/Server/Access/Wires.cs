using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Petitions.Server.Access;

/// <summary>Sets up sign-in: a cookie for pages, a bearer token for API clients, both on the same accounts.</summary>
public static class Wires
{
    public const string Staff = "staff", Clients = "clients";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddIdentityCore<StaffAccount>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            identity.User.AllowedUserNameCharacters = "";
        }).AddUserStore<AccountStore>().AddClaimsPrincipalFactory<AccountClaims>().AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.TimeProvider = TimeProvider.System);
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, Cookie)
            // Sessions last in real time, whatever a turned clock shows.
            .AddBearerToken(IdentityConstants.BearerScheme, bearer => bearer.TimeProvider = TimeProvider.System);
        services.AddAuthorizationBuilder()
            .AddPolicy(Staff, policy => policy.AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser())
            .AddPolicy(Clients, policy => policy.AddAuthenticationSchemes(IdentityConstants.BearerScheme).RequireAuthenticatedUser());
        services.AddAntiforgery(forgery =>
        {
            forgery.FormFieldName = Forgery.Field;
            forgery.HeaderName = Studio.StudioDoor.TokenHeader;
            forgery.Cookie.Name = "petitions-forgery";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
        });
    }

    private static void Cookie(CookieAuthenticationOptions cookie)
    {
        cookie.Cookie.Name = "petitions";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "back";
        cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
        cookie.SlidingExpiration = true;
        cookie.TimeProvider = TimeProvider.System;
        cookie.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        cookie.Events.OnRedirectToAccessDenied = denied =>
        {
            denied.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
