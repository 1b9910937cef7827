using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Access;

/// <summary>Lets petitioners in by number and query code; guesses are counted, by a digest of the address that changes daily and is kept for a day.</summary>
public sealed class PetitionerDoor(Whereabouts whereabouts, CaseFolders folders)
{
    /// <summary>The case and the person who may use the rights of a petitioner on it.</summary>
    /// <exception cref="Refused">QUERY_CODE_WRONG (404; also for the wrong number), TOO_MANY_TRIES (429).</exception>
    public async Task<(CaseFolder Folder, Actor Actor)> EnterAsync(HttpContext http, string? number, string? code, CancellationToken token)
    {
        if ((await whereabouts.AskAsync(code ?? "", AskerOf(http), token)).TooMany)
            throw new Refused(429, "TOO_MANY_TRIES");
        if (await whereabouts.KeyOfAsync(code ?? "", AskerOf(http), token) is not var (key, person))
            throw new Refused(404, "QUERY_CODE_WRONG", "queryCode");
        var folder = await folders.OpenAsync(key, Actor.System, token);
        var c = folder.Loaded.Case;
        if (!string.Equals(c.Number, number?.Trim(), StringComparison.OrdinalIgnoreCase))
            throw new Refused(404, "QUERY_CODE_WRONG", "queryCode");
        return (folder, Actor.Petitioner(person ?? Parties.FirstOf(c)));
    }

    internal static string AskerOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";
}
