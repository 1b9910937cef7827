using Petitions.Engine;
using Petitions.Engine.Expressions;
using Petitions.Server.Rehearsal;
using Petitions.Tests.Unit.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Engine.Expressions;

/// <summary>A script is read when its definition is compiled, and a definition version is compiled once.</summary>
public sealed class CompiledOnceTests
{
    [Fact]
    public void Running_a_workflow_reads_no_script()
    {
        var graph = Draw.Graph(Draw.Sequence(
            Draw.Node("js", "RunJavaScript", ("script", Draw.Literal("variables.n = [1, 2].map(x => x + 1).length"))),
            Draw.Node("loop", "While", ("condition", Draw.Script("getN() < 5")), ("body", Draw.Node("inc", "RunJavaScript", ("script", Draw.Literal("setN(getN() + 1)"))))),
            Draw.Event("e", "Go"), Draw.Say("w", "`${getN()}`")), ("variables", new[] { Draw.Variable("n", "Int32", "0") }));
        var before = Script.CompiledOnThisThread;
        var state = Interpreter.Start(graph, new StartRequest("i1"), Draw.Now).State;
        state = WorkflowState.FromJson(state.ToUtf8Json());
        var result = Interpreter.Resume(graph, state, state.Bookmarks.Single().Id, new Dictionary<string, object?>(), Draw.Now);
        Assert.Equal(["5"], Draw.Lines(result));
        Assert.Equal(before, Script.CompiledOnThisThread);
    }

    [Fact]
    public void A_definition_version_is_compiled_once_however_many_ask_for_it_at_once()
    {
        var library = PaperStage.Workflows(Seeds.Workflows);
        var ids = library.Versions.Select(v => v.VersionId).ToList();
        var graphs = Enumerable.Range(0, 40).AsParallel().SelectMany(_ => ids.Select(id => (id, Graph: library.Graph(id)))).ToList();
        Assert.All(graphs.GroupBy(g => g.id), g => Assert.Single(g.Select(x => x.Graph).Distinct()));
        var before = Script.CompiledOnThisThread;
        Assert.NotEmpty(library.Triggers);
        Assert.All(ids, id => Assert.NotNull(library.Graph(id)));
        Assert.Equal(before, Script.CompiledOnThisThread);
    }
}
