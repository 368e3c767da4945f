using AstronomyShop.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class CurrencyEndpoints(CurrencyService.CurrencyServiceClient currencies) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/currency", List);

    private async Task<string[]> List(CancellationToken cancellation) =>
        [.. (await currencies.GetSupportedCurrenciesAsync(new Empty(), cancellationToken: cancellation)).CurrencyCodes];
}
