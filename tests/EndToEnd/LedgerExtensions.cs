using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using System.Net.Http.Json;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Reads the ledger and the audit of the shop.</summary>
internal static class LedgerExtensions
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Waits until accounting has booked an order; the response to the client does not wait for that.</summary>
    public static Task<BookedOrder> FindBookedOrderAsync(this ShopFixture shop, string orderId)
    {
        var ledger = new AccountingService.AccountingServiceClient(shop.ChannelTo("Accounting"));
        return Eventually.FindAsync(
            $"order {orderId} is booked",
            async cancellationToken => (await ledger.ListBookedOrdersAsync(new ListBookedOrdersRequest { Limit = 1000 }, cancellationToken: cancellationToken)).Orders
                .FirstOrDefault(order => order.Order.OrderId == orderId),
            Timeout,
            TestCancellation);
    }

    public static async Task<JsonNode> AuditAsync(this ShopFixture shop) => (await shop.Management.GetFromJsonAsync<JsonNode>("/audit", TestCancellation))!;
}
