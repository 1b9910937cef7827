using Petitions.Engine.Definition;

namespace Petitions.Engine.Activities;

/// <summary>Stands where a definition names a type that nobody knows. The definition is kept as it is; only reaching it is a fault.</summary>
internal sealed class NotFoundActivity(string missing) : Activity
{
    public override ActivityDescriptor Descriptor { get; } = new("Elsa.NotFoundActivity") { DisplayName = "Not found", IsBrowsable = false };

    public static NotFoundActivity For(ActivityNode source) => new($"{source.Type} (version {source.Version})");

    public override void Execute(ActivityContext context) =>
        throw new EngineFault(FaultCodes.ActivityNotFound, $"There is no activity of the type {missing}.");
}
