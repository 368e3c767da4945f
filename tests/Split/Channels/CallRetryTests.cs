using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace AstronomyShop.Tests.Split.Channels;

public sealed class CallRetryTests
{
    // This list repeats the options of the contracts on purpose: an option that is changed by mistake could charge a card twice.
    private static readonly string[] RetriedWithoutKey =
    [
        "/oteldemo.AccountingService/ListBookedOrders",
        "/oteldemo.AdService/GetAds",
        "/oteldemo.AuditSource/ReadSnapshot",
        "/oteldemo.CartService/GetCart",
        "/oteldemo.CheckoutService/GetOrder",
        "/oteldemo.CurrencyService/Convert",
        "/oteldemo.CurrencyService/ConvertAll",
        "/oteldemo.CurrencyService/GetSupportedCurrencies",
        "/oteldemo.EmailService/SendOrderConfirmation",
        "/oteldemo.EventDelivery/Deliver",
        "/oteldemo.FeatureFlagService/GetFlag",
        "/oteldemo.FeatureFlagService/ListFlags",
        "/oteldemo.PaymentService/Refund",
        "/oteldemo.ProductCatalogService/GetProduct",
        "/oteldemo.ProductCatalogService/ListProducts",
        "/oteldemo.ProductCatalogService/SearchProducts",
        "/oteldemo.QuoteService/CalculateQuote",
        "/oteldemo.RecommendationService/ListRecommendations",
        "/oteldemo.ShippingService/CancelShipment",
        "/oteldemo.ShippingService/GetQuote",
    ];

    private static readonly string[] RetriedWithKey =
    [
        "/oteldemo.CartService/RemoveItems",
        "/oteldemo.CheckoutService/PlaceOrder",
        "/oteldemo.PaymentService/Charge",
        "/oteldemo.ShippingService/ShipOrder",
    ];

    private static readonly Metadata UnderAKey = new() { { IdempotencyKey.Header, "order-1" } };

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_read_succeeds_at_the_third_attempt() =>
        (await AttemptsAsync(2, caller => caller.Carts.GetCartAsync(new GetCartRequest(), cancellationToken: TestCancellation))).Should().Be((StatusCode.OK, 2, 1));

    [Fact]
    public async Task A_read_fails_after_the_third_attempt() =>
        (await AttemptsAsync(3, caller => caller.Carts.GetCartAsync(new GetCartRequest(), cancellationToken: TestCancellation))).Should().Be((StatusCode.Unavailable, 3, 0));

    [Fact]
    public async Task An_add_to_the_cart_is_never_retried() =>
        (await AttemptsAsync(1, caller => caller.Carts.AddItemAsync(new AddItemRequest(), headers: UnderAKey, cancellationToken: TestCancellation)))
            .Should().Be((StatusCode.Unavailable, 1, 0));

    [Fact]
    public async Task A_charge_without_a_key_is_not_retried() =>
        (await AttemptsAsync(1, caller => caller.Payments.ChargeAsync(new ChargeRequest(), cancellationToken: TestCancellation))).Should().Be((StatusCode.Unavailable, 1, 0));

    [Fact]
    public async Task A_charge_with_a_key_is_retried() =>
        (await AttemptsAsync(1, caller => caller.Payments.ChargeAsync(new ChargeRequest(), headers: UnderAKey, cancellationToken: TestCancellation)))
            .Should().Be((StatusCode.OK, 1, 1));

    [Fact]
    public async Task A_call_answered_with_UNAVAILABLE_is_not_retried() =>
        (await AttemptsAsync(0, caller => caller.Carts.GetCartAsync(new GetCartRequest { UserId = "closed" }, cancellationToken: TestCancellation)))
            .Should().Be((StatusCode.Unavailable, 0, 1));

    [Fact]
    public async Task Retries_end_with_the_deadline()
    {
        var (caller, shop) = await CallingModule.StartAsync($"http://127.0.0.1:{FreePorts.Take()}");
        await using var _ = shop;

        var failure = await caller.Awaiting(one => one.Carts.GetCartAsync(new GetCartRequest(), deadline: DateTime.UtcNow.AddMilliseconds(20)).ResponseAsync)
            .Should().ThrowAsync<RpcException>();

        failure.Which.StatusCode.Should().BeOneOf(StatusCode.Unavailable, StatusCode.DeadlineExceeded);
    }

    [Fact]
    public void The_contracts_name_the_RPCs_that_are_retried()
    {
        var services = typeof(CartService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<ServiceDescriptor>()
            .ToList();
        var retryable = new RetryableRpcs(services);
        var paths = services.SelectMany(service => service.Methods).Select(PathOf).ToList();

        paths.Where(path => retryable.Contains(path, null)).Should().BeEquivalentTo(RetriedWithoutKey);
        paths.Where(path => retryable.Contains(path, UnderAKey) && !retryable.Contains(path, null)).Should().BeEquivalentTo(RetriedWithKey);
    }

    private static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>The status of the call, the number of dropped connections, and the number of calls that the callee received.</summary>
    private static async Task<(StatusCode Code, int Broken, int Asked)> AttemptsAsync<TResponse>(int hangsUp, Func<CallingModule, AsyncUnaryCall<TResponse>> call)
    {
        var callee = new AnsweringModule("teller");
        await using var counter = await ShopUnderTest.StartAsync([callee]);
        await using var line = new UnreliableProxy(counter.GrpcAddress.Port, hangsUp);
        var (caller, shop) = await CallingModule.StartAsync(line.Address);
        await using var _ = shop;
        try
        {
            await call(caller);
            return (StatusCode.OK, line.DroppedConnections, callee.Calls);
        }
        catch (RpcException exception)
        {
            return (exception.StatusCode, line.DroppedConnections, callee.Calls);
        }
    }
}
