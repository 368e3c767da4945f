using System.Net;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

public abstract class PurchaseContract(ShopFixture shop)
{
    private const string Explorascope = "OLJCESPC7Z";
    private const string Flashlight = "LS4PSXUNUM";

    private readonly Shopper shopper = new(shop.Web);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_placed_order_is_returned_found_again_and_booked_and_the_cart_is_empty()
    {
        await shopper.AddAsync(Explorascope, 2);
        var shipping = await shopper.ReadJsonAsync(
            $"/api/shipping?itemList={Uri.EscapeDataString($"[{{\"productId\":\"{Explorascope}\",\"quantity\":2}}]")}&currencyCode=USD&address="
            + Uri.EscapeDataString("{\"streetAddress\":\"\",\"city\":\"\",\"state\":\"\",\"country\":\"\",\"zipCode\":\"\"}"));

        var order = await shopper.BuyAsync();

        order["shippingCost"]!.Amount().Should().Be(shipping.Amount()).And.Be(17.98m);
        order.Total().Should().Be((2 * 101.96m) + 17.98m);
        var again = await shopper.ReadJsonAsync($"/api/orders/{order["orderId"]}?sessionId={shopper.UserId}");
        using var stranger = await new Shopper(shop.Web).GetAsync($"/api/orders/{order["orderId"]}?sessionId={Guid.NewGuid()}");
        stranger.StatusCode.Should().Be(HttpStatusCode.NotFound);
        again.ToJsonString().Should().Be(order.ToJsonString());
        (await shopper.CartAsync()).Should().BeEmpty();
        var booked = await shop.FindBookedOrderAsync((string)order["orderId"]!);
        (booked.Total.Units, booked.Total.Nanos).Should().Be((221, 900_000_000));
    }

    [Fact]
    public async Task A_flashlight_is_charged_at_its_listed_price_unlike_in_the_public_shop()
    {
        await shopper.AddAsync(Flashlight);
        (await shopper.ReadJsonAsync($"/api/products/{Flashlight}?currencyCode=EUR"))["priceUsd"]!.Amount().Should().Be(50.49m);

        var order = await shopper.BuyAsync();

        order["items"]![0]!["cost"]!.Amount().Should().Be(57.08m);
    }

    [Fact]
    public async Task A_double_click_orders_once()
    {
        await shopper.AddAsync(Flashlight);
        var key = Guid.NewGuid().ToString();

        var orders = await Task.WhenAll(shopper.BuyAsync(key: key), shopper.BuyAsync(key: key));
        var later = await shopper.BuyAsync(key: key);

        orders.Append(later).Select(order => order.ToJsonString()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Another_order_under_a_used_key_is_rejected()
    {
        await shopper.AddAsync(Flashlight);
        var key = Guid.NewGuid().ToString();
        await shopper.BuyAsync(key: key);
        await shopper.AddAsync(Flashlight);

        using var other = await shopper.CheckoutAsync("EUR", key: key);

        other.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_declined_card_reports_the_reason_without_digits_and_keeps_the_cart()
    {
        await shopper.AddAsync(Explorascope);

        using var declined = await shopper.CheckoutAsync(card: "4432-8015-6152-0455");

        declined.StatusCode.Should().Be(HttpStatusCode.PaymentRequired);
        declined.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await declined.Content.ReadAsStringAsync(TestCancellation);
        JsonNode.Parse(problem)!["reason"]!.GetValue<string>().Should().Be("card-number-invalid");
        problem.Should().NotContain("8015").And.NotContain("6152");
        (await shopper.CartAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task After_a_declined_card_the_same_form_can_be_sent_with_another_card()
    {
        await shopper.AddAsync(Explorascope);
        var key = Guid.NewGuid().ToString();
        using var declined = await shopper.CheckoutAsync(card: "378282246310005", key: key);

        var order = await shopper.BuyAsync(key: key);

        declined.StatusCode.Should().Be(HttpStatusCode.PaymentRequired);
        order["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task An_empty_cart_is_a_conflict()
    {
        using var response = await shopper.CheckoutAsync();

        response.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_order_with_empty_address_fields_is_accepted()
    {
        await shopper.AddAsync(Flashlight);

        using var response = await shopper.CheckoutAsync(address: new { streetAddress = "", city = "", state = "", country = "", zipCode = "" });

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_address_that_cannot_be_stored_is_rejected_with_its_field_and_keeps_the_cart()
    {
        await shopper.AddAsync(Flashlight);

        using var rejected = await shopper.CheckoutAsync(address: new { streetAddress = "", city = "a\0b", state = "", country = "", zipCode = "" });

        rejected.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        JsonNode.Parse(await rejected.Content.ReadAsStringAsync(TestCancellation))!["field"]!.GetValue<string>().Should().Be("address.city");
        (await shopper.CartAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Products_added_during_an_order_stay_in_the_cart()
    {
        await shopper.AddAsync(Flashlight);
        var order = await shopper.BuyAsync();
        await shopper.AddAsync(Explorascope, 3);

        // A repeated removal of the ordered lines has an idempotency key that is already used, and removes nothing.
        var cart = new Contracts.CartService.CartServiceClient(shop.ChannelTo("Cart"));
        await cart.RemoveItemsAsync(
            new() { UserId = shopper.UserId, Items = { new Contracts.CartItem { ProductId = Explorascope, Quantity = 3 } } },
            new() { { "idempotency-key", (string)order["orderId"]! } },
            cancellationToken: TestCancellation);

        (await shopper.CartAsync()).Single()!["quantity"]!.GetValue<int>().Should().Be(3);
    }

    [Fact]
    public async Task The_audit_holds_after_purchases()
    {
        await shopper.AddAsync(Explorascope);
        var order = await shopper.BuyAsync();
        await shop.FindBookedOrderAsync((string)order["orderId"]!);

        var audit = await shop.AuditAsync();

        audit["holds"]!.GetValue<bool>().Should().BeTrue(audit.ToJsonString());
        ((int)audit["orders"]!).Should().BePositive();
        ((int)audit["charges"]!).Should().BeGreaterThanOrEqualTo((int)audit["orders"]!);
    }

    public sealed class SingleProcessPurchaseTests(SingleProcessShopFixture shop) : PurchaseContract(shop);

    public sealed class SplitPurchaseTests(SplitShopFixture shop) : PurchaseContract(shop);
}
