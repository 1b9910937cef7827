using Npgsql;
using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Storage;

/// <summary>
/// The one door: every change to a case, by a person, a clock or a message, comes through here. Two round trips and one commit; no lock is held
/// while the rules decide. A lost race is decided again on fresh state, at most three times.
/// </summary>
public sealed class CaseDesk(Database database, LibrarySource library, TextKeys keys, TimeProvider time)
{
    private const int Tries = 4;

    internal StepReader Reader { get; } = new(keys);

    internal StepWriter Writer { get; } = new(keys);

    /// <exception cref="Refused">By the rules; nothing was written. NOT_FOUND if there is no such number.</exception>
    /// <exception cref="DeskBusy">Lost every race; nothing was written.</exception>
    public Task<StepReceipt> GiveAsync(string number, Command command, Actor actor, DeskTerms terms, CancellationToken token) =>
        RunAsync(new Address(number, null, false), command, actor, terms, token);

    /// <inheritdoc cref="GiveAsync(string, Command, Actor, DeskTerms, CancellationToken)"/>
    /// <param name="key">For drafts, which have no number yet, and for the system's own orders.</param>
    public Task<StepReceipt> GiveAsync(CaseKey key, Command command, Actor actor, DeskTerms terms, CancellationToken token) =>
        RunAsync(new Address(null, key, false), command, actor, terms, token);

    /// <summary>Opens a new case with a registration or a draft.</summary>
    /// <exception cref="Refused">By the rules; nothing was written. FIELD_INVALID if the receiving unit is unknown.</exception>
    public async Task<StepReceipt> OpenAsync(Register command, Actor actor, DeskTerms terms, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var key = new CaseKey(reference.RootOf(Intake.DeskOf(command, actor, reference)), Guid.CreateVersion7(time.GetUtcNow()));
        var receipt = await RunAsync(new Address(null, key, true), command, actor, terms, token);
        return receipt with { Candidates = await DuplicateCandidates.OfAsync(database, receipt.Key, Readers.Of(actor, reference), Access.KnowsKeptNames(actor), token) };
    }

    /// <summary>
    /// What a registration would find that may be the same matter; nothing is kept. It is written, looked at and taken back in one
    /// transaction: what makes two entries alike lies in the rows alone.
    /// </summary>
    /// <exception cref="Refused">By the rules, as the registration itself would be.</exception>
    public async Task<IReadOnlyList<DuplicateCandidate>> LookAsync(Register command, Actor actor, CancellationToken token)
    {
        var current = await library.CurrentAsync(token);
        var key = new CaseKey(current.Reference.RootOf(Intake.DeskOf(command, actor, current.Reference)), Guid.CreateVersion7(time.GetUtcNow()));
        var prepared = await DecideAsync(new Address(null, key, true), new FoundStep(null, new Dictionary<string, CaseGlance>(), null, current.Stamp),
            new Order(command, actor, null, null), token);
        await using var connection = await database.App.OpenConnectionAsync(token);
        await using var transaction = await connection.BeginTransactionAsync(token);
        await Writer.WriteAsync(connection, [prepared], token);
        var found = await DuplicateCandidates.OfAsync(connection, key, Readers.Of(actor, current.Reference), Access.KnowsKeptNames(actor), token);
        await transaction.RollbackAsync(token);
        return found;
    }

    private async Task<StepReceipt> RunAsync(Address address, Command command, Actor actor, DeskTerms terms, CancellationToken token)
    {
        // A person's keys are her own: nobody gets the receipt of another by guessing.
        var order = new Order(command, actor, terms.IfMatch, terms.IdempotencyKey is { } key ? $"{actor.Id}:{key}" : null);
        PreparedStep? unanswered = null;
        for (var attempt = 1; ; attempt++)
        {
            PreparedStep? prepared = null;
            try
            {
                await using var connection = await database.App.OpenConnectionAsync(token);
                if (unanswered is not null && await Reader.IsWrittenAsync(connection, unanswered, token))
                    return await AnsweredAsync(connection, unanswered, token);
                var found = await FindAsync(connection, address, order, token);
                if (found.Receipt is { } receipt)
                    return KeptReceipt.Open(receipt, keys);
                prepared = await DecideAsync(address, found, order, token);
                if ((await Writer.WriteAsync(connection, [prepared], token)).Count > 0)
                    return prepared.Receipt();
                prepared = null;
            }
            catch (Exception e) when (attempt < Tries && IsWorthAnotherTry(e))
            {
                // The connection may have broken after the commit: the next try looks for what this one wrote.
                unanswered = prepared ?? unanswered;
                if (PostgresFailure.Of(e).Trouble == PostgresTrouble.Retry)
                    await database.RecoverAsync(e, token);
            }
            catch (Exception e) when (order is { IsRight: true, RightBlockedBy: null } && IsDefect(e))
            {
                // No defect of a workflow or of the engine stands between a petitioner and her right: decided again without them, with an alarm.
                order = order with { RightBlockedBy = $"{e.GetType().Name} at {e.TargetSite?.DeclaringType?.Name}.{e.TargetSite?.Name}" };
                attempt--;
            }
            if (attempt == Tries)
                throw new DeskBusy(prepared?.Case.Key ?? address.Key);
        }
    }

    private async Task<FoundStep> FindAsync(NpgsqlConnection connection, Address address, Order order, CancellationToken token)
    {
        var reference = (await library.CurrentAsync(token)).Reference;
        var looks = order.Command.Looks;
        var words = looks.Count == 0 ? [] : Readers.Of(order.Actor, reference);
        return await Reader.FindAsync(connection, order.Actor.Id, address.Number, address.IsNew ? null : address.Key, order.IdempotencyKey, looks, words, token);
    }

    private async Task<PreparedStep> DecideAsync(Address address, FoundStep found, Order order, CancellationToken token)
    {
        var current = await library.AtLeastAsync(found.Stamp, token);
        var c = address.IsNew ? FoundCase.New(address.Key!.Value) : found.Case ?? throw Refusals.NotThere();
        return PreparedStep.Decide(c, order, found.Others, current, time.GetUtcNow().ToMicroseconds());
    }

    /// <summary>The number was given in the commit that nobody answered.</summary>
    private async Task<StepReceipt> AnsweredAsync(NpgsqlConnection connection, PreparedStep step, CancellationToken token)
    {
        var found = await Reader.FindAsync(connection, step.Order.Actor.Id, null, step.Case.Key, null, [], [], token);
        return step.Receipt() with { Number = found.Case!.Case.Number ?? "" };
    }

    /// <summary>Neither the rules' no, nor the database's trouble, nor the end of the wish: a bug.</summary>
    private static bool IsDefect(Exception e) =>
        e is not (Refused or OperationCanceledException or DeskBusy) && PostgresFailure.Of(e).Trouble == PostgresTrouble.None;

    /// <summary>
    /// Two that arrive at once with one idempotency key meet at its row: the second finds the receipt of the first. A query code that is taken is drawn again.
    /// </summary>
    private static bool IsWorthAnotherTry(Exception e) => PostgresFailure.Of(e) is { Trouble: PostgresTrouble.Retry }
        or { Trouble: PostgresTrouble.Unique, Constraint: "idempotency_pkey" or "cases_query_code" or "person_codes_hash" };

    /// <summary>Which case a command is for.</summary>
    private sealed record Address(string? Number, CaseKey? Key, bool IsNew);
}
