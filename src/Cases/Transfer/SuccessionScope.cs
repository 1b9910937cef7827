namespace Petitions.Cases;

/// <summary>What a succession touches: which units it takes the place of in a case, and which requests go over.</summary>
public static class SuccessionScope
{
    /// <summary>
    /// Units of the case that lie within the unit and that its successor stands in for. A duty that is handed over moves who holds, handles or
    /// helps; a merger moves also who sent it, who reviews it and who disputes about it.
    /// </summary>
    public static List<string> UnitsOf(Case c, string from, bool isMerger, Reference reference)
    {
        var units = new List<string?> { c.Holder, c.HandlingUnit };
        units.AddRange(c.CoHandlingUnits);
        if (isMerger)
        {
            units.Add(c.DisciplineDesk);
            units.AddRange(c.Transfers.Where(t => !t.Ended).SelectMany(t => new[] { t.From, t.To }));
            if (c.OpenReview is { } review)
                units.AddRange([review.Body, .. review.Desks]);
            if (c.Dispute is { DecidedFor: null } dispute)
                units.AddRange([dispute.One, dispute.Other, dispute.Superior]);
        }
        return units.OfType<string>().Where(u => u.Length > 0 && reference.IsWithin(u, from)).Distinct().ToList();
    }

    /// <summary>Requests for which the unit answers: all of a case that it leads and that no other body has taken over, and those whose body it is itself.</summary>
    public static IReadOnlyList<RequestPart> PartsOf(Case c, string from, Reference reference)
    {
        var (leads, body) = (reference.IsWithin(c.HandlingUnit, from), reference.BodyOf(from)?.Code ?? from);
        return c.Parts.Where(p => !p.Diverted && (p.Owner is { } owner ? reference.IsWithin(owner, from) || leads && owner == body : leads)).ToList();
    }

    /// <exception cref="Refused">SUCCESSOR_REQUIRED without another unit that is active on the day and stands on the route of the variant, if one is named.</exception>
    public static void CheckSuccessor(string from, string? to, RouteVariant? variant, DateOnly day, Reference reference)
    {
        if (reference.Unit(to) is not { } unit || unit.Code == from || reference.IsWithin(unit.Code, from) || !unit.IsActiveOn(day)
            || variant is not null && !(variant.IsValidOn(day) && variant.Route.Contains(unit.Code)))
            throw Refusals.SuccessorRequired(to);
    }

    /// <summary>What an order about all cases of a unit gives to one of them; null if the case has nothing to do with it or has gone over already.</summary>
    /// <param name="stays">Requests that stay where they are: arrears from before the hand-over.</param>
    /// <param name="nothingGoes">True where the case is one of the unit's and all of it stays.</param>
    public static SucceedUnit? OrderFor(Case c, SucceedUnit order, IReadOnlyCollection<int> stays, Reference reference, out bool nothingGoes)
    {
        nothingGoes = false;
        var from = order.From!;
        // What was left behind when the duty went over stays left; a merged unit that has got a case again gives it away again.
        var isOver = order.Variant is not null && c.Successions.Any(s => s.From == from && s.Variant == order.Variant);
        if (!c.IsOpen || isOver || UnitsOf(c, from, order.Variant is null, reference).Count == 0)
            return null;
        var variant = reference.RouteVariants.FirstOrDefault(v => v.Code == order.Variant);
        var own = PartsOf(c, from, reference).Where(p => variant is null || variant.Categories.Contains(p.Category)).Select(p => p.No).ToList();
        if (order.Variant is not null && own.Count == 0)
            return null;
        var going = own.Except(stays).ToList();
        nothingGoes = own.Count > 0 && going.Count == 0;
        return order with { Parts = going.Count == own.Count && variant is null ? null : going };
    }
}
