namespace Petitions.Server.Verbs;

/// <summary>What the program can be told to do; without a word it serves.</summary>
public static class ProgramVerbs
{
    private static readonly Dictionary<string, Func<string[], Settings, CancellationToken, Task<int>>> All = new()
    {
        ["serve"] = Serve.RunAsync,
        ["migrate"] = Upkeep.MigrateAsync,
        ["seed"] = Upkeep.SeedAsync,
        ["rehearse"] = Rehearse.RunAsync,
        ["rehearse-year"] = RehearseYear.RunAsync,
        ["account"] = AccountOf.RunAsync,
        ["verify"] = Verify.RunAsync,
        ["verify-audit"] = Upkeep.VerifyAuditAsync,
        ["check-workflows"] = CheckWorkflows.RunAsync,
    };

    /// <summary>Returns the exit code: 0 done, 1 refused or failed, 2 not understood.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (verb, rest) = args is [var first, .. var others] && !first.StartsWith('-') ? (first, others) : ("serve", args);
        if (!All.TryGetValue(verb, out var run))
        {
            Console.Error.WriteLine(Texts.Chinese.Say("console.unknownVerb", verb, string.Join(" · ", All.Keys)));
            Console.Error.WriteLine(Texts.English.Say("console.unknownVerb", verb, string.Join(" · ", All.Keys)));
            return 2;
        }
        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) => (press.Cancel, _) = (true, stopping.CancelAsync());
        return await run(rest, Settings.Read(Configuration(rest)), stopping.Token);
    }

    /// <summary>appsettings.json beside the program, then the environment (<c>PETITIONS_…</c>, <c>ConnectionStrings__…</c>), then <c>--Name value</c>.</summary>
    private static IConfiguration Configuration(string[] args) => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .AddEnvironmentVariables("PETITIONS_")
        .AddCommandLine([.. args.SkipWhile(a => !a.StartsWith("--", StringComparison.Ordinal))])
        .Build();
}
