using System.Globalization;

namespace AstronomyShop.SharedKernel.Primitives;

/// <summary>
/// An exact amount in one currency: the contract's <see cref="Contracts.Money"/> as a decimal. Every price, quote, charge and booking uses this
/// type, so that the displayed price equals the charged price.
/// </summary>
/// <param name="Currency">The ISO 4217 code, three capital letters.</param>
/// <param name="Amount">The amount in units of the currency, with up to nine decimals, as the contract allows.</param>
public readonly record struct Money(string Currency, decimal Amount)
{
    private const decimal NanosPerUnit = 1_000_000_000m;
    private const int MaxNanos = 999_999_999;

    /// <summary>The amount zero in a currency.</summary>
    public static Money Zero(string currency) => new(currency, 0m);

    /// <summary>Converts from the contract's message.</summary>
    /// <exception cref="ArgumentNullException">The message is null.</exception>
    /// <exception cref="FormatException">Units and nanos have different signs, or nanos are out of range.</exception>
    public static Money From(Contracts.Money? message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Math.Abs((long)message.Nanos) > MaxNanos || (message.Units > 0 && message.Nanos < 0) || (message.Units < 0 && message.Nanos > 0))
        {
            throw new FormatException("The units and nanos are not a valid amount of money");
        }

        return new Money(message.CurrencyCode, message.Units + (message.Nanos / NanosPerUnit));
    }

    /// <summary>Converts to the contract's message.</summary>
    /// <exception cref="OverflowException">The units exceed 64 bits.</exception>
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
    /// Converts to another currency and rounds half to even to its minor unit. Nothing else in the shop changes an amount by rounding.
    /// </summary>
    /// <param name="currency">The target currency.</param>
    /// <param name="dividend">Units of the target currency per unit of the rate table's base currency.</param>
    /// <param name="divisor">Units of this currency per unit of the rate table's base currency.</param>
    public Money ConvertTo(string currency, decimal dividend, decimal divisor) =>
        new(currency, Round(Amount * dividend / divisor, currency));

    /// <summary>Adds two amounts of the same currency.</summary>
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) =>
        left.Currency == right.Currency
            ? new Money(left.Currency, left.Amount + right.Amount)
            : throw new InvalidOperationException($"Cannot add {right.Currency} to {left.Currency}");

    /// <summary>Multiplies a unit price by a quantity.</summary>
    public static Money operator *(Money price, int count) => new(price.Currency, price.Amount * count);

    /// <summary>Adds two amounts of the same currency.</summary>
    public Money Add(Money other) => this + other;

    /// <summary>Multiplies a unit price by a quantity.</summary>
    public Money Multiply(int count) => this * count;

    /// <summary>The amount for people, rounded as in <see cref="ConvertTo"/>: <c>57.08 USD</c>.</summary>
    public override string ToString() => $"{ToAmountText()} {Currency}";

    /// <summary>The same without the currency: <c>57.08</c>.</summary>
    public string ToAmountText() => Round(Amount, Currency).ToString($"F{Currencies.MinorUnits(Currency)}", CultureInfo.InvariantCulture);

    private static decimal Round(decimal amount, string currency) => decimal.Round(amount, Currencies.MinorUnits(currency), MidpointRounding.ToEven);
}
