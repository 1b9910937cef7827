using FluentValidation;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>
/// Everything a deployment decides, from <c>appsettings.json</c>, environment variables (<c>PETITIONS_…</c>) and the command line,
/// in this order; checked once at the start.
/// </summary>
public sealed record Settings
{
    /// <summary>Without any of them the server starts its own PostgreSQL.</summary>
    public ConnectionStrings ConnectionStrings { get; init; } = new();

    /// <summary>The private folder of the embedded database and of the key; default: this user's application data.</summary>
    public string? DataFolder { get; init; }

    /// <summary>32 bytes or more in base 64 that every server of an installation shares; default: a file in the data folder.</summary>
    public string? MasterKey { get; init; }

    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary><c>demo</c> (accounts and cases for looking around) or <c>none</c>. Default: demo with the embedded database, else none.</summary>
    public string? Seed { get; init; }

    /// <summary>How far this process's clock is turned, for example <c>3.00:00:00</c>; never in production.</summary>
    public TimeSpan ClockOffset { get; init; }

    /// <summary>How often the sweep and the outbox look for due work when they found none.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>False for a server that only answers requests.</summary>
    public bool Workers { get; init; } = true;

    /// <summary>Folder with the reference data and the demo; default: <c>seeds</c> beside the program or above it.</summary>
    public string SeedsFolder { get; init; } = "";

    /// <summary>Folder with the workflow definitions; default: <c>workflows</c> beside the program or above it.</summary>
    public string WorkflowsFolder { get; init; } = "";

    /// <summary>File that messages for the outside are written to while no wire is connected; empty: the log alone.</summary>
    public string? MessageFile { get; init; }

    /// <summary>The desk that receives what the public writes on the web.</summary>
    public string PublicDesk { get; init; } = "NQ-ZH";

    /// <summary>Password of every demo account.</summary>
    public string DemoPassword { get; init; } = "petitions-demo";

    public bool Embedded => new[] { ConnectionStrings.Admin, ConnectionStrings.Owner, ConnectionStrings.App }.All(string.IsNullOrWhiteSpace);

    public bool Demo => (Seed ?? (Embedded ? "demo" : "none")) == "demo";

    public string Home => DataFolder ?? Path.GetDirectoryName(EmbeddedPostgres.DefaultFolder())!;

    public TextKeys Keys() => MasterKey is { } key ? new TextKeys(Convert.FromBase64String(key)) : TextKeys.OfFolder(Home);

    public DatabaseAddress Address => DatabaseAddress.Of(ConnectionStrings.Admin, ConnectionStrings.Owner, ConnectionStrings.App);

    /// <exception cref="SettingsRefused">With a sentence for each setting that is wrong.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var settings = new Settings();
        try
        {
            configuration.Bind(settings);
        }
        catch (InvalidOperationException e)
        {
            throw new SettingsRefused([e.Message]);
        }
        settings = settings with
        {
            SeedsFolder = settings.SeedsFolder.Length > 0 ? settings.SeedsFolder : Find("seeds"),
            WorkflowsFolder = settings.WorkflowsFolder.Length > 0 ? settings.WorkflowsFolder : Find("workflows"),
        };
        var checkedSettings = new SettingsRules().Validate(settings);
        return checkedSettings.IsValid ? settings : throw new SettingsRefused([.. checkedSettings.Errors.Select(e => e.ErrorMessage)]);
    }

    /// <summary>Beside the published program, or in the clone that the build lies in, or where the command was typed.</summary>
    private static string Find(string name)
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                if (Directory.Exists(Path.Combine(folder.FullName, name)))
                    return Path.Combine(folder.FullName, name);
        return name;
    }
}

public sealed record ConnectionStrings
{
    /// <summary>An administrator's: the server makes database and roles by itself.</summary>
    public string? Admin { get; init; }

    /// <summary>With <see cref="App"/> in place of it: the two roles that a database administrator made.</summary>
    public string? Owner { get; init; }
    public string? App { get; init; }
}

/// <summary>The server cannot start as it is set up; <see cref="Exception.Message"/> says what to change, in both languages.</summary>
public sealed class SettingsRefused(IReadOnlyList<string> sentences) : Exception(string.Join("\n", sentences));

internal sealed class SettingsRules : AbstractValidator<Settings>
{
    public SettingsRules()
    {
        RuleFor(s => s.Seed).Must(s => s is null or "demo" or "none")
            .WithMessage(s => Both("settings.seed", s.Seed));
        RuleFor(s => s.Urls).Must(urls => urls.Split(';').All(u => Uri.TryCreate(u.Replace("*", "host").Replace("+", "host"), UriKind.Absolute, out _)))
            .WithMessage(s => Both("settings.urls", s.Urls));
        RuleFor(s => s.Poll).Must(p => p >= TimeSpan.FromMilliseconds(50) && p <= TimeSpan.FromMinutes(1))
            .WithMessage(s => Both("settings.poll", s.Poll));
        RuleFor(s => s.SeedsFolder).Must(Directory.Exists).WithMessage(s => Both("settings.seeds", s.SeedsFolder));
        RuleFor(s => s.WorkflowsFolder).Must(Directory.Exists).WithMessage(s => Both("settings.workflows", s.WorkflowsFolder));
        RuleFor(s => s.ConnectionStrings).Must(c => string.IsNullOrWhiteSpace(c.Owner) == string.IsNullOrWhiteSpace(c.App))
            .WithMessage(_ => Both("settings.roles"));
        RuleFor(s => s.MasterKey).Must(k => k is null || Convert.TryFromBase64String(k, new byte[k.Length], out var n) && n >= 32)
            .WithMessage(_ => Both("settings.key"));
        RuleFor(s => s.DemoPassword).MinimumLength(8).WithMessage(_ => Both("settings.password"));
    }

    private static string Both(string key, params object?[] facts) => Texts.Chinese.Say(key, facts) + "\n" + Texts.English.Say(key, facts);
}
