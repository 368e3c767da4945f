using AstronomyShop.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class CurrencyEndpoints(CurrencyService.CurrencyServiceClient currencies) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/currency", ListAsync);

    private async Task<string[]> ListAsync(CancellationToken cancellationToken) =>
        [.. (await currencies.GetSupportedCurrenciesAsync(new Empty(), cancellationToken: cancellationToken)).CurrencyCodes];
}
