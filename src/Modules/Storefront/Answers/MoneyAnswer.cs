namespace AstronomyShop.Modules.Storefront.Answers;

internal sealed record MoneyAnswer(string CurrencyCode, long Units, int Nanos)
{
    public static MoneyAnswer Of(MoneyMessage money) => new(money.CurrencyCode, money.Units, money.Nanos);

    public Money ToMoney() => Money.From(new MoneyMessage { CurrencyCode = CurrencyCode, Units = Units, Nanos = Nanos });
}
