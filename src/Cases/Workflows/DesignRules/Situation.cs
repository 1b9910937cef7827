namespace Petitions.Cases;

/// <summary>What is known of a case at one place of a drawing.</summary>
/// <param name="Category">Known only where the drawing asked for it; null: any.</param>
/// <param name="Checked">The three questions were asked since the answer.</param>
internal readonly record struct Situation(CaseState State, string Nature, string? Category, bool Checked)
{
    public bool Sealed => Nature == Natures.Accuse;

    /// <summary>The facts of the rule book that are known, as expressions see them.</summary>
    public IReadOnlyDictionary<string, object?> Facts
    {
        get
        {
            var facts = new Dictionary<string, object?> { ["state"] = State.Code(), ["open"] = State.IsOpen(), ["nature"] = Nature, ["sealed"] = Sealed };
            if (Category is not null) facts["category"] = Category;
            return facts;
        }
    }

    public Situation In(CaseState state) => state == State ? this : this with { State = state, Checked = false };
}
