using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.OpenApi;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AstronomyShop.Modules.Storefront.Api;

internal sealed class ShippingEndpoints(ShippingService.ShippingServiceClient shipping, Prices prices) : IEndpoints
{
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/shipping", QuoteAsync).Describe(OperationIds.QuoteShipping, "Orders", StatusCodes.Status400BadRequest);

    /// <summary>Returns the cost of shipping.</summary>
    /// <param name="itemList">The products to ship.</param>
    /// <param name="address">The address to ship to.</param>
    /// <param name="currencyCode">The currency of the cost, as an ISO 4217 code; US dollars by default.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <response code="200">The cost.</response>
    /// <response code="400">A parameter is invalid.</response>
    public async Task<MoneyResponse> QuoteAsync(string? itemList, string? address, string? currencyCode, CancellationToken cancellationToken)
    {
        var request = QuoteRequestReader.Read(itemList, address);
        var quote = await shipping.GetQuoteAsync(request, cancellationToken: cancellationToken);
        var currency = string.IsNullOrEmpty(currencyCode) ? Prices.CatalogueCurrency : currencyCode;
        return MoneyResponse.Of(await prices.ConvertAsync(quote.CostUsd, currency, cancellationToken));
    }
}
