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
    [InlineData("Int32", "abc", "0")]
    [InlineData("Int32", "1,000", "0")]
    [InlineData("Boolean", "maybe", "False")]
    [InlineData("TimeSpan", "soon", "00:00:00")]
    [InlineData("Guid", "1", "00000000-0000-0000-0000-000000000000")]
    [InlineData("ObjectDictionary", "plain", null)]
    [InlineData("Object[]", 3.0, null)]
    [InlineData("Object[]", "ab", "[\"a\",\"b\"]")]
    public void What_has_not_the_form_of_the_type_is_its_empty_value_and_named_to_the_designer(string type, object value, string? expected)
    {
        var kind = ValueKind.Of(type)!;
        Assert.Equal(expected, Values.ToText(kind.Convert(value)));
        if (expected is not ['[', ..]) Assert.Equal(FaultCodes.Conversion, kind.Refusal(value)?.Code);
    }

    [Theory]
    [InlineData("Int32", "3000000000")]
    [InlineData("Int32", double.NaN)]
    [InlineData("Byte", 256.0)]
    [InlineData("String[]", "[1,")]
    [InlineData("ObjectDictionary", "{broken")]
    [InlineData("ObjectDictionary", "[1]")]
    [InlineData("Guid", "{1}")]
    [InlineData("ByteArray", "not base64")]
    public void What_is_too_large_or_broken_is_refused(string type, object value) =>
        Assert.Equal(FaultCodes.Conversion, Assert.Throws<EngineFault>(() => ValueKind.Of(type)!.Convert(value)).Code);

    [Fact]
    public void A_list_is_written_as_text_as_Elsa_writes_it() =>
        Assert.Equal("""["it\u0027s","\u003Cb\u003E","中",1.5]""", ValueKind.String.Convert(new List<object?> { "it's", "<b>", "中", 1.5 }));

    [Theory]
    [InlineData(1e21, "1E+21")]
    [InlineData(0.1, "0.1")]
    [InlineData(-0.0, "-0")]
    public void A_number_is_written_as_text_as_dotnet_writes_it(double number, string expected) => Assert.Equal(expected, ValueKind.String.Convert(number));

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
