using System.Reflection;
using Xunit;

namespace Petitions.Tests.Unit.Workflows;

/// <summary>The tests of one shipped definition: together they follow every arrow that its drawing has.</summary>
public abstract class Process(string definition)
{
    protected Visits Visits { get; } = new();

    [Fact]
    public void Every_arrow_of_the_drawing_is_followed_by_a_test_of_this_class()
    {
        foreach (var test in GetType().GetMethods().Where(m => m.DeclaringType != typeof(Process) && m.GetCustomAttribute<FactAttribute>() is not null))
            test.Invoke(this, null);
        Assert.Equal("", string.Join('\n', Visits.Missing(definition)));
    }

    protected Desk At(string moment, IReadOnlyDictionary<string, string>? changed = null) => new(Visits, moment, changed);
}
