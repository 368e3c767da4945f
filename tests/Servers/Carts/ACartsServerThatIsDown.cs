using System.Collections.Concurrent;
using System.Net;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Servers.Carts;

[Requires(Part.Redis)]
public sealed class ACartsServerThatIsDown : IAsyncLifetime
{
    private static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(60);

    private readonly string shopper = Guid.NewGuid().ToString();
    private RedisServer redis = null!;
    private TcpProxy line = null!;
    private ShopUnderTest shop = null!;
    private CartService.CartServiceClient carts = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        redis = await RedisServer.Start(Now);
        line = TcpProxy.To(redis.Port);
        shop = await ShopUnderTest.Start([new CartModule()], [("VALKEY_ADDR", line.Address)]);
        carts = shop.Client(channel => new CartService.CartServiceClient(channel));
    }

    public async ValueTask DisposeAsync()
    {
        await (shop?.DisposeAsync() ?? default);
        await (line?.DisposeAsync() ?? default);
        await (redis?.DisposeAsync() ?? default);
    }

    [Fact]
    public async Task Gives_no_empty_cart_but_UNAVAILABLE_and_the_cart_again_when_it_is_back()
    {
        await Add(3);

        await redis.Stop();
        (await Answer()).Should().Be(StatusCode.Unavailable);
        (await IsReady()).Should().BeFalse();
        (await IsAlive()).Should().BeTrue();

        await redis.Resume(Now);
        await BackAgain();
        (await Held()).Should().Be(3);
        await Add(1);
        (await Held()).Should().Be(4);
    }

    [Fact]
    public async Task Need_not_be_there_when_the_shop_opens()
    {
        await redis.Stop();
        await using var early = await ShopUnderTest.Start([new CartModule()], [("ConnectionStrings:Valkey", redis.ConnectionString)]);
        using var asked = await early.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), Now);
        asked.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);

        await redis.Resume(Now);

        await Eventually.Holds("the cart is ready", async token => await IsReady(early, token), SoonEnough, Now);
        await early.Client(channel => new CartService.CartServiceClient(channel)).AddItemAsync(
            new() { UserId = shopper, Item = new() { ProductId = "telescope", Quantity = 1 } }, cancellationToken: Now);
    }

    [Fact]
    public async Task Is_found_again_when_the_line_to_it_was_cut()
    {
        await Add(2);

        line.Cut();
        (await Answer()).Should().Be(StatusCode.Unavailable);
        line.Mend();

        await BackAgain();
        (await Held()).Should().Be(2);
    }

    [Fact]
    public async Task Holds_no_call_for_long_when_it_freezes()
    {
        await Add(1);

        redis.Freeze();
        (await Answer()).Should().Be(StatusCode.Unavailable);
        (await IsReady()).Should().BeFalse();
        redis.Thaw();

        await BackAgain();
        (await Held()).Should().Be(1);
    }

    [Fact]
    public async Task Loses_no_add_that_was_answered_while_its_connections_break_all_the_time()
    {
        using var adding = new CancellationTokenSource();
        var baskets = new ConcurrentBag<Basket>();
        var breaking = BreakUntil(adding.Token);
        var shoppers = Enumerable.Range(0, 8).Select(_ => FillUntil(baskets, adding.Token)).ToList();
        await Task.Delay(TimeSpan.FromSeconds(2), Now);
        await Eventually.Holds(
            "some adds were answered and some were not", _ => Task.FromResult(baskets.Any(one => one.Adds > 0) && baskets.Any(one => one.Unsure > 0)), SoonEnough, Now);
        await adding.CancelAsync();
        await Task.WhenAll([breaking, .. shoppers]);
        await BackAgain();

        foreach (var basket in baskets)
        {
            var cart = await carts.GetCartAsync(new() { UserId = basket.UserId }, cancellationToken: Now);
            cart.Items.Sum(item => item.Quantity).Should().BeInRange(basket.Adds, basket.Adds + basket.Unsure, basket.UserId);
        }
    }

    // Less often as time goes by, so that the line is mended in between on a busy machine too.
    private async Task BreakUntil(CancellationToken end)
    {
        for (var pause = TimeSpan.FromMilliseconds(200); !end.IsCancellationRequested; pause += TimeSpan.FromMilliseconds(20))
        {
            line.Cut();
            line.Mend();
            await Task.Delay(pause, CancellationToken.None);
        }
    }

    // At most a cart's limit in each: what is refused for that reason would say nothing.
    private async Task FillUntil(ConcurrentBag<Basket> baskets, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var basket = new Basket(Guid.NewGuid().ToString());
            baskets.Add(basket);
            while (!end.IsCancellationRequested && basket.Adds + basket.Unsure < 99)
            {
                await AddTo(basket);
            }
        }
    }

    private async Task AddTo(Basket basket)
    {
        try
        {
            await carts.AddItemAsync(new() { UserId = basket.UserId, Item = new() { ProductId = "telescope", Quantity = 1 } }, cancellationToken: Now);
            basket.Adds++;
        }
        catch (RpcException unavailable) when (unavailable.StatusCode == StatusCode.Unavailable)
        {
            basket.Unsure++;
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
        }
    }

    private async Task Add(int quantity) =>
        await carts.AddItemAsync(new() { UserId = shopper, Item = new() { ProductId = "telescope", Quantity = quantity } }, cancellationToken: Now);

    private async Task<int> Held() => (await carts.GetCartAsync(new() { UserId = shopper }, cancellationToken: Now)).Items.Sum(item => item.Quantity);

    private async Task<StatusCode> Answer()
    {
        try
        {
            await carts.GetCartAsync(new() { UserId = shopper }, cancellationToken: Now);
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    private Task BackAgain() => Eventually.Holds("carts are answered", async _ => await Answer() == StatusCode.OK, SoonEnough, Now);

    private Task<bool> IsReady() => IsReady(shop, Now);

    private static async Task<bool> IsReady(ShopUnderTest shop, CancellationToken cancellation)
    {
        using var answer = await shop.Management.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellation);
        return answer.IsSuccessStatusCode;
    }

    private async Task<bool> IsAlive()
    {
        using var answer = await shop.Management.GetAsync(new Uri("/health/live", UriKind.Relative), Now);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>What one cart was told: so many adds were answered, and of so many nobody knows.</summary>
    private sealed class Basket(string userId)
    {
        public string UserId { get; } = userId;

        public int Adds { get; set; }

        public int Unsure { get; set; }
    }
}
