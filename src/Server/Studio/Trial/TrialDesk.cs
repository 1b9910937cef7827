using Petitions.Cases;
using Petitions.Server.Access;
using Petitions.Server.Studio.Definitions;
using Petitions.Server.Studio.Descriptors;
using Petitions.Storage.Queries;

namespace Petitions.Server.Studio.Trial;

/// <summary>What one click of a trial needs: who asks, the drawing, and where copied petitions come from.</summary>
public sealed record TrialDesk(HttpContext Http, Actor Actor, TriedDrawing Drawing, Texts Texts, PageStates States, RecordedCases Cases, ComparisonWords Words, DateTimeOffset Now, ILogger Log)
{
    public CancellationToken Aborted => Http.RequestAborted;

    /// <exception cref="Refused">NOT_SIGNED_IN, NOT_YOUR_ROLE, NOT_FOUND.</exception>
    public static async Task<TrialDesk> OpenAsync(string definitionId, string? which, HttpContext http, CancellationToken token)
    {
        var services = http.RequestServices;
        var actor = (await services.GetRequiredService<Visitors>().ActorAsync(http)).MustTry();
        var drawing = await services.GetRequiredService<TriedDrawings>().FindAsync(definitionId, which, token);
        var texts = Texts.Of(Visitors.LanguageOf(http));
        return new(http, actor, drawing, texts, services.GetRequiredService<PageStates>(), services.GetRequiredService<RecordedCases>(),
            new ComparisonWords(new ToolboxWords(new Say(texts, drawing.Library.Reference), drawing.Library)), services.GetRequiredService<TurnedClock>().GetUtcNow(),
            services.GetRequiredService<ILogger<TrialDesk>>());
    }

    /// <summary>A petition that the visitor may read in full, without its words; null for any other.</summary>
    public async Task<RecordedCase?> RecordedAsync(string number)
    {
        var reference = Drawing.Library.Reference;
        var recorded = await Cases.FindAsync(number, Actor, reference, (kind, n) => Masks.Of(Texts, kind, n), Aborted);
        return recorded is null || Petitions.Cases.Access.SeesExtractOnly(Actor, recorded.Case, reference) ? null : recorded;
    }
}

/// <summary>What stands in a copy in place of what somebody said or is called.</summary>
public static class Masks
{
    public static string Of(Texts texts, TextKind kind, int number) => kind switch
    {
        TextKind.Name => texts.Say("mask.name", number),
        TextKind.Phone or TextKind.Address or TextKind.IdNumber or TextKind.SafeContact => texts.Say("mask.personal", number),
        TextKind.Title or TextKind.Request or TextKind.Statement or TextKind.Reason or TextKind.Record or TextKind.Document => texts.Say("mask.words", number),
        _ => texts.Say("mask.words", number),
    };
}
