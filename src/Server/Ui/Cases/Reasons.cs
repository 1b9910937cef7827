namespace Petitions.Server.Ui.Cases;

/// <summary>Why a workflow is parked: the code of a refusal in its sentence, anything else as it stands.</summary>
public static class Reasons
{
    public static string Of(string? reason, Texts texts) => reason is null ? "" : texts.Has("refusal." + reason) ? texts.Say("refusal." + reason) : reason;
}
