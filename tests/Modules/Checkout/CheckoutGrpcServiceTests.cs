using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Checkout;

public sealed class CheckoutGrpcServiceTests
{
    public static TheoryData<string, Action<PlaceOrderRequest>> IncompleteOrders => new()
    {
        { "user_id", order => order.UserId = string.Empty },
        { "user_currency", order => order.UserCurrency = string.Empty },
        { "user_currency", order => order.UserCurrency = "XXX" },
        { "email", order => order.Email = string.Empty },
        { "email", order => order.Email = "4432-8015-6152-0454" },
        { "email", order => order.Email = "Ana <ana@example.com>" },
        { "user_id", order => order.UserId = "4432-8015-6152-0454" },
        { "user_currency", order => order.UserCurrency = "4432-8015-6152-0454" },
        { "address", order => order.Address = null },
        { "address.city", order => order.Address.City = "a\0b" },
        { "credit_card", order => order.CreditCard = null },
    };

    [Fact]
    public async Task A_placed_order_has_prices_in_the_users_currency_and_a_tracking_id()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync(CheckoutShop.Flashlight, 2);

        var order = (await shop.Place()).Order;

        var line = order.Items.Should().ContainSingle().Subject;
        line.Cost.Should().Be(new Contracts.Money { CurrencyCode = "EUR", Units = 50, Nanos = 490_000_000 });
        line.Item.Quantity.Should().Be(2);

