using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using AstronomyShop.Modules.Payment;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class ACardNumber
{
    private const string MostDigits = "443280156152";
    private const string Mask = "****0454";

    private readonly CardNumber number = CardNumber.TryParse(Cards.Known, out var parsed) ? parsed : throw new InvalidOperationException();

    [Fact]
    public void Shows_its_mask_wherever_it_is_printed()
    {
        number.ToString().Should().Be(Mask);
        $"{number}".Should().Be(Mask);
        JsonSerializer.Serialize(new { Card = number }).Should().Be($$"""{"Card":"{{Mask}}"}""");
        new Card(number, CardBrands.Visa, 2039, 1).ToString().Should().Contain(Mask).And.NotContain("4432");
    }

    [Fact]
    public void Shows_its_mask_in_a_debugger()
    {
        typeof(CardNumber).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.Should().Be("{ToString(),nq}");
        typeof(CardNumber).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Should().OnlyContain(field => field.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State == DebuggerBrowsableState.Never);
        typeof(CardNumber).GetProperties().Select(property => property.GetValue(number)!.ToString())
            .Should().NotContain(shown => shown!.Contains(MostDigits, StringComparison.Ordinal));
    }

    [Fact]
    public void Cannot_be_read_back_from_its_mask()
    {
        var reading = () => JsonSerializer.Deserialize<CardNumber>($"\"{Mask}\"");

        reading.Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void That_was_never_set_shows_no_digits() => default(CardNumber).ToString().Should().Be("****");

    [Theory]
    [InlineData("4432801561520454")]
    [InlineData("4432 8015 6152 0454")]
    [InlineData(" 4432-8015 - 6152-0454 ")]
    public void May_be_written_with_spaces_and_dashes(string text) => CardNumber.TryParse(text, out _).Should().BeTrue();

    [Theory]
    [InlineData("4432801561520455")]
    [InlineData("4432.8015.6152.0454")]
    [InlineData("443280156152045४")]
    [InlineData("4432801561520454x")]
    [InlineData("18")]
    [InlineData("00000000000")]
    [InlineData("00000000000000000000")]
    public void Is_nothing_else(string text) => CardNumber.TryParse(text, out _).Should().BeFalse();
}
