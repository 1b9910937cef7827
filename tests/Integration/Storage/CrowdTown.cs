using Dapper;
using Petitions.Cases;
using Petitions.Storage;

namespace Petitions.Tests.Integration.Storage;

/// <summary>
/// A town with one real petition that the shipped processes carry, and fifty thousand invented ones beside it with four instances each: one in ten is over,
/// one in a hundred parked, one in fifty closed with its words and orders.
/// </summary>
public sealed class CrowdTown : IAsyncLifetime
{
    public const int Cases = 50_000;

    internal DeskTown Town { get; private set; } = null!;

    internal CaseKey Key { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Town = await DeskTown.OpenAsync();
        var definitions = new Definitions(Town.Database, Town.Library);
        foreach (var file in Directory.GetFiles(Path.Combine(DeskTown.Root(), "workflows"), "*.json"))
            await definitions.ImportAsync(await File.ReadAllTextAsync(file), "TEST", Town.Clock.GetUtcNow(), false, default);
        await Town.ExecuteAsync("update definitions set is_published = true");
        Town.Library.Forget();
        Key = (await Town.RegisterAsync()).Key;
        await using var owner = await Town.Rows.AsOwnerAsync();
        await owner.ExecuteAsync(Crowd, commandTimeout: 300);
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    /// <summary>As after a quiet night: the index of readers is in order and the statistics are new.</summary>
    private static readonly string Crowd =
        $"""
        set synchronous_commit = off;
        create temp table crowd as select n, gen_random_uuid() as id, c.created_at + n * interval '1 minute' as at from cases c, generate_series(1, {Cases}) n;
        insert into cases (root, case_id, number, state, open, nature, category, urgency, channel, flags, sealed, confidential, holder, handling_unit, received_by,
            registered_by, location, readers, title, people, received_at, closed_at, rung, attention, accountability_open, fact_version, row_version, audit_seq, audit_head, created_at, updated_at, doc)
        select c.root, k.id, 'X-' || k.n, c.state, k.n % 50 <> 0, c.nature, c.category, c.urgency, c.channel, c.flags, false, false, c.holder, c.handling_unit, c.received_by,
            c.registered_by, null, case when k.n % 1000 = 0 then c.readers else array['NOWHERE-' || k.n % 200] end, c.title, c.people, c.received_at, case when k.n % 50 = 0 then k.at end, 0, array[]::text[], false,
            1, 1, 0, '\x', k.at, k.at, case when k.n % 50 = 0 then c.doc else jsonb_build_object() end
        from cases c, crowd k;
        insert into workflow_instances (root, case_id, no, definition_id, definition_version_id, version, status, sub_status, parked, parked_reason, incident_count, created_at, updated_at, finished_at, state)
        select c.root, k.id, i, (array['petition', 'escalation', 'mediation', 'closure'])[i], (array['petition-v1', 'escalation-v1', 'mediation-v1', 'closure-v1'])[i], 1,
            case when k.n % 10 = 0 then 'Finished' else 'Running' end, case when k.n % 10 = 0 then 'Finished' else 'Suspended' end, k.n % 100 = 1, case when k.n % 100 = 1 then 'x' end, 0,
            k.at, k.at + i * interval '1 second', case when k.n % 10 = 0 then k.at end, json_build_object()
        from cases c, crowd k, generate_series(1, 4) i where c.number not like 'X-%';
        insert into bookmarks (root, case_id, instance, id, name, key, activity_id, node_id)
        select root, case_id, no, 'b' || no, 'Event', 'k' || no, 'a', 'Workflow1:f:a' from workflow_instances where status = 'Running' and case_id in (select id from crowd);
        insert into journal (root, case_id, instance, sequence, activity_instance_id, activity_id, node_id, activity_type, activity_version, event, at)
        select i.root, i.case_id, i.no, s, 'x' || s, 'a', 'Workflow1:f:a', 'Elsa.Event', 1, (array['Started', 'Suspended'])[s], i.created_at
        from workflow_instances i, crowd k, generate_series(1, 2) s where i.case_id = k.id and k.n % 5 = 0;
        insert into activity_counts (root, case_id, instance, node_id, activity_id, started, completed, faulted, last_event)
        select i.root, i.case_id, i.no, 'Workflow1:f:a', 'a', 1, 0, 0, 'Suspended' from workflow_instances i, crowd k where i.case_id = k.id and k.n % 5 = 0;
        insert into commands (root, case_id, row_version, verb, actor, recorded_at, body)
        select o.root, k.id, o.row_version, o.verb, o.actor, o.recorded_at, o.body from commands o, crowd k where k.n % 50 = 0;
        select gin_clean_pending_list('cases_readers');
        analyze cases; analyze workflow_instances; analyze bookmarks; analyze journal; analyze activity_counts; analyze commands;
        """;
}
