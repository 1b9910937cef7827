using System.Diagnostics;
using Petitions.Cases;
using Petitions.Server.Studio.Instances;
using Petitions.Server.Studio.Trial;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Replay;

/// <summary>
/// Tries a drawing on closed cases, some seconds at a time. Reads recorded cases without their words, plays them in memory, and keeps nothing.
/// </summary>
public sealed class RehearsalDesk(RecordedCases cases, ILogger<RehearsalDesk> log) : IDisposable
{
    private const int PageSize = 10;

    /// <summary>One call.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(4);

    /// <summary>One case.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>One rehearsal at a time on this server: the machine is for those who work.</summary>
    private readonly SemaphoreSlim _one = new(1);

    public async Task<RehearsalState> BeginAsync(RehearsalWish wish, TriedDrawing drawing, Actor actor, DateTimeOffset now, CancellationToken token)
    {
        var total = await cases.CountAsync(wish.From, wish.To, actor, drawing.Library.Reference, token);
        return new(wish, drawing.Mark, now, total, 0, null, total == 0, new(), [], 0);
    }

    /// <summary>Goes on until the slice is used up or nothing is left.</summary>
    public async Task<RehearsalState> GoOnAsync(RehearsalState state, TriedDrawing drawing, Actor actor, CancellationToken token)
    {
        await _one.WaitAsync(token);
        try
        {
            var begun = Stopwatch.GetTimestamp();
            while (!state.IsOver && Stopwatch.GetElapsedTime(begun) < Slice)
                state = await PageAsync(state, drawing, actor, token);
            return state;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<RehearsalState> PageAsync(RehearsalState state, TriedDrawing drawing, Actor actor, CancellationToken token)
    {
        var reference = drawing.Library.Reference;
        var size = Math.Min(PageSize, RehearsalState.MostCases - state.Looked);
        var words = new DrawnWords(drawing.Library.Workflows.Versions.Append(drawing.Version).Select(v => v.Json));
        var page = await cases.ClosedAsync(state.Wish.From, state.Wish.To, state.After, size, actor, reference, (kind, n) => Masks.Of(Texts.Chinese, kind, n), token);
        foreach (var row in page.Rows)
        {
            var (line, found) = await Task.Run(() => Played(row, state, drawing, words, actor, token), token);
            state = state.And(line, found);
        }
        state = state with { After = page.Next, LeftOut = state.LeftOut + page.LeftOut };
        return state with { IsOver = page.Next is null || state.Looked >= RehearsalState.MostCases };
    }

    private (RehearsedLine Line, Rehearsed? Found) Played(
        RecordedRow row, RehearsalState state, TriedDrawing drawing, DrawnWords words, Actor actor, CancellationToken token)
    {
        var reference = drawing.Library.Reference;
        if (row.Recorded is not { } recorded)
            return (RehearsedLine.NotPlayed(row.Number, row.Category, RehearsedLine.Unreadable), null);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Patience);
        try
        {
            var found = Rehearsed.Of(recorded, reference, drawing.Library.Workflows, drawing.Version, state.Wish.Against, state.Until, patience.Token);
            var mayOpen = Petitions.Cases.Access.MayRead(actor, recorded.Case, reference);
            var shown = mayOpen && InstanceDesk.SeesWhole(actor, recorded.Case, reference) ? found : found.Showing(w => words.Holds(w) || IsOurs(w));
            return (RehearsedLine.Of(row.Number, row.Category, mayOpen, shown), found);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return (RehearsedLine.NotPlayed(row.Number, row.Category, RehearsedLine.TooSlow), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "A rehearsal of {Definition} met a defect", drawing.Stored.DefinitionId);
            return (RehearsedLine.NotPlayed(row.Number, row.Category, RehearsedLine.Defect), null);
        }
    }

    /// <summary>A kind of task or document of the handbook.</summary>
    private static bool IsOurs(string kind) => new[] { "task.", "verb.", "document." }.Any(words => Texts.Chinese.Has(words + kind));
}
