using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Access;

/// <summary>Lets petitioners in by number and query code; guesses are counted, by a digest of the address that changes daily and is kept for a day.</summary>
public sealed class PetitionerDoor(Whereabouts whereabouts, CaseFolders folders)
{
    /// <summary>The case and the person who may use the rights of a petitioner on it. The code of a petition opens also what was split from it and is open.</summary>
    /// <exception cref="Refused">QUERY_CODE_WRONG (404; also for the wrong number), TOO_MANY_TRIES (429).</exception>
    public async Task<(CaseFolder Folder, Actor Actor)> EnterAsync(HttpContext http, string? number, string? code, CancellationToken token)
    {
        if ((await whereabouts.AskAsync(code ?? "", AskerOf(http), token)).TooMany)
            throw new Refused(429, "TOO_MANY_TRIES");
        if (await whereabouts.KeyOfAsync(code ?? "", AskerOf(http), token) is not var (key, person))
            throw Wrong();
        var folder = await folders.OpenAsync(key, Actor.System, token);
        var (c, named) = (folder.Loaded.Case, person ?? Parties.FirstOf(folder.Loaded.Case));
        if (IsMeant(c.Number, number))
            return (folder, Actor.Petitioner(named));
        if (c.SplitOff().FirstOrDefault(part => IsMeant(part, number)) is not { } split)
            throw Wrong();
        var part = await folders.OpenAsync(split, Actor.System, token);
        // A clerk who noted a code must not find an accusation by trying numbers.
        return part.Loaded.Case.Flags.Sealed ? throw Wrong() : (part, Actor.Petitioner(SamePerson(folder.Loaded, named, part.Loaded)));
    }

    internal static string AskerOf(HttpContext http) => http.Connection.RemoteIpAddress?.ToString() ?? "";

    private static bool IsMeant(string? number, string? asked) => string.Equals(number, asked?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>People went along with the part in their order; whoever was named in the petition later has no part in it.</summary>
    /// <exception cref="Refused">QUERY_CODE_WRONG.</exception>
    private static int SamePerson(LoadedCase petition, int no, LoadedCase part)
    {
        if (petition.Case.People.Count == 0)
            return no;
        var words = WordsOf(petition, no);
        return part.Case.People.Any(p => p.No == no) && WordsOf(part, no) == words ? no : throw Wrong();
    }

    private static (string? Role, string? Name, string? Phone) WordsOf(LoadedCase loaded, int no)
    {
        var person = loaded.Case.People.FirstOrDefault(p => p.No == no);
        return (person?.Role, loaded.Texts.GetValueOrDefault(person?.Name ?? 0), loaded.Texts.GetValueOrDefault(person?.Phone ?? 0));
    }

    private static Refused Wrong() => new(404, "QUERY_CODE_WRONG", "queryCode");
}
