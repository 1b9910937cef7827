using Dapper;
using Npgsql;

namespace Petitions.Tests.Integration.Crashes;

/// <summary>kill -9 of a server while it moves running workflows to another version: the next one goes on, and each is moved once.</summary>
public sealed class KilledMoveTests : IDisposable
{
    private readonly SmallTown _town = new(alive: true);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _town.Dispose();

    [Fact]
    public async Task Killed_in_the_middle_of_a_move_it_goes_on_and_each_workflow_is_moved_once()
    {
        var data = _town.NewData("moving");
        int running;
        using (var server = ServerProcess.Serve(_town, data))
        {
            Assert.True(await server.ReplayEndsAsync(), server.Complaints());
            await using var look = await server.LookInsideAsync();
            running = await OrderedAsync(look);
            Assert.True(running > 2, $"only {running} workflows run");
            server.Kill();
        }
        using (var server = ServerProcess.Serve(_town, data, working: true))
        {
            Assert.True(await server.ReplayEndsAsync(), server.Complaints());
            await using var gate = await server.LookInsideAsync();
            await gate.ExecuteAsync("do $$ begin while not exists (select from pg_stat_activity where pid <> pg_backend_pid() and wait_event = 'PgSleep') loop perform pg_sleep(0.01); end loop; end $$");
            Assert.Equal((1, 0), (await gate.ExecuteScalarAsync<int>("select count(*)::int from audit where event = 'WorkflowMoved'"), await gate.ExecuteScalarAsync<int>("select count(*)::int from workflow_move_cases where outcome = 'moved'")));
            server.Kill();
        }
        using (var server = ServerProcess.Serve(_town, data, working: true))
        {
            Assert.True(await server.ReplayEndsAsync(), server.Complaints());
            await using var look = await server.LookInsideAsync();
            await look.ExecuteAsync("update gate set shut = false");
            await look.ExecuteAsync("do $$ begin while exists (select from workflow_moves where state <> 'carried') loop perform pg_sleep(0.05); end loop; end $$");
            var lines = (await look.QueryAsync<(string Outcome, string? Why)>("select outcome, why from workflow_move_cases")).AsList();
            Assert.Equal(running, lines.Count);
            // What time itself has ended meanwhile has nowhere to go.
            Assert.All(lines, l => Assert.True(l is { Outcome: "moved" } or { Outcome: "stays", Why: "over" or "parked" }, $"{l}"));
            Assert.Equal(lines.Count(l => l.Outcome == "moved"), await look.ExecuteScalarAsync<int>("select count(*)::int from audit where event = 'WorkflowMoved'"));
            Assert.Equal(0, await look.ExecuteScalarAsync<int>("select count(*)::int from (select from audit where event = 'WorkflowMoved' group by root, case_id, payload::jsonb->>'instance' having count(*) > 1) twice"));
        }
        Assert.Equal(0, await ServerProcess.VerifyAuditAsync(_town, data));
    }

    /// <summary>A second version of the process of which most workflows run, an approved order, and a gate after the first that is moved; the gate stays shut as long as the guard lives.</summary>
    private static async Task<int> OrderedAsync(NpgsqlConnection look) => await look.ExecuteScalarAsync<int>(new CommandDefinition(
        """
        create table chosen as select definition_id, definition_version_id, count(*) as running from workflow_instances where status = 'Running' and not parked group by 1, 2 order by 3 desc limit 1;
        update definitions set is_published = false, is_latest = false where definition_id = (select definition_id from chosen);
        insert into definitions (version_id, definition_id, version, name, document, is_published, is_latest, created_at, created_by)
            select d.definition_id || '-next', d.definition_id, d.version + 1, d.name,
                jsonb_set(jsonb_set(d.document::jsonb, array['id'], to_jsonb(d.definition_id || '-next')), array['version'], to_jsonb(d.version + 1))::json, true, true, d.created_at, 'TEST'
            from definitions d join chosen c on c.definition_version_id = d.version_id;
        insert into workflow_moves (definition_id, to_version, state, note, author, proposed_at, decided_by, decided_at, decision)
            select definition_id, definition_id || '-next', 'approved', '试', 'A', now(), 'B', now(), '同意' from chosen;
        insert into workflow_move_cases (move, root, case_id, instance, number, from_version, outcome)
            select 1, i.root, i.case_id, i.no, c.number, i.definition_version_id, 'listed' from workflow_instances i join cases c using (root, case_id) join chosen h using (definition_id, definition_version_id)
            where i.status = 'Running' and not i.parked;
        create table gate as select true as shut;
        create function wait_at_gate() returns trigger language plpgsql security definer as $$ begin
            while (select shut from gate) and (select count(*) from workflow_instances where definition_version_id like '%-next') >= 1 loop perform pg_sleep(0.02); end loop; return new; end $$;
        create trigger gate before update on workflow_instances for each row when (new.definition_version_id <> old.definition_version_id) execute function wait_at_gate();
        select count(*)::int from workflow_move_cases;
        """, cancellationToken: Token));
}
