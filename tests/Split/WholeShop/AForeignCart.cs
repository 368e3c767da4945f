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

/// <summary>One of our modules is replaced by a server that knows nothing of us, as the public shop's cart does not.</summary>
public sealed class AForeignCart
{
    private static CancellationToken Test => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_bought_through()
    {
        var port = FreePorts.Take();
        await using var foreign = await Serve(port);
        var others = string.Join(',', Host.Shop.Modules.Select(module => module.Descriptor.Name).Where(name => name != "Cart"));
        await using var shop = await ShopUnderTest.Start(Host.Shop.Modules, [("Shop:Run", others), ("CART_ADDR", $"127.0.0.1:{port}")]);
        var customer = new Customer(shop.Web);
        await customer.Add("LS4PSXUNUM", 2);
        foreign.Services.GetRequiredService<PublicCart>().Items[customer.UserId].Single().Quantity.Should().Be(2);

        var order = await customer.Buy();

        ((int)order["items"]![0]!["item"]!["quantity"]!).Should().Be(2);
        await Eventually.Holds("the foreign cart is emptied", async _ => (await customer.Cart()).Count == 0, TimeSpan.FromSeconds(60), Test);
    }

    private static async Task<WebApplication> Serve(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<PublicCart>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        server.MapGrpcService<PublicCart>();
        await server.StartAsync(Test);
        return server;
    }

    /// <summary>The three rpcs that the public contract has.</summary>
    private sealed class PublicCart : CartService.CartServiceBase
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
