namespace Petitions.Engine.Activities;

/// <summary>The mark that Break leaves on what it passes.</summary>
internal static class Breaking
{
    private const string Mark = "IsBreaking";

    public static void Set(ActivityContext context) => context.Properties[Mark] = true;

    public static bool IsSet(ActivityContext context) => context.Saved?.GetValueOrDefault(Mark) is true;
}
