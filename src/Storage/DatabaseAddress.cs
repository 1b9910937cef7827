using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Petitions.Storage;

/// <summary>
/// Where the database is, as two roles see it: <c>petitions_owner</c> owns and migrates it, <c>petitions_app</c> serves
/// and can do only what the migrations grant.
/// </summary>
public sealed record DatabaseAddress
{
    public const string OwnerRole = "petitions_owner";
    public const string AppRole = "petitions_app";

    private DatabaseAddress(string? admin, string owner, string app) => (Admin, Owner, App) = (admin, owner, app);

    /// <summary>Set where the server itself provisions database and roles.</summary>
    internal string? Admin { get; }
    internal string Owner { get; }
    internal string App { get; }

    /// <summary>
    /// From the settings: either one administrator's string (database <c>petitions</c> unless it names one), or the two of
    /// roles that a database administrator made.
    /// </summary>
    /// <exception cref="StartupRefused">CONNECTION_INCOMPLETE when neither is given whole, CONNECTION_UNREADABLE when one is no connection string.</exception>
    public static DatabaseAddress Of(string? admin, string? owner = null, string? app = null)
    {
        try
        {
            return Read(admin, owner, app);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StartupRefused("CONNECTION_UNREADABLE", e, e.Message);
        }
    }

    private static DatabaseAddress Read(string? admin, string? owner, string? app)
    {
        if (!string.IsNullOrWhiteSpace(owner) && !string.IsNullOrWhiteSpace(app)) return new(null, Tuned(owner), Tuned(app));
        if (string.IsNullOrWhiteSpace(admin)) throw new StartupRefused("CONNECTION_INCOMPLETE");
        var given = new NpgsqlConnectionStringBuilder(admin);
        given.Database ??= "petitions";
        return new(given.ConnectionString, Tuned(As(given, OwnerRole)), Tuned(As(given, AppRole)));
    }

    /// <summary>The same place, where roles and database are known to exist.</summary>
    internal DatabaseAddress Provisioned() => new(null, Owner, App);

    /// <summary>
    /// The roles' passwords follow from the administrator's, so that every server of an installation knows them and none
    /// has to store them. Without a password (trust) the roles have none either.
    /// </summary>
    internal static string? PasswordOf(string role, string? adminPassword) => adminPassword is null
        ? null
        : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(adminPassword), Encoding.UTF8.GetBytes(role)));

    private static string As(NpgsqlConnectionStringBuilder admin, string role) =>
        new NpgsqlConnectionStringBuilder(admin.ConnectionString) { Username = role, Password = PasswordOf(role, admin.Password) }.ConnectionString;

    /// <summary>Statements that come back are prepared by themselves, unless the string says otherwise (as it must behind some poolers).</summary>
    private static string Tuned(string given)
    {
        var tuned = new NpgsqlConnectionStringBuilder(given);
        tuned.ApplicationName ??= "petitions";
        if (!tuned.ShouldSerialize("Max Auto Prepare")) (tuned.MaxAutoPrepare, tuned.AutoPrepareMinUsages) = (200, 2);
        return tuned.ConnectionString;
    }
}
