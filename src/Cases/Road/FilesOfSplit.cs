using System.Text.Json.Nodes;

namespace Petitions.Cases;

/// <summary>The files of a case as they stand. Says nothing of what was there before.</summary>
public sealed record FilesListed(IReadOnlyList<Attachment> Attachments, string? Recording) : CaseEvent
{
    public override string Rule => "T29";
    public override bool ChangesFacts => false;

    protected internal override void ApplyTo(Case c) => (c.Attachments, c.Recording) = (Attachments.ToList(), Recording);
}

/// <param name="Description">Words of the file, where somebody wrote any.</param>
public sealed record MovedFile(string FileId, string Kind, Words? Description, string By, DateTimeOffset At);

/// <summary>
/// What lies with a petition may speak of the accusation that is cut out of it: so it leaves with the accusation, under the sealed key, and only
/// what the sorter has looked through and named stays.
/// </summary>
internal static class FilesOfSplit
{
    /// <summary>Takes what does not stay off the open side; the order that carries the accusation takes it along.</summary>
    /// <exception cref="Refused">FIELD_INVALID (openFiles) for a file that is not there.</exception>
    public static void Cut(StepContext step, IReadOnlyList<string>? open, JsonObject order)
    {
        var c = step.Case;
        var named = (open ?? []).Where(id => id.Length > 0).ToList();
        if (named.Any(id => id != c.Recording && c.Attachments.All(a => a.FileId != id)))
            throw Refusals.FieldInvalid("openFiles");
        var (staying, leaving) = (c.Attachments.Where(a => named.Contains(a.FileId)).ToList(), c.Attachments.Where(a => !named.Contains(a.FileId)).ToList());
        var recording = c.Recording is { } spoken && named.Contains(spoken) ? spoken : null;
        order["recording"] = recording is null ? c.Recording : null;
        order["files"] = new JsonArray([.. leaving.Select(a => (JsonNode)new JsonObject
        {
            ["fileId"] = a.FileId, ["kind"] = a.Kind, ["by"] = a.By, ["at"] = a.At.ToString("O"),
            ["description"] = a.Description is { } words ? new JsonObject { ["$text"] = words } : null,
        })]);
        foreach (var words in leaving.Select(a => a.Description).OfType<int>())
            step.Reseal(words, TextKind.Statement);
        if (c.Attachments.Count > 0 || c.Recording is not null)
            step.Raise(new FilesListed(staying, recording));
    }

    public static void Receive(StepContext step, IReadOnlyList<MovedFile>? files)
    {
        foreach (var file in files ?? [])
            step.Raise(new FileAttached(new Attachment(step.Case.NextId(), file.FileId, file.Kind, step.Keep(file.Description, TextKind.Statement), file.By, file.At)));
    }
}
