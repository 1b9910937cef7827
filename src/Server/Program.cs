using Petitions.Server;
using Petitions.Server.Verbs;

try
{
    return await ProgramVerbs.RunAsync(args);
}
catch (Exception e) when (StartupFailure.SentencesOf(e) is not null)
{
    Console.Error.WriteLine(StartupFailure.SentencesOf(e));
    return 1;
}
