using System.Text.Json.Nodes;
using Petitions.Engine;

namespace Petitions.Cases;

/// <summary>An HTTP call of a workflow: leaves through the outbox after the commit; its answer resumes the bookmark (law 6 of the house).</summary>
internal static class HttpCall
{
    public static OutboxMessage Message(HttpRequested http, DateTimeOffset now) => new(
        "http", $"http:{http.BookmarkId}",
        new JsonObject
        {
            ["instance"] = http.InstanceId, ["bookmark"] = http.BookmarkId, ["method"] = http.Method, ["url"] = http.Url,
            ["content"] = http.Content is null ? null : JsonNode.Parse(Values.ToJson(http.Content)), ["contentType"] = http.ContentType,
        },
        now);
}
