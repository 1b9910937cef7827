using System.Text.Json.Nodes;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>A piece of work drawn between acceptance and the naming of a handler.</summary>
public static class AddedStep
{
    public static void Insert(JsonObject root)
    {
        var step = Drawn.Step("gather", "Petitions.AssignTask", 900, ("title", "String", "核对材料"), ("titleEn", "String", "Check the papers"), ("role", "String", "R-INTAKE"));
        step["name"] = "核对材料";
        root["activities"]!.AsArray().Add(step);
        foreach (var arrow in root["connections"]!.AsArray().Where(c => (string)c!["source"]!["activity"]! == "is-tip" && (string)c["source"]!["port"]! == "False"))
            arrow!["target"]!["activity"] = "gather";
        root["connections"]!.AsArray().Add(Drawn.Line("gather", "assign"));
    }
}
