using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Checkout;

public sealed class PlacingAnOrder
{
    public static TheoryData<string, Action<PlaceOrderRequest>> IncompleteOrders => new()
    {
        { "user_id", order => order.UserId = string.Empty },
        { "user_currency", order => order.UserCurrency = string.Empty },
        { "user_currency", order => order.UserCurrency = "XXX" },
        { "email", order => order.Email = string.Empty },
        { "address", order => order.Address = null },
        { "credit_card", order => order.CreditCard = null },
    };

    [Fact]
    public async Task Answers_with_prices_in_the_shoppers_currency_and_a_tracking_id()
    {
        await using var till = await Till.Open();
        await till.Fill(Till.Flashlight, 2);

        var order = (await till.Place()).Order;

        var line = order.Items.Should().ContainSingle().Subject;
        line.Cost.Should().Be(new Contracts.Money { CurrencyCode = "EUR", Units = 50, Nanos = 490_000_000 });
        line.Item.Quantity.Should().Be(2);

        // Two items ship for 17.98 USD.
        order.ShippingCost.Should().Be(new Contracts.Money { CurrencyCode = "EUR", Units = 15, Nanos = 900_000_000 });
        Guid.TryParse(order.ShippingTrackingId, out _).Should().BeTrue();
        order.ShippingAddress.City.Should().Be("Benatky");
    }

    [Fact]
    public async Task Takes_the_ordered_lines_out_of_the_cart()
    {
        await using var till = await Till.Open();
        await till.Fill();

        await till.Place();

        (await till.CartLines()).Should().BeEmpty();
    }

    [Fact]
    public async Task Is_found_again_by_its_id()
    {
        await using var till = await Till.Open();
        await till.Fill();
        var placed = (await till.Place()).Order;

        var found = await till.Checkout.GetOrderAsync(new GetOrderRequest { OrderId = placed.OrderId }, cancellationToken: Till.Test);

        found.Order.Should().Be(placed);
        found.Total.Should().Be(new Contracts.Money { CurrencyCode = "EUR", Units = 58, Nanos = 440_000_000 });
    }

    [Fact]
    public async Task An_order_that_nobody_placed_is_not_found()
    {
        await using var till = await Till.Open();

        await Refused.With(till.Checkout.GetOrderAsync(new GetOrderRequest { OrderId = Guid.NewGuid().ToString() }, cancellationToken: Till.Test), StatusCode.NotFound);
    }

    [Theory, MemberData(nameof(IncompleteOrders))]
    public async Task Names_what_is_missing_or_wrong(string field, Action<PlaceOrderRequest> but)
    {
        await using var till = await Till.Open();
        await till.Fill();

        await Refused.Naming(till.Place(but: but), field);

        (await till.Audit()).Should().BeEquivalentTo(new { Holds = true, Charges = 0 });
    }

    [Fact]
    public async Task An_empty_cart_is_refused()
    {
        await using var till = await Till.Open();

        await Refused.Because(till.Place(), "cart-empty");
    }

    [Fact]
    public async Task A_declined_card_ships_nothing_and_keeps_the_cart()
    {
        await using var till = await Till.Open();
        await till.Fill();

        await Refused.Because(till.Place(but: order => order.CreditCard.CreditCardExpirationYear = 2020), "card-expired");

        (await till.CartLines()).Should().ContainSingle();
        DataFolder.Read(till.DataDirectory, "shipping", "SELECT count(*) FROM shipments").Should().Equal("0");
        (await till.Audit()).Should().BeEquivalentTo(new { Holds = true, Orders = 0, Charges = 0 });
    }

    [Fact]
    public async Task The_same_key_and_request_give_the_same_order()
    {
        await using var till = await Till.Open();
        await till.Fill();
        var key = Guid.NewGuid().ToString();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => till.Place(key).ResponseAsync));

        answers.Distinct().Should().ContainSingle();
        (await till.Audit()).Should().BeEquivalentTo(new { Orders = 1, Charges = 1 });
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await using var till = await Till.Open();
        await till.Fill();
        var key = Guid.NewGuid().ToString();
        await till.Place(key);

        await Refused.Naming(till.Place(key, but: order => order.Address.City = "Prague"), IdempotencyKey.Header);
    }

    [Fact]
    public async Task A_key_whose_attempt_failed_may_be_used_for_another_card()
    {
        await using var till = await Till.Open();
        await till.Fill();
        var key = Guid.NewGuid().ToString();
        await Refused.Because(till.Place(key, but: order => order.CreditCard.CreditCardExpirationYear = 2020), "card-expired");

        var order = (await till.Place(key)).Order;

        order.Items.Should().ContainSingle();
    }

    [Fact]
    public async Task Keeps_the_mail_address_only_until_the_mail_is_handed_on_and_the_card_never()
    {
        await using var till = await Till.Open();
        await till.Fill();
        await till.Place();
        while (!DataFolder.Read(till.DataDirectory, "checkout", "SELECT count(*) FROM outbox").Contains("0"))
        {
            Till.Test.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var rows = DataFolder.Read(till.DataDirectory, "checkout", "SELECT hex(Result) || Fingerprint || UserId FROM orders");

        var secrets = new[] { "ana@example.com", "4432801561520454", "4432-8015-6152-0454" };
        rows.Should().NotContain(row => secrets.Any(secret => row.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(secret)))));
    }
}