        // Two items ship for 17.98 USD.
        order.ShippingCost.Should().Be(new Contracts.Money { CurrencyCode = "EUR", Units = 15, Nanos = 900_000_000 });
        Guid.TryParse(order.ShippingTrackingId, out _).Should().BeTrue();
        order.ShippingAddress.City.Should().Be("Benatky");
    }

    [Fact]
    public async Task A_placed_order_removes_its_lines_from_the_cart()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();

        await shop.Place();

        (await shop.CartLinesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_placed_order_is_found_by_its_id()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        var placed = (await shop.Place()).Order;

        var found = await shop.Checkout.GetOrderAsync(new GetOrderRequest { OrderId = placed.OrderId }, cancellationToken: CheckoutShop.TestCancellation);

        found.Order.Should().Be(placed);
        found.Total.Should().Be(new Contracts.Money { CurrencyCode = "EUR", Units = 58, Nanos = 440_000_000 });
    }

    [Fact]
    public async Task An_order_is_found_with_the_user_that_placed_it_and_not_with_another()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        var placed = (await shop.Place()).Order;

        (await FindAsync(shop.UserId)).Order.Should().Be(placed);
        (await FindAsync(shop.UserId.ToUpperInvariant())).Order.Should().Be(placed);
        await RejectedCall.WithAsync(FindAsync(Guid.NewGuid().ToString()), StatusCode.NotFound);

        AsyncUnaryCall<GetOrderResponse> FindAsync(string user) =>
            shop.Checkout.GetOrderAsync(new GetOrderRequest { OrderId = placed.OrderId, UserId = user }, cancellationToken: CheckoutShop.TestCancellation);
    }

    [Fact]
    public async Task An_unknown_order_is_not_found()
    {
        await using var shop = await CheckoutShop.OpenAsync();

        await RejectedCall.WithAsync(shop.Checkout.GetOrderAsync(new GetOrderRequest { OrderId = Guid.NewGuid().ToString() }, cancellationToken: CheckoutShop.TestCancellation), StatusCode.NotFound);
    }

    [Theory, MemberData(nameof(IncompleteOrders))]
    public async Task An_incomplete_order_is_rejected_with_the_invalid_field(string field, Action<PlaceOrderRequest> but)
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();

        await RejectedCall.NamingAsync(shop.Place(but: but), field);

        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Holds = true, Charges = 0 });
    }

    [Fact]
    public async Task An_empty_cart_is_rejected()
    {
        await using var shop = await CheckoutShop.OpenAsync();

        await RejectedCall.BecauseAsync(shop.Place(), "cart-empty");
    }

    [Fact]
    public async Task An_order_that_would_cost_nothing_is_a_fault_of_the_shop()
    {
        await using var shop = await CheckoutShop.OpenAsync(replacements: [new WorthlessCurrencyModule()]);
        await shop.FillAsync();

        var failure = (await shop.Awaiting(one => one.Place().ResponseAsync).Should().ThrowAsync<RpcException>()).Which;

        failure.IsServiceFault().Should().BeTrue();
        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Holds = true, Charges = 0 });
    }

    [Fact]
    public async Task A_declined_card_creates_no_shipment_and_keeps_the_cart()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();

        await RejectedCall.BecauseAsync(shop.Place(but: order => order.CreditCard.CreditCardExpirationYear = 2020), "card-expired");

        (await shop.CartLinesAsync()).Should().ContainSingle();
        DataFolder.Read(shop.DataDirectory, "shipping", "SELECT count(*) FROM shipments").Should().Equal("0");
        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Holds = true, Orders = 0, Charges = 0 });
    }

    [Fact]
    public async Task The_same_key_and_request_give_the_same_order()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        var key = Guid.NewGuid().ToString();

        var responses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Place(key).ResponseAsync));

        responses.Distinct().Should().ContainSingle();
        (await shop.AuditAsync()).Should().BeEquivalentTo(new { Orders = 1, Charges = 1 });
    }

    [Fact]
    public async Task An_attempt_that_finds_the_cart_emptied_by_another_returns_the_order_of_the_other()
    {
        var (isReading, isPlaced) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var shop = await CheckoutShop.OpenAsync(replacements: new FakeCartModule(async () =>
        {
            if (!isReading.TrySetResult())
            {
                return new Contracts.Cart { Items = { new CartItem { ProductId = CheckoutShop.Flashlight, Quantity = 1 } } };
            }

            await isPlaced.Task;
            return new Contracts.Cart();
        }));
        var key = Guid.NewGuid().ToString();

        var late = shop.Place(key).ResponseAsync;
        await isReading.Task;
        var first = await shop.Place(key);
        isPlaced.SetResult();

        (await late).Should().Be(first);
    }

    [Fact]
    public async Task A_double_click_is_not_logged_as_an_error()
    {
        using var logs = new RecordingLoggerProvider();
        await using var shop = await CheckoutShop.OpenAsync(configure: logs.AddTo);
        await shop.FillAsync();
        var key = Guid.NewGuid().ToString();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Place(key).ResponseAsync));

        logs.Errors.Should().BeEmpty();
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_rejected()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        var key = Guid.NewGuid().ToString();
        await shop.Place(key);

        await RejectedCall.NamingAsync(shop.Place(key, but: order => order.Address.City = "Prague"), IdempotencyKey.Header);
    }

    // With a plain hash, a guessed e-mail address could be verified by anyone who can read the database.
    [Fact]
    public async Task A_stored_fingerprint_cannot_be_computed_from_the_request_alone()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        await shop.Place();

        DataFolder.Read(shop.DataDirectory, "checkout", "SELECT Fingerprint FROM orders").Should().NotContain(PlainFingerprint(shop.NewOrder())).And.OnlyContain(stored => stored.StartsWith("hmac:"));
    }

    [Fact]
    public async Task A_fingerprint_of_an_earlier_version_is_keyed_at_startup_and_still_recognised()
    {
        using var folder = new DataFolder();
        var key = Guid.NewGuid().ToString();
        PlaceOrderRequest request;
        PlaceOrderResponse placed;
        await using (var before = await CheckoutShop.OpenAsync(folder.Path))
        {
            await before.FillAsync();
            request = before.NewOrder();
            placed = await before.Place(key);
        }

        DataFolder.Execute(folder.Path, "checkout", $"UPDATE orders SET Fingerprint = '{PlainFingerprint(request)}'");
        await using var shop = await CheckoutShop.OpenAsync(folder.Path);

        (await shop.Place(key, but: order => order.UserId = request.UserId)).Should().Be(placed);
        await RejectedCall.NamingAsync(shop.Place(key, but: order => (order.UserId, order.Email) = (request.UserId, "bob@example.com")), IdempotencyKey.Header);
        await Eventually.HoldsAsync(
            "the stored fingerprint is keyed",
            _ => Task.FromResult(DataFolder.Read(folder.Path, "checkout", "SELECT Fingerprint FROM orders").Single().StartsWith("hmac:")),
            TimeSpan.FromSeconds(30),
            CheckoutShop.TestCancellation);
    }

    [Fact]
    public async Task A_key_of_a_failed_attempt_can_be_used_with_another_card()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        var key = Guid.NewGuid().ToString();
        await RejectedCall.BecauseAsync(shop.Place(key, but: order => order.CreditCard.CreditCardExpirationYear = 2020), "card-expired");

        var order = (await shop.Place(key)).Order;

        order.Items.Should().ContainSingle();
    }

    [Fact]
    public async Task The_email_address_is_kept_until_the_email_is_handed_over_and_the_card_is_never_kept()
    {
        await using var shop = await CheckoutShop.OpenAsync();
        await shop.FillAsync();
        await shop.Place();
        while (!DataFolder.Read(shop.DataDirectory, "checkout", "SELECT count(*) FROM outbox").Contains("0"))
        {
            CheckoutShop.TestCancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var rows = DataFolder.Read(shop.DataDirectory, "checkout", "SELECT hex(Result) || Fingerprint || UserId FROM orders");

        var secrets = new[] { "ana@example.com", "4432801561520454", "4432-8015-6152-0454" };
        rows.Should().NotContain(row => secrets.Any(secret => row.Contains(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(secret)))));
    }

    private static string PlainFingerprint(PlaceOrderRequest request)
    {
        var safe = request.Clone();
        (safe.CreditCard.CreditCardCvv, safe.CreditCard.CreditCardNumber) = (0, "0454");
        return Convert.ToHexString(RequestFingerprint.Of(safe));
    }
}
