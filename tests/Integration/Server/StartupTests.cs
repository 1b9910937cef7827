using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Petitions.Tests.Integration.Server;

/// <summary>A server that cannot start says why, once in each language, and ends with 1: no stack trace.</summary>
public sealed class StartupTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        await using var rows = await TestDatabase.CreateAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";
        await RefusedAsync($"端口已被占用：{address}", "The port is in use", "--ConnectionStrings:Admin", rows.AdminConnectionString, "--Urls", address);
    }

    [Fact]
    public async Task A_port_in_use_on_every_loopback_is_named()
    {
        await using var rows = await TestDatabase.CreateAsync();
        using var other = new TcpListener(IPAddress.IPv6Any, 0);
        other.Server.DualMode = true;
        other.Start();
        var address = $"http://localhost:{((IPEndPoint)other.LocalEndpoint).Port}";
        await RefusedAsync($"端口已被占用：{address}", "The port is in use", "--ConnectionStrings:Admin", rows.AdminConnectionString, "--Urls", address);
    }

    [Fact]
    public Task A_connection_string_that_is_none_is_refused() =>
        RefusedAsync("数据库连接字符串无法识别", "The connection string cannot be read", "--ConnectionStrings:Admin", "Hots=nowhere;Prot=x");

    [Fact]
    public async Task A_wrong_password_is_said_at_once()
    {
        await using var rows = await TestDatabase.CreateAsync();
        var wrong = new NpgsqlConnectionStringBuilder(rows.AdminConnectionString) { Username = "stranger" }.ConnectionString;
        await RefusedAsync("无法连接数据库", "cannot be reached", "--ConnectionStrings:Owner", wrong, "--ConnectionStrings:App", wrong);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Token);
        await RefusedAsync($"无法写入数据目录 {file}", "cannot be written", "--DataFolder", Path.Combine(file, "data"));
    }

    [Fact]
    public async Task A_data_folder_of_the_keys_that_cannot_be_written_is_named_too()
    {
        await using var rows = await TestDatabase.CreateAsync();
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", Token);
        await RefusedAsync($"无法写入数据目录 {file}", "cannot be written", "--ConnectionStrings:Admin", rows.AdminConnectionString, "--DataFolder", Path.Combine(file, "data"));
    }

    [Fact]
    public async Task A_key_file_that_holds_no_key_is_refused_and_not_replaced()
    {
        await using var rows = await TestDatabase.CreateAsync();
        using var folder = new TestFolder();
        var key = Path.Combine(folder.Path, "master.key");
        await File.WriteAllTextAsync(key, "short", Token);
        await RefusedAsync($"密钥文件 {key} 无法读取", "The key file", "--ConnectionStrings:Admin", rows.AdminConnectionString, "--DataFolder", folder.Path);
        Assert.Equal("short", await File.ReadAllTextAsync(key, Token));
    }

    [Theory]
    [InlineData("people.json", "{")]
    [InlineData("people.json", "{}")]
    public async Task A_reference_file_that_cannot_be_read_is_named(string name, string text)
    {
        await using var rows = await TestDatabase.CreateAsync();
        using var seeds = new TestFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root(), "seeds"), "*.json"))
            File.Copy(file, Path.Combine(seeds.Path, Path.GetFileName(file)));
        await File.WriteAllTextAsync(Path.Combine(seeds.Path, name), text, Token);
        await RefusedAsync("people", "people", "--ConnectionStrings:Admin", rows.AdminConnectionString, "--SeedsFolder", seeds.Path);
    }

    [Fact]
    public async Task A_workflow_file_that_cannot_be_read_is_named()
    {
        await using var rows = await TestDatabase.CreateAsync();
        using var workflows = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(workflows.Path, "closure.json"), """{ "definitionId": "closure" }""", Token);
        await RefusedAsync("文件无法使用：closure.json", "A file cannot be used: closure.json", "--ConnectionStrings:Admin", rows.AdminConnectionString, "--WorkflowsFolder", workflows.Path);
    }

    private static async Task RefusedAsync(string zh, string en, params string[] settings)
    {
        using var home = new TestFolder();
        string[] program = [Path.Combine(AppContext.BaseDirectory, "Petitions.Server.dll"), "serve"];
        string[] place = ["--DataFolder", home.Path, "--Seed", "none", "--Workers", "false", "--Urls", "http://127.0.0.1:0"];
        var line = new ProcessStartInfo("dotnet", [.. program, .. place, .. settings]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in line.Environment.Keys.Where(n => n.StartsWith("PETITIONS_", StringComparison.Ordinal) || n.StartsWith("ConnectionStrings", StringComparison.Ordinal)).ToList())
            line.Environment.Remove(name);
        using var server = Process.Start(line)!;
        var output = server.StandardOutput.ReadToEndAsync(Token);
        var said = (await server.StandardError.ReadToEndAsync(Token)).Trim();
        await server.WaitForExitAsync(Token);
        Assert.True(server.ExitCode == 1, $"exit code {server.ExitCode}: {said}\n{await output}");
        Assert.DoesNotContain("   at ", await output);
        var lines = said.Split('\n');
        Assert.True(lines.Length == 2, said);
        Assert.Contains(zh, lines[0]);
        Assert.Contains(en, lines[1]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Petitions.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
