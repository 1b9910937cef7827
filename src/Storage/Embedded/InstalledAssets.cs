namespace Petitions.Storage;

/// <summary>
/// Where the files lie that the build took from npm (see Server/restore-assets.mjs): <c>assets/</c> beside a published
/// binary; on a developer's machine the folder that <c>assets.path</c> beside the binary names.
/// </summary>
public static class InstalledAssets
{
    /// <summary>The folder with <c>lib</c>, <c>studio</c> and <c>postgres</c>; null when the build restored none.</summary>
    public static string? Root { get; } = Find(AppContext.BaseDirectory);

    private static string? Find(string binaries)
    {
        var published = Path.Combine(binaries, "assets");
        if (Directory.Exists(published)) return published;
        var pointer = Path.Combine(binaries, "assets.path");
        return File.Exists(pointer) && File.ReadAllText(pointer).Trim() is var staged && Directory.Exists(staged) ? staged : null;
    }
}
