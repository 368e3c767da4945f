using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class CurrencyEndpoints(CurrencyService.CurrencyServiceClient currencies) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/currency", ListAsync).Describe("listCurrencies", "Currencies");

    /// <summary>Lists the currencies in which the shop shows prices and charges cards.</summary>
    /// <response code="200">Codes of ISO 4217.</response>
    public async Task<string[]> ListAsync(CancellationToken cancellationToken) =>
        [.. (await currencies.GetSupportedCurrenciesAsync(new Empty(), cancellationToken: cancellationToken)).CurrencyCodes];
}
