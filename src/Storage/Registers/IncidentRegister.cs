using Dapper;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>One thing that happened and that many people report.</summary>
public sealed record Incident
{
    public required string Number { get; init; }
    public required string Unit { get; init; }
    public required string Name { get; init; }
    public required string Place { get; init; }
    public required string Category { get; init; }
    public DateTimeOffset HappenedAt { get; init; }
    public required string OpenedBy { get; init; }
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>Petitions and people of it that the reader may see.</summary>
    public int Petitions { get; init; }
    public int People { get; init; }
}

/// <param name="State">Code of the handbook.</param>
public sealed record IncidentPetition(string Number, string? Title, string State, string Category, string? Location, DateTimeOffset ReceivedAt, int People);

/// <summary>One text to everybody, and how far it has come.</summary>
/// <param name="Result">Of service orders in handling, which it ends (T15a); null: everybody is told and nothing ends.</param>
public sealed record IncidentAnswer(
    int No, string Body, string? Result, string? Why, string Way, string? Proof, string ByPerson, DateTimeOffset GivenAt, int Cases, int Waiting, int Answered, int Told);

/// <summary>A petition that waits for the answer, or what became of it.</summary>
public sealed record IncidentTurn(string CaseNumber, string? Outcome, int Told);

/// <summary>The one three-not-let-go record of an incident.</summary>
/// <param name="Lead">The petition in whose file it stands.</param>
/// <param name="Status">As of the record.</param>
public sealed record IncidentRecord(string Lead, int Record, string Status);

/// <summary>A petition that has not heard yet how the record of its incident stands.</summary>
public sealed record UntoldPetition(string Number, string Incident, string Lead, int Record, bool Passed);

/// <summary>A record for all petitions of an incident that is still on the small sheet, with what these come to together.</summary>
public sealed record SmallSharedRecord
{
    public required string Lead { get; init; }
    public required string Incident { get; init; }
    public int Record { get; init; }
    public int People { get; init; }
    public bool Hurt { get; init; }

    /// <summary>What demanded a record of the other petitions.</summary>
    public required string[] Triggers { get; init; }
}

/// <summary>The incidents, and what is on its way from them to their petitions. Which petitions are theirs stands with the cases.</summary>
public sealed class IncidentRegister(Database database, LibrarySource library, TimeProvider time)
{
    private static readonly TimeSpan Around = TimeSpan.FromHours(48);

    private const string Columns =
        """
        i.number, i.unit, i.name, i.place, i.category, i.happened_at, i.opened_by, i.opened_at,
        (select count(*)::int from cases c where c.incident = i.number and (@words::text[] is null or c.readers && @words)) as petitions,
        (select coalesce(sum(c.people), 0)::int from cases c where c.incident = i.number and (@words::text[] is null or c.readers && @words)) as people
        """;

    private const string Petition =
        """
        select c.number, t.body as title, c.state, c.category, c.location, c.received_at, c.people
        from cases c left join texts t on t.root = c.root and t.case_id = c.case_id and t.id = c.title
        """;

    private const string SharedRecords =
        """
        from cases c cross join lateral jsonb_array_elements(c.doc->'accountabilityRecords') r
        where jsonb_path_exists(c.doc, '$.accountabilityRecords[*].incident') and r->>'incident' = c.incident and r->>'correctedBy' is null
        """;

    public async Task<string> OpenAsync(string unit, string name, string place, string category, DateTimeOffset happenedAt, string by, CancellationToken token)
    {
        var root = (await library.CurrentAsync(token)).Reference.RootOf(unit);
        await using var connection = await database.App.OpenConnectionAsync(token);
        return await connection.QuerySingleAsync<string>(new CommandDefinition(
            """
            with numbered as (
                insert into counters as n (root, unit, year, kind, last) values (@root, @unit, @year, 'incident', 1)
                on conflict (root, unit, year, kind) do update set last = n.last + 1
                returning n.unit || '-' || n.year || '-I' || lpad(n.last::text, greatest(3, length(n.last::text)), '0') as number)
            insert into incidents (number, root, unit, name, place, category, happened_at, opened_by, opened_at)
            select number, @root, @unit, @name, @place, @category, @happenedAt, @by, @now from numbered returning number
            """, new { root, unit, year = Local.DateOf(time.GetUtcNow()).Year, name, place, category, happenedAt, by, now = Now }, cancellationToken: token));
    }

