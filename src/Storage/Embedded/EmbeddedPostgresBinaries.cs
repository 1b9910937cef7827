using System.Runtime.InteropServices;

namespace Petitions.Storage;

/// <summary>PostgreSQL's programs and libraries, as the build brought them.</summary>
internal static class EmbeddedPostgresBinaries
{
    /// <exception cref="StartupRefused">POSTGRES_BINARIES_MISSING: the build has none for this platform.</exception>
    public static string Find()
    {
        var folder = Path.Combine(InstalledAssets.Root ?? AppContext.BaseDirectory, "postgres");
        return Directory.Exists(folder) ? folder : throw new StartupRefused("POSTGRES_BINARIES_MISSING", RuntimeInformation.RuntimeIdentifier);
    }

    /// <summary>
    /// Where the account can run them: in place, or, when they lie out of its reach (root's build under a closed home), in a
    /// copy below <paramref name="root"/>. A library that cannot be reached would be reported as "not found".
    /// </summary>
    public static string Place(string source, string root, EmbeddedPostgresAccount account)
    {
        if (account.CanRun(source)) return source;
        var copy = Path.Combine(root, "binaries");
        var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories);
        var stamp = Path.Combine(copy, "complete");
        var content = $"{files.Length} files, {files.Sum(file => new FileInfo(file).Length)} bytes";
        if (File.Exists(stamp) && File.ReadAllText(stamp) == content) return copy;
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (var file in files)
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        EmbeddedPostgresAccount.OpenToAll(copy);
        File.WriteAllText(stamp, content);
        return copy;
    }
}
