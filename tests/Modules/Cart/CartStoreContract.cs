using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Cart;

/// <summary>A shop with only the cart module. The tests are written once and run against every cart store.</summary>
public abstract class CartStoreContract(CartStoreFixture store) : IAsyncLifetime
{
    protected static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    protected string Shopper { get; } = Guid.NewGuid().ToString();

    protected CartStoreFixture Store { get; } = store;

    protected CartService.CartServiceClient Carts { get; private set; } = null!;

    private ShopUnderTest? Shop { get; set; }

    public virtual async ValueTask InitializeAsync()
    {
        Shop = await Store.StartAsync();
        Carts = Shop.Client(channel => new CartService.CartServiceClient(channel));
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Shop is not null)
        {
            await Shop.DisposeAsync();
        }

        await Store.DisposeAsync();
    }

    protected AsyncUnaryCall<Empty> Adding(string product, int quantity) =>
        Carts.AddItemAsync(new() { UserId = Shopper, Item = new() { ProductId = product, Quantity = quantity } }, cancellationToken: TestCancellation);

    protected async Task AddAsync(string product, int quantity) => await Adding(product, quantity);

    protected async Task<IEnumerable<(string Product, int Quantity)>> LinesAsync(string? of = null)
    {
        var cart = await Carts.GetCartAsync(new() { UserId = of ?? Shopper }, cancellationToken: TestCancellation);
        return cart.Items.Select(item => (item.ProductId, item.Quantity));
    }
}
