namespace AstronomyShop.Modules.Storefront.Responses;

internal sealed record MoneyResponse(string CurrencyCode, long Units, int Nanos)
{
    public static MoneyResponse Of(MoneyMessage money) => new(money.CurrencyCode, money.Units, money.Nanos);

    public Money ToMoney() => Money.From(new MoneyMessage { CurrencyCode = CurrencyCode, Units = Units, Nanos = Nanos });
}
