using System.Globalization;
using Money = AstronomyShop.SharedKernel.Primitives.Money;

namespace AstronomyShop.Tests.Modules;

/// <summary>An amount exactly halfway between two of the smallest units is rounded to the even one, for positive and negative amounts.</summary>
public sealed class MoneyRoundingTests
{
    [Theory]
    [InlineData("USD", "0.25", "0.12")]
    [InlineData("USD", "0.27", "0.14")]
    [InlineData("USD", "0.01", "0.00")]
    [InlineData("USD", "4.45", "2.22")]
    [InlineData("USD", "-0.25", "-0.12")]
    [InlineData("USD", "-0.27", "-0.14")]
    [InlineData("JPY", "1", "0")]
    [InlineData("JPY", "3", "2")]
    [InlineData("JPY", "5", "2")]
    [InlineData("JPY", "-5", "-2")]
    [InlineData("JPY", "-7", "-4")]
    [InlineData("KWD", "0.001", "0.000")]
    [InlineData("KWD", "0.125", "0.062")]
    [InlineData("KWD", "0.127", "0.064")]
    [InlineData("KWD", "-0.125", "-0.062")]
    [InlineData("KWD", "-0.127", "-0.064")]
    public void Half_of_the_smallest_unit_is_rounded_to_even(string currency, string amount, string half)
    {
        var converted = new Money("EUR", Of(amount)).ConvertTo(currency, dividend: 1, divisor: 2);

        converted.Should().Be(new Money(currency, Of(half)));
        converted.ToMessage().Should().Be(new Money(currency, Of(half)).ToMessage());
        converted.ToString().Should().Be($"{(half.TrimStart('-', '0', '.').Length == 0 ? half.TrimStart('-') : half)} {currency}");
    }

    // Every tie between -200 and 200 units: the rounded amount is one of the two nearest, and it is the even one.
    [Theory]
    [InlineData("USD", 2), InlineData("JPY", 0), InlineData("KWD", 3)]
    public void Every_tie_between_two_units_is_rounded_to_the_even_one(string currency, int decimals)
    {
        var unit = 1m / (decimal)Math.Pow(10, decimals);
        for (var units = -200; units <= 200; units++)
        {
            var tie = (units + 0.5m) * unit;

            var rounded = new Money("EUR", tie).ConvertTo(currency, dividend: 1, divisor: 1).Amount;

            (rounded / unit % 2).Should().Be(0, "{0} is halfway between two units", tie);
            Math.Abs(rounded - tie).Should().Be(unit / 2);
            new Money(currency, tie).ToString().Should().Be(new Money(currency, rounded).ToString(), "ToString rounds in the same way");
        }
    }

    private static decimal Of(string amount) => decimal.Parse(amount, CultureInfo.InvariantCulture);
}
