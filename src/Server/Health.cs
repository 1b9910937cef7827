using Petitions.Storage;

namespace Petitions.Server;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: so does the database.</summary>
public static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live")).ExcludeFromDescription();
        routes.MapGet("/health/ready", async (LibrarySource library, CancellationToken token) =>
        {
            try
            {
                return await library.IsSeededAsync(token) ? Results.Text("ready") : Results.Text("not seeded", statusCode: 503);
            }
            catch (Exception e) when (PostgresFailure.Of(e).Trouble is not PostgresTrouble.None)
            {
                return Results.Text("no database", statusCode: 503);
            }
        }).ExcludeFromDescription();
    }
}
