using System.Globalization;

namespace AstronomyShop.SharedKernel;

/// <summary>
/// An exact amount in one currency: the wire's <see cref="Contracts.Money"/> as a decimal. Every price, quote, charge and booking is
/// computed with this type, so that the shown price is the charged one.
/// </summary>
/// <param name="Currency">ISO 4217, three capital letters.</param>
/// <param name="Amount">In units of the currency; up to nine decimals, as the wire carries them.</param>
public readonly record struct Money(string Currency, decimal Amount)
{
    private const decimal NanosPerUnit = 1_000_000_000m;
    private const int MaxNanos = 999_999_999;

    /// <summary>Nothing, in a currency.</summary>
    public static Money Zero(string currency) => new(currency, 0m);

    /// <summary>Reads the wire form.</summary>
    /// <exception cref="ArgumentNullException">There is no message.</exception>
    /// <exception cref="FormatException">Units and nanos break the wire's rule of sign or range.</exception>
    public static Money From(Contracts.Money? message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Math.Abs((long)message.Nanos) > MaxNanos || (message.Units > 0 && message.Nanos < 0) || (message.Units < 0 && message.Nanos > 0))
        {
            throw new FormatException($"{message.Units} units and {message.Nanos} nanos are no amount of money");
        }

        return new Money(message.CurrencyCode, message.Units + (message.Nanos / NanosPerUnit));
    }

    /// <summary>The wire form of this amount.</summary>
    /// <exception cref="OverflowException">The amount has more units than 64 bits hold.</exception>
    public Contracts.Money ToMessage()
    {
        var units = decimal.Truncate(Amount);
        return new Contracts.Money
        {
            CurrencyCode = Currency,
            Units = decimal.ToInt64(units),
            Nanos = decimal.ToInt32(decimal.Truncate((Amount - units) * NanosPerUnit)),
        };
    }

    /// <summary>
    /// Changes the currency at a rate and rounds half to even to the target's minor unit. The only place in the shop where money is rounded.
    /// </summary>
    /// <param name="currency">The target.</param>
    /// <param name="dividend">Units of the target per unit of the rate table's base.</param>
    /// <param name="divisor">Units of this currency per unit of the rate table's base.</param>
    public Money ConvertTo(string currency, decimal dividend, decimal divisor) =>
        new(currency, decimal.Round(Amount * dividend / divisor, Currencies.MinorUnits(currency), MidpointRounding.ToEven));

    /// <summary>Adds two amounts of one currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? new Money(left.Currency, left.Amount + right.Amount)
            : throw new InvalidOperationException($"{left.Currency} and {right.Currency} do not add up");

    /// <summary>The price of several.</summary>
    public static Money operator *(Money price, int count) => new(price.Currency, price.Amount * count);

    /// <summary>Adds two amounts of one currency.</summary>
    public Money Add(Money other) => this + other;

    /// <summary>The price of several.</summary>
    public Money Multiply(int count) => this * count;

    /// <summary>For people: <c>57.08 USD</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{decimal.Round(Amount, Currencies.MinorUnits(Currency)).ToString("F" + Currencies.MinorUnits(Currency), CultureInfo.InvariantCulture)} {Currency}");
}
