using System.Text.RegularExpressions;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>Somebody at the page of a trial run, without scripts: the page carries the trial from click to click.</summary>
internal sealed partial class TrialVisitor(PageVisitor visitor, string definitionId) : IDisposable
{
    public string Path { get; } = $"/studio/definitions/{definitionId}/trial";

    /// <summary>What the newest page says.</summary>
    public string Text { get; private set; } = "";

    public int Status { get; private set; }

    /// <summary>The trial as the newest page carries it.</summary>
    public string State { get; set; } = "";

    public static async Task<TrialVisitor> SignInAsync(ServedTown town, string who, string definitionId, string language = "zh-Hans") =>
        new(await PageVisitor.SignInAsync(town, who, language), definitionId);

    public Task InventAsync(string which = "published", params (string Name, string Value)[] fields)
    {
        (string Name, string Value)[] usual =
            [("which", which), ("category", "A2"), ("unit", "NQ-ZH"), ("channel", "visit"), ("at", "2026-03-04T09:00"), ("location", "NQ-S1-B01"), ("text", "楼道灯坏了")];
        return SendAsync([("trial.do", "begin"), ("kind", "invented"), .. usual.Where(u => fields.All(f => f.Name != u.Name)), .. fields]);
    }

    public Task CopyAsync(string number, string which = "published") =>
        SendAsync([("trial.do", "begin"), ("kind", "copied"), ("which", which), ("number", number)]);

    public Task DoAsync(string what, params (string Name, string Value)[] fields) => SendAsync([("trial.state", State), ("trial.do", what), .. fields]);

    /// <summary>Presses the verb of the open task that offers it and sends its form, in the place of whoever stands first.</summary>
    public async Task GiveAsync(string verb, params (string Name, string Value)[] fields)
    {
        var task = Regex.Match(Text, $"value=\"ask/{verb}/(\\d+)\"").Groups[1].Value;
        await DoAsync($"ask/{verb}/{task}");
        Assert.Equal(200, Status);
        var by = FirstPerson().Match(Text).Groups[1].Value;
        await DoAsync($"give/{verb}/{task}", [("trial.by", by), .. fields]);
    }

    public bool Says(string what) => Main.Contains(what, StringComparison.Ordinal);

    /// <summary>The words of the page, without its inputs and marks.</summary>
    public string Main => Blank().Replace(Mark().Replace(Choice().Replace(Text.Split("<main")[^1].Split("</main>")[0], " "), " "), " ");

    public void Dispose() => visitor.Dispose();

    private async Task SendAsync((string Name, string Value)[] values)
    {
        var before = State;
        (Status, Text, _) = await visitor.PostAsync(Path, Path, values);
        State = Carried().Match(Text) is { Success: true } carried ? carried.Groups[1].Value : before;
    }

    [GeneratedRegex("name=\"trial.state\" value=\"([^\"]+)\"")]
    private static partial Regex Carried();

    [GeneratedRegex("name=\"trial.by\".*?<option value=\"([^\"]+)\"", RegexOptions.Singleline)]
    private static partial Regex FirstPerson();

    [GeneratedRegex("<(select|script).*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex Choice();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Mark();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blank();
}
