using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

public sealed class RestartTests
{
    [Fact]
    public async Task Carts_orders_charges_and_the_ledger_survive_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("shop-").FullName;
        string user;
        JsonNode order;
        await using (var before = await SingleProcessShopFixture.OpenAsync(data))
        {
            var shopper = new Shopper(before.Web);
            user = shopper.UserId;
            await shopper.AddAsync("LS4PSXUNUM");
            order = await shopper.BuyAsync();
            await before.FindBookedOrderAsync((string)order["orderId"]!);
            await shopper.AddAsync("HQTGWGPNH4", 5);
        }

        await using (var after = await SingleProcessShopFixture.OpenAsync(data))
        {
            var otherShopper = new Shopper(after.Web);
            (await otherShopper.ReadJsonAsync($"/api/orders/{order["orderId"]}?sessionId={user}")).ToJsonString().Should().Be(order.ToJsonString());
            var cart = (await otherShopper.ReadJsonAsync($"/api/cart?sessionId={user}"))["items"]!.AsArray();
            ((int)cart.Single()!["quantity"]!).Should().Be(5);
            var audit = await after.AuditAsync();
            audit["holds"]!.GetValue<bool>().Should().BeTrue(audit.ToJsonString());
            ((int)audit["orders"]!, (int)audit["charges"]!, (int)audit["booked"]!).Should().Be((1, 1, 1));
        }

        Directory.Delete(data, recursive: true);
    }
}
