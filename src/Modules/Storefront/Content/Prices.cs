using AstronomyShop.Contracts;
using Grpc.Core;

namespace AstronomyShop.Modules.Storefront.Content;

/// <summary>
/// Converts prices to the shopper's currency. The catalogue has US dollars; other currencies are converted by the currency module.
/// </summary>
internal sealed class Prices(CurrencyService.CurrencyServiceClient currencies)
{
    public const string CatalogueCurrency = "USD";

    /// <param name="price">The price in US dollars.</param>
    /// <param name="currency">The shopper's currency; empty means the catalogue's currency.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<MoneyMessage> InAsync(MoneyMessage price, string? currency, CancellationToken cancellationToken) =>
        IsCatalogueCurrency(currency) ? price : await ConvertAsync(price, currency!, cancellationToken);

    public async Task<MoneyMessage> ConvertAsync(MoneyMessage price, string currency, CancellationToken cancellationToken) =>
        await currencies.ConvertAsync(new CurrencyConversionRequest { From = price, ToCode = currency }, cancellationToken: cancellationToken);

    /// <summary>Converts the prices of a list in one call.</summary>
    /// <returns>The prices in the same order.</returns>
    public async Task<IReadOnlyList<MoneyMessage>> AllInAsync(IReadOnlyList<MoneyMessage> all, string? currency, CancellationToken cancellationToken)
    {
        if (all.Count == 0 || IsCatalogueCurrency(currency))
        {
            return all;
        }

        if (all.Count == 1)
        {
            return [await ConvertAsync(all[0], currency!, cancellationToken)];
        }

        try
        {
            return (await currencies.ConvertAllAsync(new ConvertAllRequest { From = { all }, ToCode = currency }, cancellationToken: cancellationToken)).Converted;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unimplemented)
        {
            // The public shop's currency service converts one price per call.
            return await Task.WhenAll(all.Select(price => ConvertAsync(price, currency!, cancellationToken)));
        }
    }

    /// <summary>Validates the currency before a change that could not be undone.</summary>
    public Task RequireAsync(string? currency, CancellationToken cancellationToken) =>
        InAsync(Money.Zero(CatalogueCurrency).ToMessage(), currency, cancellationToken);

    private static bool IsCatalogueCurrency(string? currency) => currency is null or "" or CatalogueCurrency;
}
