using Petitions.Server;
using Petitions.Server.Verbs;
using Petitions.Storage;

try
{
    return await ProgramVerbs.RunAsync(args);
}
catch (Exception e) when (e is StartupRefused or SettingsRefused)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
