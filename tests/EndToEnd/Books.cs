using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using System.Net.Http.Json;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>What the shop's own books say.</summary>
internal static class Books
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until accounting has booked an order: the shopper's answer does not wait for it.</summary>
    public static Task<BookedOrder> Booked(this OpenShop shop, string orderId)
    {
        var ledger = new AccountingService.AccountingServiceClient(shop.ChannelTo("Accounting"));
        return Eventually.Find(
            $"order {orderId} is booked",
            async token => (await ledger.ListBookedOrdersAsync(new ListBookedOrdersRequest { Limit = 1000 }, cancellationToken: token)).Orders
                .FirstOrDefault(order => order.Order.OrderId == orderId),
            Patience,
            Test);
    }

    public static async Task<JsonNode> Audit(this OpenShop shop) => (await shop.Management.GetFromJsonAsync<JsonNode>("/audit", Test))!;
}
