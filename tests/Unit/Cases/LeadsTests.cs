using Petitions.Cases;
using Petitions.Server.Rehearsal;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>What the check of drawings believes of verbs, compared with what verbs did to the samples.</summary>
public sealed class LeadsTests
{
    [Fact]
    public async Task Every_state_that_a_verb_of_the_samples_brought_about_is_one_to_which_it_is_said_to_lead()
    {
        var stage = new Watched(new PaperStage(Seeds.Reference, PaperStage.Workflows(Seeds.Workflows)));
        var file = RehearsalFile.Read(File.ReadAllText(Path.Combine(Seeds.Folder, "demo-cases.json")));
        await Performance.OfAsync(file, stage, TestContext.Current.CancellationToken);
        Assert.True(stage.Moves.Count > 25, $"only {stage.Moves.Count} different moves were seen");
        Assert.Empty(stage.Moves.Where(m => !IsKnown(m)).Select(m => $"{m.Verb} ({m.Nature}): {m.From} -> {m.To}").Order());
    }

    /// <summary>The open questions of an answered case hold its closing by themselves (T18).</summary>
    private static bool IsKnown(Move move) => Leads.Of(move.Verb) is { } lead && (lead.Natures?.Contains(move.Nature) ?? true)
        && (lead.To.Contains(move.To) || move.To == CaseState.PendingAccountability && lead.To.Contains(CaseState.Answered));

    private sealed record Move(string Verb, string Nature, CaseState From, CaseState To);

    /// <summary>Notes the state before and after each order.</summary>
    private sealed class Watched(IStage stage) : IStage
    {
        public HashSet<Move> Moves { get; } = [];

        public Reference Reference => stage.Reference;

        public void TurnTo(DateTimeOffset moment) => stage.TurnTo(moment);

        public Task<string> OpenAsync(Register order, Actor actor, string key, CancellationToken token) => stage.OpenAsync(order, actor, key, token);

        public async Task GiveAsync(string number, Command order, Actor actor, string key, CancellationToken token)
        {
            var before = (await stage.CaseAsync(number, token)).Case.State;
            await stage.GiveAsync(number, order, actor, key, token);
            var after = (await stage.CaseAsync(number, token)).Case;
            if (after.State != before)
                Moves.Add(new(RuleBook.Handbook.For(order).Verb, after.Nature, before, after.State));
        }

        public Task<DateTimeOffset?> NextDueAsync(CancellationToken token) => stage.NextDueAsync(token);

        public Task RunDueAsync(CancellationToken token) => stage.RunDueAsync(token);

        public Task<StagedCase> CaseAsync(string number, CancellationToken token) => stage.CaseAsync(number, token);

        public Task<CaseHistory> HistoryAsync(string number, CancellationToken token) => stage.HistoryAsync(number, token);

        public Task<IReadOnlyList<string>> NumbersAsync(CancellationToken token) => stage.NumbersAsync(token);
    }
}
