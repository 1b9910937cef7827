namespace Petitions.Tests.Integration;

/// <summary>A folder for one test, removed afterwards. Other users may pass through it, as PostgreSQL needs when root runs the tests.</summary>
public sealed class TestFolder : IDisposable
{
    private const long RoomInMemory = 4L << 30;

    private static readonly string Place = InMemory() ?? System.IO.Path.GetTempPath();

    public TestFolder()
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute);
    }

    public string Path { get; } = Directory.CreateDirectory(System.IO.Path.Combine(Place, "petitions-test-" + System.IO.Path.GetRandomFileName())).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>
    /// Linux's folder in memory, where there is room and programs may run: each test's database is hundreds of files, and making and removing them again
    /// and again is slow on a disk (ext4 searches a long time for an inode that was not freed just now).
    /// </summary>
    private static string? InMemory()
    {
        const string shared = "/dev/shm";
        if (!OperatingSystem.IsLinux() || !Directory.Exists(shared) || new DriveInfo(shared).AvailableFreeSpace < RoomInMemory)
            return null;
        var mount = File.ReadLines("/proc/mounts").LastOrDefault(line => line.Split(' ')[1] == shared)?.Split(' ');
        return mount is [_, _, "tmpfs", var options, ..] && !options.Split(',').Contains("noexec") ? shared : null;
    }
}
