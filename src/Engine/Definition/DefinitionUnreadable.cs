namespace Petitions.Engine.Definition;

/// <summary>The one refusal of the reader: the text is no workflow definition.</summary>
/// <param name="path">Where, as a JSON path such as <c>$.root.activities[2].type</c>.</param>
public sealed class DefinitionUnreadable(string path, string sentence, Exception? inner = null)
    : Exception($"{path}: {sentence}", inner)
{
    public string Path { get; } = path;

    /// <summary>Under which rule the check of a definition says it.</summary>
    public string Rule { get; init; } = "unreadable";

    /// <summary>What is wrong there, without the path.</summary>
    public string Sentence { get; } = sentence;
}
