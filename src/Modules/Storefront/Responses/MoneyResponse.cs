namespace AstronomyShop.Modules.Storefront.Responses;

/// <summary>An amount of money.</summary>
/// <param name="CurrencyCode">The currency, as an ISO 4217 code.</param>
/// <param name="Units">The whole units.</param>
/// <param name="Nanos">The rest, in billionths of a unit; of the same sign as the units.</param>
internal sealed record MoneyResponse(string CurrencyCode, long Units, int Nanos)
{
    public static MoneyResponse Of(MoneyMessage money) => new(money.CurrencyCode, money.Units, money.Nanos);

    public Money ToMoney() => Money.From(new MoneyMessage { CurrencyCode = CurrencyCode, Units = Units, Nanos = Nanos });
}
