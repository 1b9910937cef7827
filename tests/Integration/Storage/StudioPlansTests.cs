using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Tests.Integration.Storage;

/// <summary>What the pages of Studio ask of two hundred thousand instances is answered by index.</summary>
public sealed partial class StudioPlansTests(CrowdTown crowd) : IClassFixture<CrowdTown>
{
    private static readonly string[] Tables = ["cases", "workflow_instances", "bookmarks", "journal", "activity_counts", "commands"];

    private const int MostPages = 80_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> Lists() => new()
    {
        { "as it opens", null, "STF-047" }, { "by beginning", "Created", "STF-047" }, { "by end", "Finished", "STF-047" }, { "stopped", null, "STF-047" }, { "of one process", null, "STF-047" },
        { "of a day", "Created", "STF-047" }, { "by number", null, "STF-047" }, { "of one case", null, "STF-047" }, { "as it opens", null, "STF-008" }, { "by end", "Finished", "STF-008" },
    };

    [Theory, MemberData(nameof(Lists))]
    public async Task The_list_of_instances(string what, string? orderBy, string who)
    {
        var filter = what switch
        {
            "stopped" => new InstanceFilter { SubStatuses = ["Faulted"] },
            "of one process" => new() { DefinitionIds = ["mediation"] },
            "of a day" => new() { Moments = [new("CreatedAt", "Is", new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.FromHours(8)))] },
            "by number" => new() { Search = "x-4711" },
            "of one case" => new() { Ids = [InstanceName.Of(crowd.Key.Id, 1)] },
            _ => new InstanceFilter(),
        };
        var list = new InstanceList(crowd.Town.Database, crowd.Town.Library);
        var plans = await PlansOfAsync(() => list.ReadAsync(crowd.Town.ActorOf(who), who == "STF-047", filter with { OrderBy = orderBy }, Token));
        IsByIndex(plans, what == "of a day" ? "cases" : null);
    }

    [Fact]
    public async Task The_numbers_beside_the_links_and_what_needs_attention()
    {
        var list = new InstanceList(crowd.Town.Database, crowd.Town.Library);
        IsByIndex(await PlansOfAsync(() => list.CountParkedAsync(crowd.Town.ActorOf("STF-047"), true, Token)));
        IsByIndex(await PlansOfAsync(() => list.ParkedAsync(crowd.Town.ActorOf("STF-047"), true, 50, Token)));
    }

    [Fact]
    public async Task One_instance_its_journal_its_badges_and_its_marks()
    {
        var book = new InstanceBook(crowd.Town.Database, crowd.Town.Library, crowd.Town.Clock);
        var actor = crowd.Town.ActorOf("STF-047");
        var line = (await book.FindAsync(InstanceName.Of(crowd.Key.Id, 1), actor, Token))!.Line;
        IsByIndex(await PlansOfAsync(() => book.FindAsync(line.Id, actor, Token)));
        IsByIndex(await PlansOfAsync(() => book.JournalAsync(line, JournalFilter.None, 0, 110, Token)));
        IsByIndex(await PlansOfAsync(() => book.ExecutionAsync(line, "x1", Token)));
        IsByIndex(await PlansOfAsync(() => book.CountsAsync(line, null, Token)));
        IsByIndex(await PlansOfAsync(() => book.MarksAsync([line.Id], Token)));
    }

    [Fact]
    public async Task A_period_of_a_rehearsal()
    {
        var recorded = new RecordedCases(crowd.Town.Database, crowd.Town.Clock);
        var (actor, reference) = (crowd.Town.ActorOf("STF-047"), crowd.Town.Reference);
        var (from, to) = (new DateOnly(2026, 3, 10), new DateOnly(2026, 3, 31));
        IsByIndex(await PlansOfAsync(() => recorded.CountAsync(from, to, actor, reference, Token)));
        IsByIndex(await PlansOfAsync(() => recorded.ClosedAsync(from, to, null, 20, actor, reference, (kind, n) => $"{kind}{n}", Token)));
    }

    [Fact]
    public async Task A_set_of_cases_that_could_be_moved()
    {
        await using var connection = await crowd.Town.Database.App.OpenConnectionAsync(Token);
        await using var command = new NpgsqlCommand("explain (analyze, buffers) " + WorkflowMoveApply.RunningOnOlder, connection);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = crowd.Key.Root }, new() { Value = Guid.Empty, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = "escalation" }, new() { Value = "escalation-v2" }, new() { Value = 200 },
        });
        await using var row = await command.ExecuteReaderAsync(Token);
        var lines = new List<string>();
        while (await row.ReadAsync(Token))
            lines.Add(row.GetString(0));
        IsByIndex([string.Join('\n', lines)]);
    }

    /// <summary>No table of the crowd is read through, and no answer turns over more than the ten thousand lines that a list counts.</summary>
    /// <param name="but">A table of which so many rows belong to the answer that all are read at once.</param>
    private static void IsByIndex(IReadOnlyList<string> plans, string? but = null)
    {
        Assert.NotEmpty(plans);
        foreach (var plan in plans)
        {
            Assert.All(Tables.Where(t => t != but), table => Assert.False(Regex.IsMatch(plan, $@"Seq Scan on {table}\b"), plan));
            Assert.True(Pages().Match(plan).Groups.Values.Skip(1).Sum(g => g.Success ? int.Parse(g.Value, System.Globalization.CultureInfo.InvariantCulture) : 0) < MostPages, plan);
        }
    }

    private static async Task<IReadOnlyList<string>> PlansOfAsync(Func<Task> ask)
    {
        var plans = new List<string>();
        Rows.Plans.Value = plans;
        await ask();
        Rows.Plans.Value = null;
        return plans;
    }

    [GeneratedRegex(@"Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?")]
    private static partial Regex Pages();
}
