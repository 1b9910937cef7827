using Petitions.Engine;
using Xunit;

namespace Petitions.Tests.Unit.Engine;

public sealed class ValueKindTests
{
    [Theory]
    [InlineData("Int32", "41", "41")]
    [InlineData("Int32", 2.5, "2")]
    [InlineData("Boolean", "True", "True")]
    [InlineData("String", 3.0, "3")]
    [InlineData("TimeSpan", "1.02:00:00", "1.02:00:00")]
    [InlineData("DateTimeOffset", "2026-03-02", "2026-03-02T00:00:00+00:00")]
    [InlineData("String[]", "[\"p\",\"q\"]", "[\"p\",\"q\"]")]
    [InlineData("List<String>", "one", "[\"one\"]")]
    [InlineData("ObjectDictionary", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("System.Int64, System.Private.CoreLib", "7", "7")]
    public void A_value_is_converted(string type, object value, string expected) =>
        Assert.Equal(expected, Values.ToText(ValueKind.Of(type)!.Convert(value)));

    [Theory]
    [InlineData("Int32", "abc")]
    [InlineData("Boolean", "maybe")]
    [InlineData("TimeSpan", "soon")]
    [InlineData("Guid", "1")]
    [InlineData("ObjectDictionary", "plain")]
    public void What_cannot_be_converted_is_refused(string type, object value) =>
        Assert.Equal(FaultCodes.Conversion, Assert.Throws<EngineFault>(() => ValueKind.Of(type)!.Convert(value)).Code);

    [Fact]
    public void Blank_text_is_null_for_everything_but_text()
    {
        Assert.Null(ValueKind.Of("Int32")!.Convert(" "));
        Assert.Equal(" ", ValueKind.String.Convert(" "));
    }

    [Fact]
    public void A_choice_is_compared_with_regard_to_case()
    {
        var choice = ValueKind.Choice(["WaitAny", "WaitAll"]);
        Assert.Equal("WaitAll", choice.Convert("WaitAll"));
        Assert.Equal("WaitAll", choice.Convert(1L));
        Assert.Throws<EngineFault>(() => choice.Convert("waitall"));
    }

    [Fact]
    public void An_unknown_type_is_null() => Assert.Null(ValueKind.Of("Acme.Widget"));
}
