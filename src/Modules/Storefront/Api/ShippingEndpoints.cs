using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class ShippingEndpoints(ShippingService.ShippingServiceClient shipping, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/shipping", Quote);

    private async Task<MoneyAnswer> Quote(string? itemList, string? address, string? currencyCode, CancellationToken cancellation)
    {
        var request = QuoteForm.Read(itemList, address);
        var quote = await shipping.GetQuoteAsync(request, cancellationToken: cancellation);
        var currency = string.IsNullOrEmpty(currencyCode) ? Prices.CatalogueCurrency : currencyCode;
        return MoneyAnswer.Of(await prices.Convert(quote.CostUsd, currency, cancellation));
    }
}