    /// <summary>Newest first.</summary>
    public async Task<List<Incident>> ListAsync(Actor actor, CancellationToken token) =>
        await Rows.ReadAsync<Incident>(database, $"select {Columns} from incidents i order by i.opened_at desc limit 200", new { words = await WordsAsync(actor, token) }, token);

    public async Task<Incident?> FindAsync(string number, Actor actor, CancellationToken token) =>
        (await Rows.ReadAsync<Incident>(database, $"select {Columns} from incidents i where i.number = @number", new { number, words = await WordsAsync(actor, token) }, token)).FirstOrDefault();

    public async Task<List<IncidentPetition>> PetitionsAsync(string number, Actor actor, CancellationToken token) =>
        await Rows.ReadAsync<IncidentPetition>(database,
            $"{Petition} where c.incident = @number and (@words::text[] is null or c.readers && @words) order by c.received_at, c.case_id",
            new { number, words = await WordsAsync(actor, token) }, token);

    /// <summary>What may belong to it: open, the same category, the same place or one in it, received within two days of the event. A person decides.</summary>
    public async Task<List<IncidentPetition>> SuggestedAsync(Incident incident, Actor actor, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var places = reference.Units.Keys.Where(u => reference.IsWithin(u, incident.Place)).ToArray();
        return await Rows.ReadAsync<IncidentPetition>(database,
            $"""
            {Petition} where c.category = @category and c.received_at between @from and @to and c.incident is null and c.location = any(@places)
                and c.open and c.state <> 'DRAFT' and not c.sealed and not c.confidential and not 'restricted' = any(c.flags)
                and (@words::text[] is null or c.readers && @words) order by c.received_at, c.case_id limit 200
            """,
            new { category = incident.Category, from = incident.HappenedAt - Around, to = incident.HappenedAt + Around, places, words = await WordsAsync(actor, token) }, token);
    }

    public Task<List<IncidentAnswer>> AnswersAsync(string number, CancellationToken token) => Rows.ReadAsync<IncidentAnswer>(database,
        """
        select a.no, a.body, a.result, a.why, a.way, a.proof, a.by_person, a.given_at, count(c.*)::int as cases,
            (count(*) filter (where c.outcome is null))::int as waiting, (count(*) filter (where c.outcome = 'answered'))::int as answered, coalesce(sum(c.told), 0)::int as told
        from incident_answers a left join incident_answer_cases c on c.incident = a.incident and c.no = a.no
        where a.incident = @number group by a.incident, a.no order by a.no desc
        """, new { number }, token);

    public Task<List<IncidentTurn>> TurnsAsync(string number, int answer, CancellationToken token) => Rows.ReadAsync<IncidentTurn>(database,
        "select case_number, outcome, told from incident_answer_cases where incident = @number and no = @answer order by case_number", new { number, answer }, token);

