using Petitions.Storage;

// Arguments: the data folder, and "orphan" for a PostgreSQL that outlives this process.
await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions
{
    Folder = args[0], Durable = false, DiesWithServer = !args.Contains("orphan"),
});
Console.WriteLine(postgres.ProcessId);
Console.WriteLine(postgres.AdminConnectionString);
// Ends when the parent closes our input; a test that kills this process never does.
Console.In.ReadToEnd();
