namespace Petitions.Engine.Activities;

/// <summary>
/// Connections out of an activity whose type nobody knew, taken back once somebody has skipped it or a newer program knows it. Meanwhile whatever
/// lies behind it may have counted as passed over; unless it ran by another way it waits again, or the road would end there in silence.
/// </summary>
internal sealed partial class FlowCounters
{
    private const string AsideKey = "Aside";

    /// <summary>All that the drawing sets aside: from now on they count.</summary>
    public void TakeBack() => TakeBack(c => c.IsSetAside);

    private void TakeBack(Func<FlowConnection, bool> wasAside)
    {
        foreach (var connection in _plan.Connections.Where(wasAside))
        {
            _edgeVisits[connection.Index] = _visits[connection.Source];
            _followed[connection.Index] = false;
        }
        bool HasRun(int activity) => Graph.ForwardInbound[activity].Any(c => _followed[c.Index] && _edgeVisits[c.Index] >= _visits[activity]);
        var open = new Queue<int>(Enumerable.Range(0, _visits.Length));
        while (open.TryDequeue(out var activity))
            if (!IsRunning(activity)) PassOver(activity, open, HasRun);
    }

    private void SaveAside()
    {
        var aside = Graph.IsWhole ? [] : _plan.Connections.Where(c => c.IsSetAside).Select(c => (object?)KeyOf(c)).ToList();
        if (aside.Count > 0) _context.Properties[AsideKey] = aside;
        else if (_context.Saved?.ContainsKey(AsideKey) == true) _context.Properties.Remove(AsideKey);
    }

    private void LoadAside()
    {
        if (_context.Saved?.GetValueOrDefault(AsideKey) is not IReadOnlyList<object?> keys) return;
        var aside = keys.OfType<string>().ToHashSet();
        if (_plan.Connections.Any(IsBack)) TakeBack(IsBack);

        bool IsBack(FlowConnection c) => Graph.Counts(c) && aside.Contains(KeyOf(c));
    }
}
