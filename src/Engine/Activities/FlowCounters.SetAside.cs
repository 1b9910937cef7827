namespace Petitions.Engine.Activities;

/// <summary>
/// Connections out of an activity whose type nobody knew, taken back once somebody has skipped it or a newer program knows it. Meanwhile whatever
/// lies behind it may have counted as passed over; unless it ran by another way it waits again, or the road would end there in silence.
/// </summary>
internal sealed partial class FlowCounters
{
    private const string AsideKey = "Aside";

    /// <summary>All that the drawing sets aside: from now on they count.</summary>
    public void TakeBack() => TakeBack(_plan.SetAside);

    private void TakeBack(IReadOnlyList<FlowConnection> wereAside)
    {
        foreach (var connection in wereAside)
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
        if (_plan.SetAside.Count > 0 && !Graph.IsWhole) _context.Properties[AsideKey] = _plan.SetAside.Select(c => (object?)KeyOf(c)).ToList();
        else _context.Saved?.Remove(AsideKey);
    }

    private void LoadAside()
    {
        if (_context.Saved?.GetValueOrDefault(AsideKey) is not IReadOnlyList<object?> keys) return;
        var aside = keys.OfType<string>().ToHashSet();
        var back = _plan.Connections.Where(c => Graph.Counts(c) && aside.Contains(KeyOf(c))).ToList();
        if (back.Count > 0) TakeBack(back);
    }
}
