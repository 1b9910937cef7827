using Petitions.Cases;
using Petitions.Storage;
using Petitions.Storage.Queries;

namespace Petitions.Server.Ui;

/// <summary>The query code of one of several, to be handed to that person alone.</summary>
public sealed record Slip(string Name, string Code);

/// <summary>The page that shows the codes a step has given, once: to whoever has just written down these people.</summary>
public static class Slips
{
    public static async Task<IResult> ShowAsync(HttpContext http, StepReceipt receipt, CaseFolders folders, int files, CancellationToken token)
    {
        var slips = new List<Slip>();
        if (receipt.PersonCodes.Count > 0)
        {
            var loaded = (await folders.OpenAsync(receipt.Key, Actor.System, token)).Loaded;
            slips.AddRange(receipt.PersonCodes.Select(one =>
                new Slip(loaded.Texts.GetValueOrDefault(loaded.Case.People.First(p => p.No == one.Person).Name ?? 0, ""), one.Code)));
        }
        return await Page.ShowAsync<ReceiptPage>(http, receipt.QueryCode is null ? "page.codes" : "page.receipt",
            ("Number", receipt.Number), ("QueryCode", receipt.QueryCode), ("Files", files), ("Slips", slips));
    }
}
