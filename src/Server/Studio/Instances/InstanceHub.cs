using Microsoft.AspNetCore.SignalR;
using Petitions.Cases;
using Petitions.Server.Access;

namespace Petitions.Server.Studio.Instances;

/// <summary>What the hub says to Studio's viewer; the names are Studio's.</summary>
public interface IInstanceViewer
{
    /// <summary>There are new lines in the journal.</summary>
    Task WorkflowExecutionLogUpdatedAsync(object message);

    /// <summary>The badges.</summary>
    Task ActivityExecutionLogUpdatedAsync(object message);

    /// <summary>The instance itself is to be read again.</summary>
    Task WorkflowInstanceUpdatedAsync(object message);
}

/// <summary>Where Studio's viewer says which instance it shows. What it hears then holds no values: it reads them again itself.</summary>
public sealed class InstanceHub(InstanceWatch watch, InstanceDesk desk, Visitors visitors) : Hub<IInstanceViewer>
{
    public const string Path = "/elsa/hubs/workflow-instance";

    /// <exception cref="HubException">NOT_FOUND: there is none, or it does not exist for this person. NOT_SIGNED_IN.</exception>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        try
        {
            var actor = await visitors.ActorAsync(Context.GetHttpContext()!);
            if (!await desk.IsThereAsync(instanceId, actor, Context.ConnectionAborted))
                throw Refusals.NotThere();
            await watch.BeginAsync(Context.ConnectionId, instanceId, actor, Context.ConnectionAborted);
        }
        catch (Refused refused)
        {
            throw new HubException(refused.Code);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.End(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
