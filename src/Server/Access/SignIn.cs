using Microsoft.AspNetCore.Identity;
using Petitions.Cases;
using Petitions.Server.Ui;
using Petitions.Server.Ui.Forms;

namespace Petitions.Server.Access;

/// <param name="UserName">The user name, for example <c>stf-008</c>.</param>
public sealed record SignInOrder(string? UserName, string? Password);

/// <summary>Doors in and out.</summary>
public static class SignIn
{
    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").AgainstForgery();
        pages.MapGet("/sign-in", (string? back, HttpContext http) => Page.ShowAsync<SignInPage>(http, "page.signIn", ("Back", Local(back))));
        pages.MapPost("/sign-in", EnterAsync);
        pages.MapPost("/sign-out", async (SignInManager<StaffAccount> door) =>
        {
            await door.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        });
        pages.MapPost("/language", async (HttpContext http) =>
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var language = form["language"] == "en" ? "en" : "zh-Hans";
            http.Response.Cookies.Append(Visitors.LanguageCookie, language, new() { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true });
            return Results.LocalRedirect(Local(form["back"]));
        });
        routes.MapPost("/api/sign-in", TokenAsync).WithTags("sign-in").WithName("signIn")
            .WithSummary("A bearer token for the orders and reads below /api · 取得接口令牌");
    }

    /// <summary>Only an address of our own; anything else leads to the start.</summary>
    public static string Local(string? back) => back is ['/', not '/' and not '\\', ..] or "/" ? back : "/";

    private static async Task<IResult> EnterAsync(HttpContext http, SignInManager<StaffAccount> door, UserManager<StaffAccount> people)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        door.AuthenticationScheme = IdentityConstants.ApplicationScheme;
        var refused = await TryAsync(door, people, form["userName"], form["password"]);
        return refused is null ? Results.LocalRedirect(Local(form["back"]))
            : await Page.ShowAsync<SignInPage>(http, "page.signIn", new Dictionary<string, object?>
            {
                ["Back"] = Local(form["back"]), ["Form"] = FormState.Of(form, refused),
            }, refused.Status);
    }

    /// <summary>The token handler writes the answer.</summary>
    private static async Task TokenAsync(SignInOrder order, SignInManager<StaffAccount> door, UserManager<StaffAccount> people)
    {
        door.AuthenticationScheme = IdentityConstants.BearerScheme;
        if (await TryAsync(door, people, order.UserName, order.Password) is { } refused)
            throw refused;
    }

    private static async Task<Refused?> TryAsync(SignInManager<StaffAccount> door, UserManager<StaffAccount> people, string? name, string? password)
    {
        var account = await people.FindByNameAsync(name?.Trim() ?? "");
        if (account is null || account.Disabled)
            return new Refused(401, "SIGN_IN_FAILED", "password");
        var result = await door.PasswordSignInAsync(account, password ?? "", isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded ? null : result.IsLockedOut ? new Refused(429, "LOCKED_OUT") : new Refused(401, "SIGN_IN_FAILED", "password");
    }
}
