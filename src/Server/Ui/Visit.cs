using Microsoft.AspNetCore.Components;
using Petitions.Cases;

namespace Petitions.Server.Ui;

/// <summary>One request of one person for a page: who, in which language, at what moment.</summary>
/// <param name="Person">The signed-in member of staff; null for the public.</param>
/// <param name="Turned">How far the clock is turned; zero where it tells the true time.</param>
/// <param name="Unread">Notices not read yet, for the header.</param>
/// <param name="DemoPassword">Shown at the sign-in of a demo; null elsewhere.</param>
/// <param name="Token">Goes into every form, against forged posts.</param>
public sealed record Visit(
    Actor? Actor, Person? Person, Say Say, DateTimeOffset Now, TimeSpan Turned, int Unread, string Path, string Query, string Token, string? DemoPassword)
{
    /// <summary>Work of the installation that was missed, for those who can make it up.</summary>
    public Workers.AlarmsOn Alarms { get; init; } = Workers.AlarmsOn.None;

    public Texts Texts => Say.Texts;

    public Reference Reference => Say.Reference;

    public DateOnly Today => Local.DateOf(Now);
}

/// <summary>What every component of a page knows.</summary>
public abstract class View : ComponentBase
{
    [CascadingParameter] public required Visit Visit { get; set; }

    protected Say Say => Visit.Say;

    protected Texts Texts => Visit.Texts;

    protected string T(string key, params object?[] facts) => Texts.Say(key, facts);
}
