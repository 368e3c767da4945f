using AstronomyShop.Contracts;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Prices in the shopper's currency. The catalogue's are in US dollars; whatever is not comes from the currency module.</summary>
internal sealed class Prices(CurrencyService.CurrencyServiceClient currencies)
{
    public const string CatalogueCurrency = "USD";

    /// <param name="price">In US dollars.</param>
    /// <param name="currency">The shopper's; nothing means the catalogue's.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<MoneyMessage> InAsync(MoneyMessage price, string? currency, CancellationToken cancellationToken) =>
        IsCatalogueCurrency(currency) ? price : await ConvertAsync(price, currency!, cancellationToken);

    public async Task<MoneyMessage> ConvertAsync(MoneyMessage price, string currency, CancellationToken cancellationToken) =>
        await currencies.ConvertAsync(new CurrencyConversionRequest { From = price, ToCode = currency }, cancellationToken: cancellationToken);

    /// <summary>Fails as a conversion would, before anything is done that a wrong currency could not undo.</summary>
    public Task RequireAsync(string? currency, CancellationToken cancellationToken) =>
        InAsync(Money.Zero(CatalogueCurrency).ToMessage(), currency, cancellationToken);

    private static bool IsCatalogueCurrency(string? currency) => currency is null or "" or CatalogueCurrency;
}
