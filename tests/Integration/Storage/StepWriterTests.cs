using Dapper;
using Npgsql;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>One commit: everything of a step, or nothing.</summary>
public sealed class StepWriterTests
{
    private static readonly TextKeys _keys = new(new byte[32]);
    private readonly StepWriter _writer = new(_keys);
    private readonly StepReader _reader = new(_keys);

    public static TheoryData<string> Tables =>
    [
        "cases", "texts", "person_texts", "clocks", "ladder", "timers", "tasks", "notices", "workflow_instances", "bookmarks", "journal", "activity_counts",
        "outbox", "audit", "commands", "idempotency", "counters", "document_numbers", "person_codes",
    ];

    [Fact]
    public async Task A_step_comes_back_as_it_was_written()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        var step = SampleSteps.Registration(SampleSteps.NewKey());

        Assert.Single(await _writer.WriteAsync(connection, [step], TestContext.Current.CancellationToken));

        var found = await FindAsync(connection, step.Case.Key);
        Assert.Equal("U-DESK-2026-0001", found.Case.Number);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(step.Case, CaseJson.Options), System.Text.Json.JsonSerializer.Serialize(found.Case, CaseJson.Options));
        Assert.Equal(["供暖不足", "王热工", "+86 138 0000 0000"], found.Loaded.Texts.OrderBy(t => t.Key).Select(t => t.Value));
        var instance = Assert.Single(found.Loaded.Instances);
        Assert.Equal(step.Result.ChangedInstances[0].State, instance.State);
        Assert.Equal(step.Result.ChangedInstances[0].Bookmarks, instance.Bookmarks);
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_step_that_fails_at_one_table_leaves_all_as_they_were_and_succeeds_when_run_again(string table)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        var first = SampleSteps.Registration(SampleSteps.NewKey());
        await _writer.WriteAsync(connection, [first], TestContext.Current.CancellationToken);
        var before = await RowsAsync(database);

        await SpoilAsync(database, table);
        var key = SampleSteps.NewKey();
        await Assert.ThrowsAsync<PostgresException>(() => _writer.WriteAsync(connection, [SampleSteps.Registration(key, "again")], TestContext.Current.CancellationToken));
        Assert.Equal(before, await RowsAsync(database));

        await MendAsync(database, table);
        Assert.Single(await _writer.WriteAsync(connection, [SampleSteps.Registration(key, "again")], TestContext.Current.CancellationToken));
        Assert.Equal("U-DESK-2026-0002", (await FindAsync(connection, key)).Case.Number);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_batch_that_is_cut_before_any_of_its_statements_or_before_its_commit_leaves_nothing(int statement)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        var before = await RowsAsync(database);
        var key = SampleSteps.NewKey();

        _writer.BeforeSending = batch => batch.BatchCommands.Insert(statement, new NpgsqlBatchCommand("select 1 / 0"));
        await Assert.ThrowsAsync<PostgresException>(() => _writer.WriteAsync(connection, [SampleSteps.Registration(key)], TestContext.Current.CancellationToken));
        Assert.Equal(before, await RowsAsync(database));

        _writer.BeforeSending = null;
        Assert.Single(await _writer.WriteAsync(connection, [SampleSteps.Registration(key)], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_step_on_an_old_version_writes_nothing_at_all()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        var key = SampleSteps.NewKey();
        await _writer.WriteAsync(connection, [SampleSteps.Registration(key)], TestContext.Current.CancellationToken);
        var (mine, theirs) = (await FindAsync(connection, key), await FindAsync(connection, key));
        Assert.Single(await _writer.WriteAsync(connection, [SampleSteps.Change(theirs)], TestContext.Current.CancellationToken));
        var before = await RowsAsync(database);

        Assert.Empty(await _writer.WriteAsync(connection, [SampleSteps.Change(mine)], TestContext.Current.CancellationToken));

        Assert.Equal(before, await RowsAsync(database));
    }

    [Fact]
    public async Task A_set_of_steps_is_written_in_one_statement_and_the_one_that_lost_its_race_alone_is_left_out()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        var keys = Enumerable.Range(0, 3).Select(_ => SampleSteps.NewKey()).ToList();
        foreach (var key in keys)
            await _writer.WriteAsync(connection, [SampleSteps.Registration(key)], TestContext.Current.CancellationToken);
        var found = new List<FoundCase>();
        foreach (var key in keys)
            found.Add(await FindAsync(connection, key));
        await _writer.WriteAsync(connection, [SampleSteps.Change(await FindAsync(connection, keys[1]))], TestContext.Current.CancellationToken);

        var written = await _writer.WriteAsync(connection, found.ConvertAll(f => SampleSteps.Change(f)), TestContext.Current.CancellationToken);

        Assert.Equal(new[] { keys[0], keys[2] }.ToHashSet(), written.ToHashSet());
        Assert.Empty((await FindAsync(connection, keys[2])).Case.Timers);
    }

    [Fact]
    public async Task A_step_on_a_case_with_hundreds_of_clocks_writes_only_what_it_changed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        var step = SampleSteps.Registration(SampleSteps.NewKey());
        var (clock, rung, timer) = (step.Case.Clocks[0], step.Case.Ladder[0], step.Case.Timers[0]);
        for (var n = 0; n < 400; n++)
        {
            step.Case.Clocks.Add(clock with { No = step.Case.NextId() });
            step.Case.Ladder.Add(rung with { No = step.Case.NextId(), Clock = step.Case.Clocks[^1].No });
            step.Case.Timers.Add(timer with { No = step.Case.NextId() });
        }
        var words = Enumerable.Range(4, 400).Select(id => new KeptText(id, TextKind.Record, $"第 {id} 次记录", false));
        step = step with { Result = step.Result with { Texts = [.. step.Result.Texts, .. words] } };
        step.Case.LastText = 403;
        await _writer.WriteAsync(connection, [step], TestContext.Current.CancellationToken);
        var found = await FindAsync(connection, step.Case.Key);
        Assert.Equal((401, 401, 401, 403), (found.Case.Clocks.Count, found.Case.Ladder.Count, found.Case.Timers.Count, found.Loaded.Texts.Count));

        found.Case.Timers.RemoveRange(1, 400);
        Assert.Single(await _writer.WriteAsync(connection, [SampleSteps.Change(found)], TestContext.Current.CancellationToken));

        await using var owner = await database.AsOwnerAsync();
        foreach (var (table, touched) in new[] { ("clocks", 1), ("ladder", 1), ("texts", 1) })
            Assert.Equal(touched, await owner.QuerySingleAsync<int>($"select count(*)::int from {table} where xmin = (select xmin from cases limit 1)"));
        Assert.Equal(0, await owner.QuerySingleAsync<int>("select count(*)::int from timers"));
    }

    [Fact]
    public async Task The_server_s_role_can_neither_change_nor_delete_what_is_written_once()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var connection = await database.AsAppAsync();
        await _writer.WriteAsync(connection, [SampleSteps.Registration(SampleSteps.NewKey())], TestContext.Current.CancellationToken);
        foreach (var table in new[] { "audit", "audit_anchors", "audit_anchor_heads", "commands", "journal", "reference" })
            foreach (var order in new[] { $"delete from {table}", $"update {table} set {(table == "reference" ? "kind = kind" : "root = root")}", $"truncate {table}" })
                Assert.Equal("42501", (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(order))).SqlState);
    }

    private async Task<FoundCase> FindAsync(NpgsqlConnection connection, CaseKey key) =>
        (await _reader.FindAsync(connection, "TEST", null, key, null, [], null, TestContext.Current.CancellationToken)).Case!;

    /// <summary>Every row of every table, digested.</summary>
    private static async Task<Dictionary<string, string>> RowsAsync(TestDatabase database)
    {
        await using var owner = await database.AsOwnerAsync();
        var rows = new Dictionary<string, string>();
        foreach (var table in Tables.Select(t => t.Data).Append("locked_texts"))
            rows[table] = (await owner.QuerySingleAsync<string?>($"select md5(string_agg(t::text, '|' order by t::text)) from {table} t")) ?? "empty";
        return rows;
    }

    private static async Task SpoilAsync(TestDatabase database, string table)
    {
        await using var owner = await database.AsOwnerAsync();
        await owner.ExecuteAsync(
            $"""
            create function spoil() returns trigger language plpgsql as $$ begin raise exception 'stopped here'; end $$;
            create trigger spoil before insert or update or delete on {table} for each row execute function spoil();
            """);
    }

    private static async Task MendAsync(TestDatabase database, string table)
    {
        await using var owner = await database.AsOwnerAsync();
        await owner.ExecuteAsync($"drop trigger spoil on {table}; drop function spoil()");
    }
}
