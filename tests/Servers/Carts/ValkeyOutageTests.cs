using System.Collections.Concurrent;
using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Servers.Carts;

[Requires(Part.Redis)]
public sealed class ValkeyOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    private readonly string shopper = Guid.NewGuid().ToString();
    private RedisServer redis = null!;
    private TcpProxy proxy = null!;
    private ShopUnderTest shop = null!;
    private CartService.CartServiceClient carts = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.StartAsync(TestCancellation);
        proxy = TcpProxy.To(redis.Port);
        shop = await ShopUnderTest.StartAsync([new CartModule()], [("VALKEY_ADDR", proxy.Address)]);
        carts = shop.Client(channel => new CartService.CartServiceClient(channel));
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (proxy?.DisposeAsync() ?? default);
        await (redis?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Carts_are_UNAVAILABLE_during_an_outage_and_return_afterwards()
    {
        await AddAsync(3);

        await redis.StopAsync();
        (await AnswerAsync()).Should().Be(StatusCode.Unavailable);
        (await IsReadyAsync()).Should().BeFalse();
        (await IsAliveAsync()).Should().BeTrue();

        await redis.ResumeAsync(TestCancellation);
        await WaitUntilAvailableAsync();
        (await QuantityAsync()).Should().Be(3);
        await AddAsync(1);
        (await QuantityAsync()).Should().Be(4);
    }

    [Fact]
    public async Task The_shop_starts_without_the_cart_server()
    {
        await redis.StopAsync();
        await using var early = await ShopUnderTest.StartAsync([new CartModule()], [("ConnectionStrings:Valkey", redis.ConnectionString)]);
        using var requested = await early.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), TestCancellation);
        requested.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        await redis.ResumeAsync(TestCancellation);

        await Eventually.HoldsAsync("the cart is ready", async cancellationToken => await IsReadyAsync(early, cancellationToken), Timeout, TestCancellation);
        await early.Client(channel => new CartService.CartServiceClient(channel)).AddItemAsync(
            new() { UserId = shopper, Item = new() { ProductId = "telescope", Quantity = 1 } }, cancellationToken: TestCancellation);
    }

    [Fact]
    public async Task The_shop_reconnects_after_a_broken_connection()
    {
        await AddAsync(2);

        proxy.Cut();
        (await AnswerAsync()).Should().Be(StatusCode.Unavailable);
        proxy.Restore();

        await WaitUntilAvailableAsync();
        (await QuantityAsync()).Should().Be(2);
    }

    [Fact]
    public async Task A_frozen_cart_server_does_not_block_calls_for_long()
    {
        await AddAsync(1);

        redis.Freeze();
        (await AnswerAsync()).Should().Be(StatusCode.Unavailable);
        (await IsReadyAsync()).Should().BeFalse();
        redis.Thaw();

        await WaitUntilAvailableAsync();
        (await QuantityAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Breaking_connections_lose_no_confirmed_add()
    {
        using var adding = new CancellationTokenSource();
        var expectedCarts = new ConcurrentBag<ExpectedCart>();
        var breaking = BreakUntilAsync(adding.Token);
        var shoppers = Enumerable.Range(0, 8).Select(_ => FillUntilAsync(expectedCarts, adding.Token)).ToList();
        await Task.Delay(TimeSpan.FromSeconds(2), TestCancellation);
        await Eventually.HoldsAsync(
            "some adds were answered and some were not", _ => Task.FromResult(expectedCarts.Any(one => one.Adds > 0) && expectedCarts.Any(one => one.Unconfirmed > 0)), Timeout, TestCancellation);
        await adding.CancelAsync();
        await Task.WhenAll([breaking, .. shoppers]);
        await WaitUntilAvailableAsync();

        foreach (var expected in expectedCarts)
        {
            var cart = await carts.GetCartAsync(new() { UserId = expected.UserId }, cancellationToken: TestCancellation);
            cart.Items.Sum(item => item.Quantity).Should().BeInRange(expected.Adds, expected.Adds + expected.Unconfirmed, expected.UserId);
        }
    }

    // The pauses get longer, so that the connection is restored between two breaks on a busy machine too.
    private async Task BreakUntilAsync(CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.FromMilliseconds(200); !cancellationToken.IsCancellationRequested; pause += TimeSpan.FromMilliseconds(20))
        {
            proxy.Cut();
            proxy.Restore();
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    // Each cart stays within the quantity limit of a product: an add that exceeds the limit would be rejected and would prove nothing.
    private async Task FillUntilAsync(ConcurrentBag<ExpectedCart> expectedCarts, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var expected = new ExpectedCart(Guid.NewGuid().ToString());
            expectedCarts.Add(expected);
            while (!cancellationToken.IsCancellationRequested && expected.Adds + expected.Unconfirmed < 99)
            {
                await AddToAsync(expected);
            }
        }
    }

    private async Task AddToAsync(ExpectedCart expectedCart)
    {
        try
        {
            await carts.AddItemAsync(new() { UserId = expectedCart.UserId, Item = new() { ProductId = "telescope", Quantity = 1 } }, cancellationToken: TestCancellation);
            expectedCart.Adds++;
        }
        catch (RpcException exception) when (exception.StatusCode == StatusCode.Unavailable)
        {
            expectedCart.Unconfirmed++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    private async Task AddAsync(int quantity) =>
        await carts.AddItemAsync(new() { UserId = shopper, Item = new() { ProductId = "telescope", Quantity = quantity } }, cancellationToken: TestCancellation);

    private async Task<int> QuantityAsync() => (await carts.GetCartAsync(new() { UserId = shopper }, cancellationToken: TestCancellation)).Items.Sum(item => item.Quantity);

    private async Task<StatusCode> AnswerAsync()
    {
        try
        {
            await carts.GetCartAsync(new() { UserId = shopper }, cancellationToken: TestCancellation);
            return StatusCode.OK;
        }
        catch (RpcException exception)
        {
            return exception.StatusCode;
        }
    }

    private Task WaitUntilAvailableAsync() => Eventually.HoldsAsync("the cart service responds", async _ => await AnswerAsync() == StatusCode.OK, Timeout, TestCancellation);

    private Task<bool> IsReadyAsync() => IsReadyAsync(shop, TestCancellation);

    private static async Task<bool> IsReadyAsync(ShopUnderTest shop, CancellationToken cancellationToken)
    {
        using var response = await shop.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
        return response.IsSuccessStatusCode;
    }

    private async Task<bool> IsAliveAsync()
    {
        using var response = await shop.Management.GetAsync(new Uri("/health/live", UriKind.Relative), TestCancellation);
        return response.IsSuccessStatusCode;
    }

    /// <summary>The expected content of one cart: confirmed adds and adds with unknown outcome.</summary>
    private sealed class ExpectedCart(string userId)
    {
        public string UserId { get; } = userId;

        public int Adds { get; set; }

        public int Unconfirmed { get; set; }
    }
}
