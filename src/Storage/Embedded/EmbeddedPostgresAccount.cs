using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Petitions.Storage;

/// <summary>
/// The operating system's side of running PostgreSQL: under which user it runs (it refuses root), how it is started so
/// that it ends with us, and how it is signalled.
/// </summary>
internal sealed class EmbeddedPostgresAccount
{
    private const int Sigint = 2;
    private readonly string? _nobodyUser;
    private readonly string? _nobodyGroup;
    private readonly bool _diesWithServer;

    public EmbeddedPostgresAccount(bool diesWithServer)
    {
        _diesWithServer = diesWithServer && OperatingSystem.IsLinux() && OnPath("setpriv");
        if (OperatingSystem.IsWindows() || geteuid() != 0) return;
        var nobody = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == "nobody");
        if (nobody is null || !OnPath("setpriv")) throw new StartupRefused("SETPRIV_MISSING");
        (_nobodyUser, _nobodyGroup) = (nobody[2], nobody[3]);
    }

    /// <summary>We are root, so that PostgreSQL runs as <c>nobody</c> and its files must lie where nobody can reach them.</summary>
    public bool IsOther => _nobodyUser is not null;

    /// <summary>The command that runs <paramref name="program"/> under this account and waits for nothing.</summary>
    public ProcessStartInfo Command(string program, params IEnumerable<string> arguments)
    {
        string[] identity = IsOther ? ["--reuid", _nobodyUser!, "--regid", _nobodyGroup!, "--clear-groups"] : [];
        // INT is PostgreSQL's fast shutdown: it ends cleanly even when we are killed.
        string[] death = _diesWithServer ? ["--pdeathsig", "INT"] : [];
        // A session of its own: Ctrl+C in the terminal stops the server first, and the server stops the database.
        string[] session = OperatingSystem.IsLinux() && OnPath("setsid") ? ["setsid"] : [];
        string[] privileges = identity.Length + death.Length > 0 ? ["setpriv", .. identity, .. death, "--"] : [];
        string[] line = [.. session, .. privileges, program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        // A PGDATA or PGPORT of whoever runs us must not lead PostgreSQL elsewhere.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        return start;
    }

    /// <summary>Makes a folder or file this account's own and closes it to everybody else.</summary>
    public void Own(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(path, Directory.Exists(path) ? mode | UnixFileMode.UserExecute : mode);
        if (IsOther && chown(path, uint.Parse(_nobodyUser!), uint.Parse(_nobodyGroup!)) != 0)
            throw new IOException($"chown {path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>The outermost folder on the way to <paramref name="path"/> that this account cannot enter; null when there is none.</summary>
    public string? Barrier(string path)
    {
        if (!IsOther) return null;
        var way = new Stack<string>();
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent) way.Push(folder.FullName);
        return way.FirstOrDefault(folder => !OthersMayEnter(folder));
    }

    /// <summary>Whether this account can use the programs and libraries that lie below <paramref name="binaries"/>.</summary>
    public bool CanRun(string binaries) => !IsOther
        || Barrier(binaries) is null && Directory.EnumerateFileSystemEntries(binaries, "*", SearchOption.AllDirectories).All(OthersMayRead);

    /// <summary>Lets everybody read what lies below the folder, and run its programs.</summary>
    public static void OpenToAll(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode run = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Prepend(folder))
            File.SetUnixFileMode(entry, Directory.Exists(entry) || Path.GetFileName(Path.GetDirectoryName(entry)) == "bin" ? read | run : read);
    }

    private static bool OthersMayRead(string entry) => OperatingSystem.IsWindows()
        || File.GetUnixFileMode(entry).HasFlag(UnixFileMode.OtherRead) && (!Directory.Exists(entry) || OthersMayEnter(entry));

    private static bool OthersMayEnter(string folder) =>
        OperatingSystem.IsWindows() || !Directory.Exists(folder) || File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute);

    /// <summary>PostgreSQL's fast shutdown: connections are cut, commits are kept. Windows has no such signal; there recovery mends it.</summary>
    public static void Interrupt(int process)
    {
        if (OperatingSystem.IsWindows()) Process.GetProcessById(process).Kill();
        else _ = kill(process, Sigint);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    [DllImport("libc", SetLastError = true)] private static extern int kill(int process, int signal);

    [DllImport("libc")] private static extern uint geteuid();

    [DllImport("libc", SetLastError = true)] private static extern int chown([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint user, uint group);
}
