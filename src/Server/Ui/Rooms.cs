using Petitions.Cases;

namespace Petitions.Server.Ui;

/// <summary>The entries of the navigation that a person's roles open; the doors themselves check again.</summary>
public static class Rooms
{
    public static readonly string[] Registrars = [Roles.Intake, Roles.Building, Roles.Section];
    public static readonly string[] Overseers =
        [Roles.Supervisor, Roles.Leader, Roles.CommunityHead, Roles.EstateHead, Roles.UnitHead, Roles.Duty];
    public static readonly string[] Incidents = [.. Petitions.Cases.Incidents.Keepers, Roles.Supervisor, Roles.Leader];
    public static readonly string[] Watchers = [.. EarlySigns.Recorders, Roles.CommunityHead];
    public static readonly string[] Partners = [Roles.Town, Roles.Police];

    public static readonly string[] Machinists = [Roles.Supervisor, Roles.Admin, Roles.CommunityHead, Roles.CalendarKeeper];

    /// <summary>Who hands in changes of calendars and times, and who decides on those of others.</summary>
    public static readonly string[] Keepers = [Roles.CalendarKeeper, Roles.Admin], Deciders = [Roles.Supervisor, Roles.CommunityHead, Roles.CalendarKeeper, Roles.Admin];

    /// <summary>Who sees the hand-over lists of successions; heads and liaisons those of their own body.</summary>
    public static readonly string[] HandOvers = [Roles.Supervisor, Roles.CommunityHead, Roles.UnitHead, Roles.Town];

    /// <summary>The name of the room that an address lies in, as the texts have it; the address itself where no entry leads.</summary>
    public static string KeyOf(string path)
    {
        var first = path.Trim('/').Split('/')[0];
        return Keys.GetValueOrDefault("/" + first, first);
    }

    private static readonly Dictionary<string, string> Keys = For(Actor.System with { Roles = [.. typeof(Roles).GetFields().Select(f => f.GetValue(null)).OfType<string>()] })
        .ToDictionary(room => room.Path, room => room.Key);

    public static IEnumerable<(string Path, string Key)> For(Actor actor)
    {
        yield return ("/tasks", "page.tasks");
        if (actor.HasAny(Partners))
            yield return ("/desk", "page.desk");
        if (actor.Has(Roles.Discipline))
            yield return ("/sealed", "page.sealed");
        yield return ("/cases", "page.cases");
        if (actor.HasAny(Registrars))
            yield return ("/register", "page.register");
        if (actor.HasAny(Incidents))
            yield return ("/incidents", "page.incidents");
        if (actor.HasAny(Watchers))
            yield return ("/early-signs", "page.earlySigns");
        if (actor.HasAny(Overseers))
            yield return ("/board", "page.board");
        yield return ("/case-notes", "page.caseNotes");
        yield return ("/notices", "page.notices");
        if (actor.HasAny(Machinists))
            yield return ("/jobs", "page.jobs");
        if (actor.HasAny(Contracts.Readers))
            yield return ("/contracts", "page.contracts");
        if (actor.HasAny(Deciders))
            yield return ("/reference", "page.reference");
        if (actor.HasAny(Studio.StudioPeople.Readers))
            yield return ("/studio", "page.studio");
        if (actor.HasAny(HandOvers))
            yield return ("/successions", "page.successionOrders");
    }
}
