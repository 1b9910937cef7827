using Petitions.Cases;

namespace Petitions.Server.Studio;

/// <summary>Who draws processes and who decides on them (handbook §12). Everybody else of the staff may look.</summary>
public static class StudioPeople
{
    public static readonly string[] Designers = [Roles.Designer, Roles.Supervisor];
    public static readonly string[] Publishers = [Roles.Supervisor, Roles.CommunityHead];

    /// <summary>Who tries drawings: those who draw and those who decide.</summary>
    public static readonly string[] Triers = [Roles.Designer, Roles.Supervisor, Roles.CommunityHead];

    /// <summary>Whom the navigation shows the way.</summary>
    public static readonly string[] Readers = [.. Designers, Roles.CommunityHead, Roles.Leader, Roles.Admin];

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public static Actor MustDesign(this Actor actor) => actor.HasAny(Designers) ? actor : throw Refusals.NotYourRole("studio");

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public static Actor MustPublish(this Actor actor) => actor.HasAny(Publishers) ? actor : throw Refusals.NotYourRole("studio");

    /// <exception cref="Refused">NOT_YOUR_ROLE.</exception>
    public static Actor MustTry(this Actor actor) => actor.HasAny(Triers) ? actor : throw Refusals.NotYourRole("studio");
}