    /// <summary>Writes the answer down with the petitions that shall get it; from here on it reaches them, whatever stops the server.</summary>
    public async Task<int> AnswerAsync(
        string number, string body, string? result, string? why, string way, string? proof, IReadOnlyList<string> petitions, string by, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        // Two who press at once get two numbers, one after the other.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext(@number))", new { number }, transaction, cancellationToken: token));
        var no = await connection.QuerySingleAsync<int>(new CommandDefinition(
            """
            insert into incident_answers (incident, no, body, result, why, way, proof, by_person, given_at)
            select @number, coalesce(max(no), 0) + 1, @body, @result, @why, @way, @proof, @by, @now from incident_answers where incident = @number returning no
            """, new { number, body, result, why, way, proof, by, now = Now }, transaction, cancellationToken: token));
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into incident_answer_cases (incident, no, case_number) select @number, @no, n from unnest(@petitions) n",
            new { number, no, petitions = petitions.ToArray() }, transaction, cancellationToken: token));
        await transaction.CommitAsync(token);
        return no;
    }

    /// <summary>Answers that have not reached everybody, the oldest first.</summary>
    public async Task<List<(string Incident, IncidentAnswer Answer)>> UnfinishedAsync(CancellationToken token)
    {
        var found = new List<(string, IncidentAnswer)>();
        foreach (var number in await Rows.ReadAsync<string>(database, "select distinct incident from incident_answer_cases where outcome is null order by incident", new { }, token))
            found.AddRange((await AnswersAsync(number, token)).Where(a => a.Waiting > 0).Reverse().Select(a => (number, a)));
        return found;
    }

    public async Task<IncidentRecord?> RecordAsync(string number, CancellationToken token) => (await Rows.ReadAsync<IncidentRecord>(database,
        $"select c.number as lead, (r->>'no')::int as record, r->>'status' as status {SharedRecords} and r->>'incident' = @number order by lead, record desc limit 1",
        new { number }, token)).FirstOrDefault();

    /// <summary>Petitions of incidents with one record for all that do not know of it, or not how it stands; an accusation is told nothing and never counts as untold.</summary>
    public Task<List<UntoldPetition>> UntoldAsync(CancellationToken token) => Rows.ReadAsync<UntoldPetition>(database,
        $"""
        select o.number, o.incident, shared.lead, shared.record, shared.passed from (
            select distinct on (c.incident) c.number as lead, c.incident, (r->>'no')::int as record, r->>'status' = 'passed' as passed {SharedRecords}
            order by c.incident, c.number, record desc) shared
        join cases o on o.incident = shared.incident and o.number <> shared.lead and not o.sealed
        where (o.doc->'recordOfIncident'->>'lead', (o.doc->'recordOfIncident'->>'record')::int, (o.doc->'recordOfIncident'->>'passed')::boolean)
            is distinct from (shared.lead, shared.record, shared.passed)
        order by o.received_at, o.number limit 500
        """, new { }, token);

    /// <summary>Open shared records that are on the small sheet (handbook §6.9), each with the people, harms and grounds of its whole incident.</summary>
    public Task<List<SmallSharedRecord>> SmallSharedAsync(CancellationToken token) => Rows.ReadAsync<SmallSharedRecord>(database,
        $"""
        select shared.lead, shared.incident, shared.record, sum(o.people)::int as people,
            bool_or(jsonb_path_exists(o.doc, '$.harms[*] ? (@.hurt == true)') or jsonb_path_exists(o.doc, '$.emergency ? (@.accident == true)')) as hurt,
            array(select distinct g->>'trigger' from cases p cross join lateral jsonb_array_elements(p.doc->'recordOfIncident'->'grounds') g
                where p.incident = shared.incident) as triggers
        from (select c.number as lead, c.incident, (r->>'no')::int as record {SharedRecords}
            and r->>'sheet' = 'small' and r->>'status' in ('open', 'returned', 'deferred')) shared
        join cases o on o.incident = shared.incident
        group by shared.lead, shared.incident, shared.record order by shared.incident
        """, new { }, token);

    public async Task SettleAsync(string number, int answer, string petition, string outcome, int told, CancellationToken token)
    {
        await using var connection = await database.App.OpenConnectionAsync(token);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            update incident_answer_cases set outcome = @outcome, told = @told, done_at = @now
            where incident = @number and no = @answer and case_number = @petition and outcome is null
            """, new { number, answer, petition, outcome, told, now = Now }, cancellationToken: token));
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task<string[]?> WordsAsync(Actor actor, CancellationToken token) => Readers.Of(actor, (await library.CurrentAsync(token)).Reference);
}
