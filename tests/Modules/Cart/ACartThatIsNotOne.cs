using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class ACartThatIsNotOne(CartStoreUnderTest store) : ACart(store)
{
    private static readonly CartItem Telescope = new() { ProductId = "0PUK6V6EV0", Quantity = 1 };

    public static TheoryData<string> NoUuids { get; } =
    [
        "ana", "00000000000000000000000000000000", "{7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b11}", " 7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b11",
        "7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b1g", "7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b11' OR '1'='1",
    ];

    [Theory]
    [MemberData(nameof(NoUuids))]
    public async Task Nobody_has_a_cart_without_a_uuid(string userId)
    {
        await Refused.Naming(Carts.AddItemAsync(new() { UserId = userId, Item = Telescope }, cancellationToken: Now), "user_id");
        await Refused.Naming(Carts.GetCartAsync(new() { UserId = userId }, cancellationToken: Now), "user_id");
        await Refused.Naming(Carts.EmptyCartAsync(new() { UserId = userId }, cancellationToken: Now), "user_id");
        await Refused.Naming(Carts.RemoveItemsAsync(new() { UserId = userId, Items = { Telescope } }, cancellationToken: Now), "user_id");
    }

    [Fact]
    public async Task Nobody_in_particular_reads_an_empty_cart_but_cannot_write_one()
    {
        var cart = await Carts.GetCartAsync(new(), cancellationToken: Now);

        cart.Items.Should().BeEmpty();
        await Refused.Naming(Carts.AddItemAsync(new() { Item = Telescope }, cancellationToken: Now), "user_id");
        await Refused.Naming(Carts.EmptyCartAsync(new(), cancellationToken: Now), "user_id");
        await Refused.Naming(Carts.RemoveItemsAsync(new() { Items = { Telescope } }, cancellationToken: Now), "user_id");
    }

    [Fact]
    public async Task A_shopper_the_shop_has_not_seen_has_an_empty_cart()
    {
        var cart = await Carts.GetCartAsync(new() { UserId = Shopper }, cancellationToken: Now);

        cart.Should().Be(new Contracts.Cart { UserId = Shopper });
    }

    [Fact]
    public async Task An_add_names_what_it_lacks()
    {
        await Refused.Naming(Carts.AddItemAsync(new() { UserId = Shopper }, cancellationToken: Now), "item");
        await Refused.Naming(Adding(new() { Quantity = 1 }), "item.product_id");
        await Refused.Naming(Adding(new() { ProductId = "x" }), "item.quantity");
    }

    [Fact]
    public async Task A_removal_names_the_line_it_lacks_something_of()
    {
        await Refused.Naming(Removing(Telescope, new() { Quantity = 1 }), "items[1].product_id");
        await Refused.Naming(Removing(Telescope, new() { ProductId = "x" }), "items[1].quantity");
        await Refused.Naming(Removing(new CartItem { ProductId = "x", Quantity = -1 }), "items[0].quantity");
    }

    private Grpc.Core.AsyncUnaryCall<Empty> Adding(CartItem item) =>
        Carts.AddItemAsync(new() { UserId = Shopper, Item = item }, cancellationToken: Now);

    private Grpc.Core.AsyncUnaryCall<Empty> Removing(params CartItem[] items) =>
        Carts.RemoveItemsAsync(new() { UserId = Shopper, Items = { items } }, cancellationToken: Now);
}

public sealed class ACartThatIsNotOneInSqlite() : ACartThatIsNotOne(new SqliteStoreUnderTest());

[Requires(Part.Redis)]
public sealed class ACartThatIsNotOneInValkey() : ACartThatIsNotOne(new ValkeyStoreUnderTest());
