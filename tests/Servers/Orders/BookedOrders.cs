using AstronomyShop.Contracts;
using Grpc.Core;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>Reads all booked orders from the ledger.</summary>
internal static class BookedOrders
{
    private const int Page = 1000;

    public static async Task<List<BookedOrder>> AllAsync(ChannelBase channel, CancellationToken cancellationToken)
    {
        var ledger = new AccountingService.AccountingServiceClient(channel);
        var booked = new List<BookedOrder>();
        while (true)
        {
            var last = booked.Count == 0 ? "" : booked[^1].Order.OrderId;
            var page = await ledger.ListBookedOrdersAsync(new() { Limit = Page, BeforeOrderId = last }, cancellationToken: cancellationToken);
            booked.AddRange(page.Orders);
            if (page.Orders.Count < Page)
            {
                return booked;
            }
        }
    }
}
