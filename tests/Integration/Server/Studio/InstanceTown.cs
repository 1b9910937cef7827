using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>
/// A town with a process that was drawn, handed in and published there: begun by every acceptance, it keeps the petitioner's words in a variable, tells a
/// supervisor, waits a day and ends. For the category B2 its message cannot be worked out until somebody handles the petition, so that it stops there and
/// needs attention.
/// </summary>
public sealed class InstanceTown : IAsyncLifetime
{
    public const string Process = "on-site-look";

    private const string Sorter = "STF-011";

    public ServedTown Town { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Town = await ServedTown.OpenAsync();
        await PublishAsync(Town);
    }

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    public static async Task PublishAsync(ServedTown town)
    {
        var model = Drawn.Sound("现场查看");
        model["definitionId"] = Process;
        model["variables"] = new JsonArray(new JsonObject { ["id"] = "v1", ["name"] = "Said", ["typeName"] = "String", ["isArray"] = false, ["value"] = null, ["storageDriverTypeName"] = "Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core" });
        var root = model["root"]!;
        var keep = Drawn.Step("keep", "Elsa.RunJavaScript", 170, ("script", "String", "setVariable('Said', getInput('case').number)"));
        root["activities"]!.AsArray().Add(keep);
        var tell = root["activities"]!.AsArray().First(a => (string?)a!["id"] == "tell")!;
        tell["metadata"]!["displayText"] = "告诉督查员";
        tell["text"] = Script("getInput('case').category === 'B2' && getInput('case').state === 'ACCEPTED' ? null.x : '请到现场看'");
        root["connections"] = new JsonArray(Drawn.Line("start", "keep"), Drawn.Line("keep", "tell"), Drawn.Line("tell", "wait"), Drawn.Line("wait", "end"));
        using (var designer = await StudioVisitor.SignInAsync(town, StudioVisitor.Designer))
            await designer.SavedAsync(model);
        await DecideAsync(town, StudioVisitor.Designer, "submit");
        await DecideAsync(town, StudioVisitor.Supervisor, "publish");
    }

    /// <summary>Registers and accepts a petition; its process "on-site-look" runs, or is parked for category B2.</summary>
    public static async Task<(string Number, string Instance)> BegunAsync(ServedTown town, string category)
    {
        var number = await town.RegisterAsync(new { category });
        await town.DoneAsync(Sorter, number, "accept");
        return (number, await OfAsync(town, number, Process));
    }

    public Task<(string Number, string Instance)> BegunAsync(string category) => BegunAsync(Town, category);

    /// <summary>The name of the newest instance of a process in a case.</summary>
    public static Task<string> OfAsync(ServedTown town, string number, string process) => town.Rows.ScalarAsync<string>(
        $"select replace(i.case_id::text, '-', '') || '-' || i.no from workflow_instances i join cases c using (root, case_id) where c.number = '{number}' and i.definition_id = '{process}' order by i.no desc");

    private static JsonObject Script(string script) => new() { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = script }, ["memoryReference"] = null };

    private static async Task DecideAsync(ServedTown town, string who, string decision)
    {
        using var visitor = await PageVisitor.SignInAsync(town, who);
        var page = $"/studio/definitions/{Process}/review";
        var (status, text, _) = await visitor.PostAsync(page, page, ("decision", decision), ("note", "受理后要去现场看"));
        Assert.True(status == 302, text);
    }
}
