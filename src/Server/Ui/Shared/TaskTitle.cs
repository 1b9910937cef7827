namespace Petitions.Server.Ui.Shared;

/// <summary>The title that the workflow's author gave a task, else the name of its kind.</summary>
public static class TaskTitle
{
    public static string Of(string kind, string? zh, string? en, Texts texts) =>
        (texts.Language == Language.Chinese ? zh ?? en : en ?? zh) ?? texts.Or("task." + kind, texts.Or("verb." + kind, kind));
}
