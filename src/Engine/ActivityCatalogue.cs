using Petitions.Engine.Activities;

namespace Petitions.Engine;

/// <summary>All activity types that definitions may use: Elsa's, and those the host adds. Fill it at start; afterwards it is only read.</summary>
public sealed class ActivityCatalogue
{
    private readonly Dictionary<(string Type, int Version), Activity> _exact = [];
    private readonly Dictionary<string, Activity> _newest = new(StringComparer.Ordinal);

    /// <summary>Elsa's activities of tiers A and B, and the host's own.</summary>
    public static ActivityCatalogue With(params IEnumerable<Activity> own)
    {
        var catalogue = new ActivityCatalogue();
        foreach (var activity in ElsaActivities.All()) catalogue.Add(activity);
        foreach (var activity in own) catalogue.Add(activity);
        return catalogue;
    }

    public IEnumerable<ActivityDescriptor> Descriptors => _exact.Values.Select(activity => activity.Descriptor);

    /// <exception cref="ArgumentException">The same type and version is there already.</exception>
    public void Add(Activity activity)
    {
        var descriptor = activity.Descriptor;
        _exact.Add((descriptor.TypeName, descriptor.Version), activity);
        if (!_newest.TryGetValue(descriptor.TypeName, out var known) || known.Descriptor.Version < descriptor.Version)
            _newest[descriptor.TypeName] = activity;
    }

    /// <summary>Exact type and version, else the newest version of the type, else null.</summary>
    public Activity? Find(string type, int version) => _exact.GetValueOrDefault((type, version)) ?? _newest.GetValueOrDefault(type);
}
