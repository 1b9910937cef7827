namespace Petitions.Tests.Integration;

/// <summary>A folder for one test, removed afterwards. Other users may pass through it, as PostgreSQL needs when root runs the tests.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("petitions-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
