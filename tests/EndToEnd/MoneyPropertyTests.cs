using System.Text.Json.Nodes;
using CsCheck;

namespace AstronomyShop.Tests.EndToEnd;

/// <summary>The price that is shown is the price that is quoted, charged and booked, for every product in every currency.</summary>
public sealed class MoneyPropertyTests(SingleProcessShopFixture shop)
{
    private const int Products = 10;
    private static readonly Gen<int[]> Quantities = Gen.Int[1, 9].Array[Products];

    [Fact]
    public async Task The_shown_amount_is_exactly_the_booked_amount()
    {
        var currencies = (await new Shopper(shop.Web).ReadJsonAsync("/api/currency")).AsArray().Select(code => (string)code!).ToList();
        currencies.Should().HaveCount(33);

        var turn = 0;
        await Quantities.SampleAsync(
            quantities => ShownAmountIsBookedAsync(currencies[Interlocked.Increment(ref turn) % currencies.Count], quantities),
            iter: currencies.Count,
            threads: 1);
    }

    private async Task ShownAmountIsBookedAsync(string currency, int[] quantities)
    {
        var shopper = new Shopper(shop.Web);
        var shown = (await shopper.ReadJsonAsync($"/api/products?currencyCode={currency}")).AsArray()
            .ToDictionary(product => (string)product!["id"]!, product => product!["priceUsd"]!.Amount());
        foreach (var (product, quantity) in shown.Keys.Zip(quantities))
        {
            await shopper.AddAsync(product, quantity);
        }

        var order = await shopper.BuyAsync(currency);

        foreach (var line in order["items"]!.AsArray())
        {
            line!["cost"]!.Amount().Should().Be(shown[(string)line["item"]!["productId"]!]);
            ((string)line["cost"]!["currencyCode"]!).Should().Be(currency);
        }

        var quoted = await shopper.ReadJsonAsync($"/api/shipping?currencyCode={currency}&itemList={ItemList(shown.Keys, quantities)}&address={AnyAddress}");
        order["shippingCost"]!.Amount().Should().Be(quoted.Amount());
        var booked = await shop.FindBookedOrderAsync((string)order["orderId"]!);
        (booked.Total.Units + (booked.Total.Nanos / 1_000_000_000m)).Should().Be(order.Total());
        booked.Total.CurrencyCode.Should().Be(currency);

        // Check I3 of the audit compares the charged amount with the total of the order.
        var audit = await shop.AuditAsync();
        audit["checks"]!.AsArray().Where(check => (string)check!["id"]! == "I3").Should().OnlyContain(check => (bool)check!["holds"]!);
    }

    private static string AnyAddress => Uri.EscapeDataString(
        new JsonObject { ["streetAddress"] = "", ["city"] = "", ["state"] = "", ["country"] = "", ["zipCode"] = "" }.ToJsonString());

    private static string ItemList(IEnumerable<string> products, int[] quantities) => Uri.EscapeDataString(new JsonArray(
        [.. products.Zip(quantities, (product, quantity) => new JsonObject { ["productId"] = product, ["quantity"] = quantity })]).ToJsonString());
}
