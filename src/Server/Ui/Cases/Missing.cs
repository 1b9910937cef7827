using Petitions.Cases;
using Petitions.Server.Api;

namespace Petitions.Server.Ui.Cases;

/// <summary>A missing field in words: <c>causes.root</c>, <c>rectification.planning.proof</c> …</summary>
public static class Missing
{
    public static string Of(MissingItem item, Texts texts) =>
        texts.Or("missing." + item.Field, texts.Or("missing." + item.Field.Split('.')[0], texts.Or("field." + Problem.LastOf(item.Field), item.Field)));
}

/// <summary>Why a workflow is parked: the code of a refusal in its sentence, anything else as it stands.</summary>
public static class Reasons
{
    public static string Of(string? reason, Texts texts) => reason is null ? "" : texts.Has("refusal." + reason) ? texts.Say("refusal." + reason) : reason;
}
