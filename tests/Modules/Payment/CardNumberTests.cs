using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using AstronomyShop.Modules.Payment.Cards;

namespace AstronomyShop.Tests.Modules.Payment;

public sealed class CardNumberTests
{
    private const string MostDigits = "443280156152";
    private const string Mask = "****0454";

    private readonly CardNumber number = CardNumber.TryParse(TestCards.Known, out var parsed) ? parsed : throw new InvalidOperationException();

    [Fact]
    public void A_card_number_is_masked_in_every_text_form()
    {
        number.ToString().Should().Be(Mask);
        $"{number}".Should().Be(Mask);
        JsonSerializer.Serialize(new { Card = number }).Should().Be($$"""{"Card":"{{Mask}}"}""");
        new Card(number, CardBrands.Visa, 2039, 1).ToString().Should().Contain(Mask).And.NotContain("4432");
    }

    [Fact]
    public void A_card_number_is_masked_in_a_debugger()
    {
        typeof(CardNumber).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value.Should().Be("{ToString(),nq}");
        typeof(CardNumber).GetFields(BindingFlags.Instance | BindingFlags.NonPublic)
            .Should().OnlyContain(field => field.GetCustomAttribute<DebuggerBrowsableAttribute>()!.State == DebuggerBrowsableState.Never);
        typeof(CardNumber).GetProperties().Select(property => property.GetValue(number)!.ToString())
            .Should().NotContain(shown => shown!.Contains(MostDigits, StringComparison.Ordinal));
    }

    [Fact]
    public void A_mask_cannot_be_parsed_as_a_card_number()
    {
        var reading = () => JsonSerializer.Deserialize<CardNumber>($"\"{Mask}\"");

        reading.Should().Throw<NotSupportedException>();
    }

    [Fact]
    public void A_default_card_number_shows_no_digits() => default(CardNumber).ToString().Should().Be("****");

    [Theory]
    [InlineData("4432801561520454")]
    [InlineData("4432 8015 6152 0454")]
    [InlineData(" 4432-8015 - 6152-0454 ")]
    [InlineData("4432\u00A08015\u00A06152\u00A00454")]
    [InlineData("4432\u202F8015\u20096152\u30000454\t")]
    [InlineData("4432\u20138015\u20116152\u20120454")]
    [InlineData("4432\u22128015\uFE636152\uFF0D0454")]
    [InlineData("\uFEFF4432\u200B8015\u00AD6152\u20280454\u200E")]
    public void A_card_number_may_contain_spaces_and_dashes(string text) => CardNumber.TryParse(text, out _).Should().BeTrue();

    [Theory]
    [InlineData("4432801561520455")]
    [InlineData("4432.8015.6152.0454")]
    [InlineData("443280156152045४")]
    [InlineData("4432801561520454x")]
    [InlineData("18")]
    [InlineData("00000000000")]
    [InlineData("00000000000000000000")]
    public void Other_text_is_not_a_card_number(string text) => CardNumber.TryParse(text, out _).Should().BeFalse();
}
