using Petitions.Tests.Conformance;

// dotnet run --project tests/Conformance -- FOLDER
if (args is not [var folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("Give the folder that holds the *.case.json files.");
    return 2;
}

var report = new Report();
foreach (var file in Directory.EnumerateFiles(folder, "*.case.json").Order(StringComparer.Ordinal)) report.Add(CaseRun.Of(file));
report.Print(Console.Out);
return report.Failed == 0 ? 0 : 1;
