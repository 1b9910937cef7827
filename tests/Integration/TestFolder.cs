namespace Petitions.Tests.Integration;

/// <summary>A folder for one test, removed afterwards. Other users may pass through it, as PostgreSQL needs when root runs the tests.</summary>
public sealed class TestFolder : IDisposable
{
    private const string Shared = "/dev/shm", Name = "petitions-tests-";
    private const long RoomInMemory = 4L << 30;

    private static readonly string Place = InMemory() ?? System.IO.Path.GetTempPath();

    public TestFolder()
    {
        Path = System.IO.Path.Combine(Place, $"{Name}{Environment.ProcessId}-{System.IO.Path.GetRandomFileName()}");
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
    }

    public string Path { get; }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>
    /// Linux's folder in memory, where there is room and programs may run: each test's database is hundreds of files, and making and removing them again
    /// and again is slow on a disk (ext4 searches a long time for an inode that was not freed just now).
    /// </summary>
    private static string? InMemory()
    {
        if (!OperatingSystem.IsLinux() || !Directory.Exists(Shared))
            return null;
        RemoveLeftovers();
        var mount = File.ReadLines("/proc/mounts").LastOrDefault(line => line.Split(' ')[1] == Shared)?.Split(' ');
        var mayRun = mount is [_, _, "tmpfs", var options, ..] && !options.Split(',').Contains("noexec");
        return mayRun && new DriveInfo(Shared).AvailableFreeSpace >= RoomInMemory ? Shared : null;
    }

    /// <summary>What a killed run left would take memory until the machine restarts.</summary>
    private static void RemoveLeftovers()
    {
        foreach (var left in Directory.GetDirectories(Shared, Name + "*").Where(f => !Directory.Exists("/proc/" + System.IO.Path.GetFileName(f).Split('-')[2])))
            try { Directory.Delete(left, recursive: true); }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) { } // somebody else's, or just being removed
    }
}
