using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Prices in the shopper's currency. The catalogue's are in US dollars; whatever is not comes from the currency module.</summary>
internal sealed class Prices(CurrencyService.CurrencyServiceClient currencies)
{
    public const string CatalogueCurrency = "USD";

    /// <param name="price">In US dollars.</param>
    /// <param name="currency">The shopper's; nothing means the catalogue's.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<MoneyMessage> In(MoneyMessage price, string? currency, CancellationToken cancellation) =>
        IsCatalogueCurrency(currency) ? price : await Convert(price, currency!, cancellation);

    public async Task<MoneyMessage> Convert(MoneyMessage price, string currency, CancellationToken cancellation) =>
        await currencies.ConvertAsync(new CurrencyConversionRequest { From = price, ToCode = currency }, cancellationToken: cancellation);

    /// <summary>Fails as a conversion would, before anything is done that a wrong currency could not undo.</summary>
    public Task Require(string? currency, CancellationToken cancellation) =>
        In(Money.Zero(CatalogueCurrency).ToMessage(), currency, cancellation);

    private static bool IsCatalogueCurrency(string? currency) => currency is null or "" or CatalogueCurrency;
}
