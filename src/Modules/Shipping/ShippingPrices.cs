using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Modules.Shipping;

/// <summary>Asks Quote what shipping costs. Where the parcel goes makes no difference.</summary>
internal sealed class ShippingPrices(QuoteService.QuoteServiceClient quotes)
{
    public async Task<MoneyMessage> ForAsync(long items, CancellationToken cancellationToken)
    {
        if (items > int.MaxValue)
        {
            throw TooMany(items);
        }

        try
        {
            var quote = await quotes.CalculateQuoteAsync(new() { NumberOfItems = (int)items }, cancellationToken: cancellationToken);
            return quote.CostUsd;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.InvalidArgument)
        {
            // Quote names a field of its own request, which our caller never wrote.
            throw TooMany(items);
        }
    }

    private static RpcException TooMany(long items) => RpcErrors.InvalidArgument("items", $"{items} items are too many to ship at once");
}
