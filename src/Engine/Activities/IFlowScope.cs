namespace Petitions.Engine.Activities;

/// <summary>What a flowchart remembers between bursts, in either mode.</summary>
internal interface IFlowScope
{
    /// <summary>Writes it into the context's properties.</summary>
    void Save();
}
