using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class ShippingEndpoints(ShippingService.ShippingServiceClient shipping, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/shipping", QuoteAsync);

    private async Task<MoneyResponse> QuoteAsync(string? itemList, string? address, string? currencyCode, CancellationToken cancellationToken)
    {
        var request = QuoteRequestReader.Read(itemList, address);
        var quote = await shipping.GetQuoteAsync(request, cancellationToken: cancellationToken);
        var currency = string.IsNullOrEmpty(currencyCode) ? Prices.CatalogueCurrency : currencyCode;
        return MoneyResponse.Of(await prices.ConvertAsync(quote.CostUsd, currency, cancellationToken));
    }
}
