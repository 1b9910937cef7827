using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Petitions.Server.Studio.Instances;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>The viewer hears at once that an instance has moved, whichever server moved it; only who may see it hears anything.</summary>
public sealed class InstanceHubTests(InstanceTown studio) : IClassFixture<InstanceTown>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_step_on_one_server_is_heard_by_a_viewer_of_another()
    {
        var (number, _) = await studio.BegunAsync("A8");
        var road = await InstanceTown.OfAsync(studio.Town, number, "petition");
        using var supervisor = await StudioVisitor.SignInAsync(studio.Town, StudioVisitor.Supervisor);
        await using var other = await studio.Town.AnotherServerAsync();
        using var viewer = await ViewerAsync(supervisor, new Uri(other.Urls.First()));
        await ObserveAsync(viewer, road);
        Assert.Null((string?)(await NextAsync(viewer, m => (int?)m["type"] == 3))["error"]);
        Assert.Equal(0, await other.Services.GetRequiredService<InstanceWatch>().PassAsync(TestContext.Current.CancellationToken));
        await studio.Town.DoneAsync("STF-007", number, "assignHandler", new { handler = "STF-021" });
        var moved = await NextAsync(viewer, m => (string?)m["target"] == "WorkflowInstanceUpdatedAsync");
        Assert.Equal(road, (string?)moved["arguments"]![0]!["workflowInstanceId"]);
        var badges = await NextAsync(viewer, m => (string?)m["target"] == "ActivityExecutionLogUpdatedAsync");
        InstanceShapeTests.AssertMembers(["activityId", "activityNodeId", "startedCount", "completedCount", "uncompletedCount", "isBlocked", "isFaulted", "metadata"], badges["arguments"]![0]!["stats"]![0]);
        await NextAsync(viewer, m => (string?)m["target"] == "WorkflowExecutionLogUpdatedAsync");
    }

    [Fact]
    public async Task What_does_not_exist_for_somebody_is_not_observed()
    {
        var (_, instance) = await studio.BegunAsync("A8");
        using var handler = await StudioVisitor.SignInAsync(studio.Town, "STF-078");
        using var viewer = await ViewerAsync(handler, studio.Town.Address);
        await ObserveAsync(viewer, instance);
        Assert.Contains("NOT_FOUND", (string?)(await NextAsync(viewer, m => (int?)m["type"] == 3))["error"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_does_not_come_in()
    {
        using var answer = await studio.Town.Http.PostAsync(InstanceHub.Path + "/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private static async Task<ClientWebSocket> ViewerAsync(StudioVisitor visitor, Uri server)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", string.Join("; ", visitor.Cookies.GetAllCookies().Select(c => $"{c.Name}={c.Value}")));
        await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = InstanceHub.Path }.Uri, TestContext.Current.CancellationToken);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        await NextAsync(socket, m => m.Count == 0);
        return socket;
    }

    private static Task ObserveAsync(ClientWebSocket socket, string instance) =>
        SendAsync(socket, $$"""{"type":1,"invocationId":"1","target":"ObserveInstanceAsync","arguments":["{{instance}}"]}""");

    private static Task SendAsync(ClientWebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

    /// <summary>The next message that is meant; others are passed over.</summary>
    private static async Task<JsonObject> NextAsync(ClientWebSocket socket, Func<JsonObject, bool> meant)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var text = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            var got = await socket.ReceiveAsync(one, patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, got.MessageType);
            if (one[0] != 0x1e)
            {
                text.Append((char)one[0]);
                continue;
            }
            if (JsonNode.Parse(text.ToString())!.AsObject() is var message && meant(message))
                return message;
            text.Clear();
        }
    }
}
