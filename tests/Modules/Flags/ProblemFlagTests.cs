using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json.Nodes;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Ad;
using AstronomyShop.Modules.Audit;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Edge;
using AstronomyShop.Modules.Email;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Images;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Recommendation;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Modules.Checkout;
using AstronomyShop.Tests.Modules.Payment;
using AstronomyShop.Tests.Modules.Storefront;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Flags;

/// <summary>Each problem flag causes its symptom while it is on and no symptom after it is turned off.</summary>
public sealed class ProblemFlagTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ProductCatalogFailure_hides_one_product()
    {
        await using var flags = await FlagShop.StartAsync(new CatalogModule());
        var catalog = flags.Shop.Client(channel => new ProductCatalogService.ProductCatalogServiceClient(channel));
        AsyncUnaryCall<Product> Ask(string id) => catalog.GetProductAsync(new() { Id = id }, cancellationToken: TestCancellation);

        await flags.SetFlagAsync("productCatalogFailure", "off", document => Then(document, "on"));
        await RejectedCall.WithAsync(Ask("OLJCESPC7Z"), StatusCode.Internal);
        (await Ask("66VCHSJNUP")).Id.Should().Be("66VCHSJNUP");

        await flags.SetFlagAsync("productCatalogFailure", "off", document => Then(document, "off"));
        (await Ask("OLJCESPC7Z")).Id.Should().Be("OLJCESPC7Z");

        static JsonNode Then(JsonNode document, string variant)
        {
            document["flags"]!["productCatalogFailure"]!["targeting"]!["if"]![1] = variant;
            return document;
        }
    }

    [Fact]
    public async Task AdFailure_refuses_some_requests_for_ads()
    {
        await using var flags = await FlagShop.StartAsync(new AdModule());
        await flags.SetFlagAsync("adFailure", "on");
        (await RefusedOfAsync(500)).Should().BeInRange(1, 250);

        await flags.SetFlagAsync("adFailure", "off");
        (await RefusedOfAsync(500)).Should().Be(0);

        async Task<int> RefusedOfAsync(int calls)
        {
            var ads = flags.Shop.Client(channel => new AdService.AdServiceClient(channel));
            var refused = 0;
            for (var call = 0; call < calls; call++)
            {
                try
                {
                    await ads.GetAdsAsync(new AdRequest(), cancellationToken: TestCancellation);
                }
                catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
                {
                    refused++;
                }
            }

            return refused;
        }
    }

    [Fact]
    public async Task AdHighCpu_keeps_workers_busy_until_it_is_turned_off()
    {
        await using var flags = await FlagShop.StartAsync(new AdModule());
        var busy = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "demo.ad.busy_workers")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, change, _, _) => Interlocked.Add(ref busy, change));
        listener.Start();

        await flags.SetFlagAsync("adHighCpu", "on");
        await flags.Shop.Client(channel => new AdService.AdServiceClient(channel)).GetAdsAsync(new AdRequest(), cancellationToken: TestCancellation);
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref busy) > 0));

        await flags.SetFlagAsync("adHighCpu", "off");
        await UntilAsync(() => Task.FromResult(Volatile.Read(ref busy) == 0));
    }

    [Fact]
    public async Task AdManualGc_collects_garbage_within_a_call()
    {
        await using var flags = await FlagShop.StartAsync(new AdModule());
        var ads = flags.Shop.Client(channel => new AdService.AdServiceClient(channel));
        using var traced = new TracedCall();
        await ads.GetAdsAsync(new AdRequest(), traced.Headers, cancellationToken: TestCancellation);
        traced.Spans("collect garbage by hand").Should().BeEmpty();

        await flags.SetFlagAsync("adManualGc", "on");
        await ads.GetAdsAsync(new AdRequest(), traced.Headers, cancellationToken: TestCancellation);
        traced.Spans("collect garbage by hand").Should().ContainSingle();
    }

    [Fact]
    public async Task CartFailure_fails_only_the_calls_that_empty_a_cart()
    {
        const string user = "2ab5a1c5-6a5e-4f0f-9d0b-6f3c8f6f7a10";
        await using var flags = await FlagShop.StartAsync(new CartModule());
        var carts = flags.Shop.Client(channel => new CartService.CartServiceClient(channel));
        var item = new CartItem { ProductId = "OLJCESPC7Z", Quantity = 1 };
        AsyncUnaryCall<Contracts.Empty> EmptyIt() => carts.EmptyCartAsync(new() { UserId = user }, cancellationToken: TestCancellation);

        await flags.SetFlagAsync("cartFailure", "100%");
        var failure = await RejectedCall.BecauseAsync(EmptyIt(), "cart-failure");
        await RejectedCall.BecauseAsync(carts.RemoveItemsAsync(new() { UserId = user, Items = { item } }, cancellationToken: TestCancellation), "cart-failure");
        await carts.AddItemAsync(new() { UserId = user, Item = item }, cancellationToken: TestCancellation);
        (await carts.GetCartAsync(new() { UserId = user }, cancellationToken: TestCancellation)).Items.Should().ContainSingle();
        failure.Status.Detail.Should().NotContain("cartFailure");
        failure.IsServiceFault().Should().BeTrue();

        await flags.SetFlagAsync("cartFailure", "off");
        await EmptyIt();
        (await carts.GetCartAsync(new() { UserId = user }, cancellationToken: TestCancellation)).Items.Should().BeEmpty();
    }

    [Fact]
    public async Task CartFailure_can_fail_every_call_of_the_cart_and_other_pages_are_still_shown()
    {
        await using var flags = await FlagShop.StartAsync([new EdgeModule(), new ImagesModule(), .. StorefrontFixture.With(new CartModule())]);
        var carts = flags.Shop.Client(channel => new CartService.CartServiceClient(channel));
        Task<TestResponse> FetchAsync(string path) => flags.Shop.Web.FetchAsync(path, ("Cookie", StorefrontClient.Cookie()));

        await flags.SetFlagAsync("cartFailure", "everyCall");

        await RejectedCall.BecauseAsync(carts.GetCartAsync(new() { UserId = "ana" }, cancellationToken: TestCancellation), "cart-failure");
        await RejectedCall.BecauseAsync(carts.AddItemAsync(new() { UserId = "ana", Item = new() { ProductId = "OLJCESPC7Z", Quantity = 1 } }, cancellationToken: TestCancellation), "cart-failure");
        foreach (var path in (string[])["/", "/product/LS4PSXUNUM", "/orders"])
        {
            (await FetchAsync(path)).Status.Should().Be(HttpStatusCode.OK, path);
        }

        (await FetchAsync("/cart")).Status.Should().Be(HttpStatusCode.InternalServerError, "the cart page cannot be shown without the cart");

        await flags.SetFlagAsync("cartFailure", "off");
        (await FetchAsync("/cart")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task FailedReadinessProbe_makes_the_cart_not_ready()
    {
        await using var flags = await FlagShop.StartAsync(new CartModule());
        await flags.SetFlagAsync("failedReadinessProbe", "on");
        (await ReadyAsync()).Should().BeFalse();

        await flags.SetFlagAsync("failedReadinessProbe", "off");
        (await ReadyAsync()).Should().BeTrue();

        async Task<bool> ReadyAsync()
        {
            using var response = await flags.Shop.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), TestCancellation);
            return response.IsSuccessStatusCode;
        }
    }

    [Fact]
    public async Task PaymentFailure_refuses_charges_and_charges_nothing()
    {
        await using var flags = await FlagShop.StartAsync(new PaymentModule());
        var payments = flags.Shop.Client(channel => new PaymentService.PaymentServiceClient(channel));
        AsyncUnaryCall<ChargeResponse> Charge() => payments.ChargeAsync(TestCards.Charge(), cancellationToken: TestCancellation);

        await flags.SetFlagAsync("paymentFailure", "100%");
        var failure = await RejectedCall.BecauseAsync(Charge(), "payment-failure");
        failure.Status.Detail.Should().Be("Payment request failed. Invalid token.");
        failure.IsServiceFault().Should().BeTrue();

        await flags.SetFlagAsync("paymentFailure", "off");
        (await Charge()).TransactionId.Should().NotBeEmpty();
    }

    [Fact]
    public async Task IntlShippingSlowdown_delays_shipments_abroad()
    {
        await using var flags = await FlagShop.StartAsync(new ShippingModule(), new QuoteModule());
        await flags.SetFlagAsync("intlShippingSlowdown", "short", document =>
        {
            document["flags"]!["intlShippingSlowdown"]!["variants"]!["short"] = 5;
            return document;
        });
        (await TimeToAsync("Czechia")).Should().BeGreaterThan(TimeSpan.FromSeconds(4.9));
        (await TimeToAsync(" usa ")).Should().BeLessThan(TimeSpan.FromSeconds(4.9));

        await flags.SetFlagAsync("intlShippingSlowdown", "off");
        (await TimeToAsync("Czechia")).Should().BeLessThan(TimeSpan.FromSeconds(4.9));

        async Task<TimeSpan> TimeToAsync(string country)
        {
            var shipping = flags.Shop.Client(channel => new ShippingService.ShippingServiceClient(channel));
            var started = Stopwatch.GetTimestamp();
            await shipping.ShipOrderAsync(
                new() { Address = new Address { Country = country }, Items = { new CartItem { ProductId = "L9ECAV7KIM", Quantity = 1 } } },
                cancellationToken: TestCancellation);
            return Stopwatch.GetElapsedTime(started);
        }
    }

    [Fact]
    public async Task EmailMemoryLeak_keeps_every_email_until_it_is_turned_off()
    {
        await using var flags = await FlagShop.StartAsync(new EmailModule());
        await flags.SetFlagAsync("emailMemoryLeak", "100x");
        var first = (long)(await SendAsync("1"))!;
        first.Should().BePositive();
        ((long)(await SendAsync("2"))!).Should().BeGreaterThan(first);

        await flags.SetFlagAsync("emailMemoryLeak", "off");
        (await SendAsync("3")).Should().BeNull();

        async Task<object?> SendAsync(string order)
        {
            using var traced = new TracedCall();
            var request = new SendOrderConfirmationRequest { Email = "ana@example.com", Order = TestOrders.Order(order) };
            await flags.Shop.Client(channel => new EmailService.EmailServiceClient(channel))
                .SendOrderConfirmationAsync(request, traced.Headers, cancellationToken: TestCancellation);
            return traced.Span("oteldemo.EmailService/SendOrderConfirmation", ActivityKind.Server).GetTagItem("demo.email.kept_bytes");
        }
    }

    [Fact]
    public async Task RecommendationCacheFailure_grows_a_cache_until_it_is_turned_off()
    {
        await using var flags = await FlagShop.StartAsync(new RecommendationModule(), new CatalogModule());
        await flags.SetFlagAsync("recommendationCacheFailure", "on");
        var sizes = new List<int>();
        for (var call = 0; call < 40; call++)
        {
            sizes.Add((int)(await AskAsync()).GetTagItem("demo.product.count")!);
        }

        sizes.Should().BeInAscendingOrder();
        sizes[^1].Should().BeGreaterThan(sizes[0]);

        await flags.SetFlagAsync("recommendationCacheFailure", "off");
        (await AskAsync()).GetTagItem("demo.recommendation.cache_hit").Should().BeNull();

        async Task<Activity> AskAsync()
        {
            using var traced = new TracedCall();
            await flags.Shop.Client(channel => new RecommendationService.RecommendationServiceClient(channel))
                .ListRecommendationsAsync(new(), traced.Headers, cancellationToken: TestCancellation);
            return traced.Span("get_product_list", ActivityKind.Internal);
        }
    }

    [Fact]
    public async Task PaymentUnreachable_fails_orders_and_charges_nothing()
    {
        await using var flags = await FlagShop.StartAsync(WholeShop());
        await flags.SetFlagAsync("paymentUnreachable", "on");
        using var traced = new TracedCall();
        (await Assert.ThrowsAsync<RpcException>(() => Order(flags, traced.Headers).ResponseAsync)).StatusCode.Should().NotBe(StatusCode.OK);
        traced.Spans("oteldemo.PaymentService/Charge").Should().OnlyContain(span => span.Kind == ActivityKind.Client)
            .And.Contain(span => (string?)span.GetTagItem("demo.fault.injected") == "paymentUnreachable");

        await flags.SetFlagAsync("paymentUnreachable", "off");
        (await Order(flags, traced.Headers)).Order.OrderId.Should().NotBeEmpty();
        await UntilAsync(async () => (await AuditSummary.ReadAsync(flags.Shop)) is { Holds: true, Orders: > 0 });
    }

    [Fact]
    public async Task KafkaQueueProblems_publishes_an_order_many_times_and_consumes_slowly()
    {
        await using var flags = await FlagShop.StartAsync(WholeShop());
        await flags.SetFlagAsync("kafkaQueueProblems", "on");
        using var traced = new TracedCall();
        await Order(flags, traced.Headers);
        await UntilAsync(() => Task.FromResult(Read().Count >= 2));
        Read().Should().OnlyContain(span => span.Duration > TimeSpan.FromSeconds(0.9));

        await flags.SetFlagAsync("kafkaQueueProblems", "off");
        using var after = new TracedCall();
        await Order(flags, after.Headers);
        await UntilAsync(() => Task.FromResult(after.Spans("orders process").Count(span => span.Source.Name.EndsWith("FraudDetection", StringComparison.Ordinal)) == 1));

        List<Activity> Read() => [.. traced.Spans("orders process").Where(span => span.Source.Name.EndsWith("FraudDetection", StringComparison.Ordinal))];
    }

    private static IModule[] WholeShop() =>
    [
        new AccountingModule(), new AuditModule(), new CartModule(), new CatalogModule(), new CheckoutModule(), new CurrencyModule(), new EmailModule(),
        new FraudDetectionModule(), new PaymentModule(), new QuoteModule(), new ShippingModule(),
    ];

    private static AsyncUnaryCall<PlaceOrderResponse> Order(FlagShop flags, Metadata headers)
    {
        var shopper = Guid.NewGuid().ToString();
        flags.Shop.Client(channel => new CartService.CartServiceClient(channel))
            .AddItem(new() { UserId = shopper, Item = new CartItem { ProductId = "L9ECAV7KIM", Quantity = 1 } }, cancellationToken: TestCancellation);
        return flags.Shop.Client(channel => new CheckoutService.CheckoutServiceClient(channel)).PlaceOrderAsync(
            new()
            {
                UserId = shopper,
                UserCurrency = "USD",
                Email = "ana@example.com",
                Address = new Address { City = "Benatky", Country = "Czechia", StreetAddress = "Hrad 1", ZipCode = "29471", State = "CZ" },
                CreditCard = TestCards.Card(),
            },
            headers,
            cancellationToken: TestCancellation);
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            Stopwatch.GetElapsedTime(started).Should().BeLessThan(Timeout);
            await Task.Yield();
        }
    }
}
