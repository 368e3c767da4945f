using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Gets shipping costs from Quote. The destination has no influence on the price.</summary>
internal sealed class ShippingPrices(QuoteService.QuoteServiceClient quotes)
{
    public async Task<MoneyMessage> ForAsync(long items, CancellationToken cancellationToken)
    {
        if (items > int.MaxValue)
        {
            throw TooMany();
        }

        try
        {
            var quote = await quotes.CalculateQuoteAsync(new() { NumberOfItems = (int)items }, cancellationToken: cancellationToken);
            return quote.CostUsd;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument)
        {
            // Quote's error names a field of Quote's request, which our caller did not send.
            throw TooMany();
        }
    }

    private static RpcException TooMany() => RpcErrors.InvalidArgument("items", "are too many for one shipment");
}
