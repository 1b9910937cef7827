using Petitions.Server;
using Petitions.Storage;

var builder = WebApplication.CreateBuilder(args);
var clock = new TurnedClock();
builder.Services.AddSingleton(clock).AddSingleton<TimeProvider>(clock);
try
{
    // Opened before the host and closed after it: nothing that serves may outlive its database.
    using var startLogs = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
    await using var storage = await ServerDatabase.OpenAsync(builder.Configuration, clock, startLogs);
    builder.Services.AddSingleton(storage.Database);
    await using var app = builder.Build();
    await app.RunAsync();
    return 0;
}
catch (StartupRefused refused)
{
    await Console.Error.WriteLineAsync(refused.Message);
    return 1;
}
