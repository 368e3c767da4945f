using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

public sealed class AfterARestart
{
    [Fact]
    public async Task Carts_orders_charges_and_the_ledger_are_there()
    {
        var data = Directory.CreateTempSubdirectory("shop-").FullName;
        string user;
        JsonNode order;
        await using (var before = await OneProcess.Over(data))
        {
            var shopper = new Shopper(before.Web);
            user = shopper.UserId;
            await shopper.Add("LS4PSXUNUM");
            order = await shopper.Buy();
            await before.Booked((string)order["orderId"]!);
            await shopper.Add("HQTGWGPNH4", 5);
        }

        await using (var after = await OneProcess.Over(data))
        {
            var anybody = new Shopper(after.Web);
            (await anybody.Read($"/api/orders/{order["orderId"]}")).ToJsonString().Should().Be(order.ToJsonString());
            var cart = (await anybody.Read($"/api/cart?sessionId={user}"))["items"]!.AsArray();
            ((int)cart.Single()!["quantity"]!).Should().Be(5);
            var audit = await after.Audit();
            audit["holds"]!.GetValue<bool>().Should().BeTrue(audit.ToJsonString());
            ((int)audit["orders"]!, (int)audit["charges"]!, (int)audit["booked"]!).Should().Be((1, 1, 1));
        }

        Directory.Delete(data, recursive: true);
    }
}
