using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

/// <summary>Lives with something unusual in them: a workflow that was moved to another version, and papers that were void.</summary>
public sealed partial class RehearsedTests
{
    /// <summary>Due on 11 March; moved on the 12th to a drawing that asks the community after two working days instead of four.</summary>
    [Fact]
    public void A_case_whose_ladder_was_moved_is_played_from_where_it_began_with_its_move()
    {
        var two = Drawn("escalation", root => Step(root, "to-community")["workingDays"]!["expression"]!["value"] = 2);
        var library = new WorkflowLibrary([.. Shipped.Versions.Select(v => v.DefinitionId == "escalation" ? v with { IsLatest = false } : v), two]);
        var recorded = Lived(
            library, Road.Entry("A9"),
            (_ => new Accept(), Road.Sorter, "2026-03-02 09:00"), (_ => new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-02 10:00"),
            (c => new MoveWorkflow(c.Instances.Single(i => i is { DefinitionId: "escalation", Status: "Running" }).No, "escalation-v1", "escalation-v2", 1), null, "2026-03-12 10:00"),
            (_ => new ReportResult("done", "已修好", null, new ServiceProof(Documents.Oral, null)), Road.Handler, "2026-03-16 09:00"),
            (_ => new Close("estate"), Road.EstateHead, "2026-03-16 10:00"));
        Assert.Equal(Paper.At("2026-03-13 09:00"), recorded.Case.Ladder.Single(e => e is { Step: "rung2", FiredAt: not null }).FiredAt);
        Assert.Equal("escalation-v2", recorded.Instances.Last(i => i.DefinitionId == "escalation").DefinitionVersionId);
        var same = Rehearsed.Of(recorded, Seeds.Reference, library, Third(two), RehearsalBase.AsItRan, year.Until, TestContext.Current.CancellationToken);
        Assert.True(same is { IsSame: true, Departures.Count: 0, Lost.Count: 0 }, Told(same));
        var asBegun = Rehearsed.Of(recorded, Seeds.Reference, library, Third(Drawn("escalation")), RehearsalBase.AsItRan, year.Until, TestContext.Current.CancellationToken);
        Assert.True(asBegun is { Departures.Count: 0, Lost.Count: 0 }, Told(asBegun));
        // Answered on the 16th, before four working days were over: the community would not have been asked at all.
        Assert.Contains(asBegun.Differences, d => d is { Kind: CourseKind.Rung, Subject: "rung2" });
        Assert.All(asBegun.Differences, d => Assert.True(d.Kind is CourseKind.Rung or CourseKind.Task or CourseKind.Step, d.ToString()));
    }

    /// <summary>A step that was added takes numbers of the case, so that every paper behind it has another one: each order still speaks of its own.</summary>
    [Fact]
    public void A_case_with_void_papers_is_played_with_them_also_where_an_added_step_moves_their_numbers()
    {
        static CaseDocument Notice(LoadedCase c) => c.Case.Documents.Last(d => d.Kind == "acceptance-notice");
        var recorded = Lived(
            Shipped, Road.Entry("A8"),
            (_ => new Accept(), Road.Sorter, "2026-03-02 09:00"), (c => new VoidDocument(Notice(c).No, "姓名写错"), Road.Sorter, "2026-03-02 10:00"),
            (c => new VoidDocument(Notice(c).No, "日期写错"), Road.Sorter, "2026-03-02 11:00"), (c => new ServeDocument(Notice(c).No, Road.Signed), Road.Clerk, "2026-03-03 10:00"),
            (_ => new AssignHandler(Road.Handler), Road.EstateHead, "2026-03-03 11:00"), (_ => Road.Opinion(), Road.Handler, "2026-03-10 09:00"),
            (_ => new IssueOpinion("COM"), Road.HandlerHead, "2026-03-10 10:00"), (_ => new ServeOpinion(Road.Signed), Road.Clerk, "2026-03-10 11:00"),
            (_ => new Close("community"), Road.EstateHead, "2026-03-11 09:00"));
        Assert.Equal(2, recorded.Case.Documents.Count(d => d.Voided is not null));
        var same = Rehearse(recorded, Drawn("petition"));
        Assert.True(same is { IsSame: true, Departures.Count: 0, Lost.Count: 0 }, Told(same));
        var more = Rehearse(recorded, Drawn("petition", root => Insert(root, Work)));
        Assert.True(more is { Departures.Count: 0, Lost.Count: 0, CutAt: null }, Told(more));
        Assert.Equal(["Step petition between added 1", "Task  Petitions.AssignTask added 1"], Lines(more));
    }

    private static DefinitionVersion Third(DefinitionVersion drawn) =>
        new("escalation-v3", "escalation", 3, false, true, drawn.Json.Replace("\"escalation-v2\"", "\"escalation-v3\"", StringComparison.Ordinal));

    private static string Told(Rehearsed found) => Said(found) + string.Join('\n', found.Departures);

    /// <summary>A life in memory, and what the database would keep of it.</summary>
    private RecordedCase Lived(WorkflowLibrary library, Register entry, params (Func<LoadedCase, Command> Order, string? By, string At)[] orders)
    {
        var paper = new PaperCase(Seeds.Reference, library, new CaseKey("ENT", new Guid("0190a0a0-0000-7000-8000-000000000002")), "NQ-2026-0002");
        var diary = new List<RecordedOrder>();
        foreach (var (order, by, at) in orders.Prepend((_ => entry, Road.Clerk, "2026-03-02 08:30")))
        {
            var actor = by is null ? Actor.System : Seeds.Reference.Person(by) is { } p ? new Actor(p.Id, p.Roles, p.Unit) : throw new ArgumentException(by);
            paper.TurnTo(Paper.At(at));
            var command = order(paper.Loaded);
            paper.Give(command, actor, Paper.At(at));
            diary.Add(new(RuleBook.Handbook.For(command).Verb, Paper.At(at), actor, command));
        }
        Assert.False(paper.Case.IsOpen);
        paper.TurnTo(year.Until);
        return new(
            paper.Case, diary, [.. paper.Loaded.Instances.Select(i => new RecordedInstance(i.No, i.DefinitionId, i.DefinitionVersionId))],
            Course.WalkedIn(paper.Steps.SelectMany(s => s.Result.Journal), paper.Loaded.Instances), new Dictionary<string, CaseGlance>());
    }
}
