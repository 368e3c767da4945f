using System.Collections.Concurrent;
using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Basket = AstronomyShop.Contracts.Cart;

namespace AstronomyShop.Tests.Split.WholeShop;

/// <summary>The cart module is replaced by a server that implements only the public contract, like the cart service of the public shop.</summary>
public sealed class ForeignCartTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_order_is_placed_with_an_external_cart_service()
    {
        var port = FreePorts.Take();
        await using var foreign = await ServeAsync(port);
        var others = string.Join(',', Host.Shop.Modules.Select(module => module.Descriptor.Name).Where(name => name != "Cart"));
        await using var shop = await ShopUnderTest.StartAsync(Host.Shop.Modules, [("Shop:Run", others), ("CART_ADDR", $"127.0.0.1:{port}")]);
        var customer = new Customer(shop.Web);
        await customer.AddAsync("LS4PSXUNUM", 2);
        foreign.Services.GetRequiredService<PublicCartGrpcService>().Items[customer.UserId].Single().Quantity.Should().Be(2);

        var order = await customer.PlaceOrderAsync();

        ((int)order["items"]![0]!["item"]!["quantity"]!).Should().Be(2);
        await Eventually.HoldsAsync("the external cart is empty", async _ => (await customer.CartAsync()).Count == 0, TimeSpan.FromSeconds(60), TestCancellation);
    }

    private static async Task<WebApplication> ServeAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<PublicCartGrpcService>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        server.MapGrpcService<PublicCartGrpcService>();
        await server.StartAsync(TestCancellation);
        return server;
    }

    /// <summary>The three RPCs of the public contract.</summary>
    private sealed class PublicCartGrpcService : CartService.CartServiceBase
    {
        public ConcurrentDictionary<string, List<CartItem>> Items { get; } = new();

        public override Task<Empty> AddItem(AddItemRequest request, ServerCallContext context)
        {
            Items.GetOrAdd(request.UserId, _ => []).Add(request.Item);
            return Task.FromResult(new Empty());
        }

        public override Task<Basket> GetCart(GetCartRequest request, ServerCallContext context) =>
            Task.FromResult(new Basket { UserId = request.UserId, Items = { Items.GetValueOrDefault(request.UserId) ?? [] } });

        public override Task<Empty> EmptyCart(EmptyCartRequest request, ServerCallContext context)
        {
            Items.TryRemove(request.UserId, out _);
            return Task.FromResult(new Empty());
        }
    }
}
