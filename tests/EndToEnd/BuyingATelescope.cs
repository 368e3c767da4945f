using System.Net;
using System.Text.Json.Nodes;

namespace AstronomyShop.Tests.EndToEnd;

public abstract class BuyingATelescope(OpenShop shop)
{
    private const string Explorascope = "OLJCESPC7Z";
    private const string Flashlight = "LS4PSXUNUM";

    private readonly Shopper shopper = new(shop.Web);

    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_order_is_answered_found_again_and_booked_and_the_cart_is_empty()
    {
        await shopper.Add(Explorascope, 2);
        var shipping = await shopper.Read(
            $"/api/shipping?itemList={Uri.EscapeDataString($"[{{\"productId\":\"{Explorascope}\",\"quantity\":2}}]")}&currencyCode=USD&address="
            + Uri.EscapeDataString("{\"streetAddress\":\"\",\"city\":\"\",\"state\":\"\",\"country\":\"\",\"zipCode\":\"\"}"));

        var order = await shopper.Buy();

        order["shippingCost"]!.Amount().Should().Be(shipping.Amount()).And.Be(17.98m);
        order.Total().Should().Be((2 * 101.96m) + 17.98m);
        var again = await shopper.Read($"/api/orders/{order["orderId"]}");
        again.ToJsonString().Should().Be(order.ToJsonString());
        (await shopper.Cart()).Should().BeEmpty();
        var booked = await shop.Booked((string)order["orderId"]!);
        (booked.Total.Units, booked.Total.Nanos).Should().Be((221, 900_000_000));
    }

    [Fact]
    public async Task A_flashlight_costs_what_it_says_and_not_what_the_public_shop_charges()
    {
        await shopper.Add(Flashlight);
        (await shopper.Read($"/api/products/{Flashlight}?currencyCode=EUR"))["priceUsd"]!.Amount().Should().Be(50.49m);

        var order = await shopper.Buy();

        order["items"]![0]!["cost"]!.Amount().Should().Be(57.08m);
    }

    [Fact]
    public async Task A_double_click_orders_once()
    {
        await shopper.Add(Flashlight);
        var key = Guid.NewGuid().ToString();

        var orders = await Task.WhenAll(shopper.Buy(key: key), shopper.Buy(key: key));
        var later = await shopper.Buy(key: key);

        orders.Append(later).Select(order => order.ToJsonString()).Distinct().Should().ContainSingle();
    }

    [Fact]
    public async Task Another_order_under_a_used_key_is_refused()
    {
        await shopper.Add(Flashlight);
        var key = Guid.NewGuid().ToString();
        await shopper.Buy(key: key);
        await shopper.Add(Flashlight);

        using var other = await shopper.Checkout("EUR", key: key);

        other.StatusCode.Should().Be(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_declined_card_says_why_shows_no_digits_and_keeps_the_cart()
    {
        await shopper.Add(Explorascope);

        using var declined = await shopper.Checkout(card: "4432-8015-6152-0455");

        declined.StatusCode.Should().Be(HttpStatusCode.PaymentRequired);
        declined.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        var problem = await declined.Content.ReadAsStringAsync(Test);
        JsonNode.Parse(problem)!["reason"]!.GetValue<string>().Should().Be("card-number-invalid");
        problem.Should().NotContain("8015").And.NotContain("6152");
        (await shopper.Cart()).Should().ContainSingle();
    }

    [Fact]
    public async Task After_a_declined_card_the_same_form_may_try_another()
    {
        await shopper.Add(Explorascope);
        var key = Guid.NewGuid().ToString();
        using var declined = await shopper.Checkout(card: "378282246310005", key: key);

        var order = await shopper.Buy(key: key);

        declined.StatusCode.Should().Be(HttpStatusCode.PaymentRequired);
        order["items"]!.AsArray().Should().ContainSingle();
    }

    [Fact]
    public async Task An_empty_cart_is_a_conflict()
    {
        using var response = await shopper.Checkout();

        response.StatusCode.Should().Be(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_address_with_empty_fields_can_order()
    {
        await shopper.Add(Flashlight);

        using var response = await shopper.Checkout(address: new { streetAddress = "", city = "", state = "", country = "", zipCode = "" });

        response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_was_added_while_the_order_ran_stays_in_the_cart()
    {
        await shopper.Add(Flashlight);
        var order = await shopper.Buy();
        await shopper.Add(Explorascope, 3);

        // The removal of the ordered lines, should it come a second time, finds its key used.
        var cart = new Contracts.CartService.CartServiceClient(shop.ChannelTo("Cart"));
        await cart.RemoveItemsAsync(
            new() { UserId = shopper.UserId, Items = { new Contracts.CartItem { ProductId = Explorascope, Quantity = 3 } } },
            new() { { "idempotency-key", (string)order["orderId"]! } },
            cancellationToken: Test);

        (await shopper.Cart()).Single()!["quantity"]!.GetValue<int>().Should().Be(3);
    }

    [Fact]
    public async Task The_audit_holds()
    {
        await shopper.Add(Explorascope);
        var order = await shopper.Buy();
        await shop.Booked((string)order["orderId"]!);

        var audit = await shop.Audit();

        audit["holds"]!.GetValue<bool>().Should().BeTrue(audit.ToJsonString());
        ((int)audit["orders"]!).Should().BePositive();
        ((int)audit["charges"]!).Should().BeGreaterThanOrEqualTo((int)audit["orders"]!);
    }

    public sealed class InOneProcess(OneProcess shop) : BuyingATelescope(shop);

    public sealed class InManyProcesses(ManyProcesses shop) : BuyingATelescope(shop);
}
