using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class CartValidationContract(CartStoreFixture store) : CartStoreContract(store)
{
    private static readonly CartItem Telescope = new() { ProductId = "0PUK6V6EV0", Quantity = 1 };

    public static TheoryData<string> NoUuids { get; } =
    [
        "ana", "00000000000000000000000000000000", "{7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b11}", " 7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b11",
        "7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b1g", "7f2c1c52-3f54-4cf2-8a37-1f3f3c0a2b11' OR '1'='1",
    ];

    [Theory]
    [MemberData(nameof(NoUuids))]
    public async Task A_user_id_must_be_a_uuid(string userId)
    {
        await RejectedCall.NamingAsync(Carts.AddItemAsync(new() { UserId = userId, Item = Telescope }, cancellationToken: TestCancellation), "user_id");
        await RejectedCall.NamingAsync(Carts.GetCartAsync(new() { UserId = userId }, cancellationToken: TestCancellation), "user_id");
        await RejectedCall.NamingAsync(Carts.EmptyCartAsync(new() { UserId = userId }, cancellationToken: TestCancellation), "user_id");
        await RejectedCall.NamingAsync(Carts.RemoveItemsAsync(new() { UserId = userId, Items = { Telescope } }, cancellationToken: TestCancellation), "user_id");
    }

    [Fact]
    public async Task An_empty_user_id_reads_an_empty_cart_and_cannot_write()
    {
        var cart = await Carts.GetCartAsync(new(), cancellationToken: TestCancellation);

        cart.Items.Should().BeEmpty();
        await RejectedCall.NamingAsync(Carts.AddItemAsync(new() { Item = Telescope }, cancellationToken: TestCancellation), "user_id");
        await RejectedCall.NamingAsync(Carts.EmptyCartAsync(new(), cancellationToken: TestCancellation), "user_id");
        await RejectedCall.NamingAsync(Carts.RemoveItemsAsync(new() { Items = { Telescope } }, cancellationToken: TestCancellation), "user_id");
    }

    [Fact]
    public async Task An_unknown_user_has_an_empty_cart()
    {
        var cart = await Carts.GetCartAsync(new() { UserId = Shopper }, cancellationToken: TestCancellation);

        cart.Should().Be(new Contracts.Cart { UserId = Shopper });
    }

    [Fact]
    public async Task An_incomplete_add_is_rejected_with_the_missing_field()
    {
        await RejectedCall.NamingAsync(Carts.AddItemAsync(new() { UserId = Shopper }, cancellationToken: TestCancellation), "item");
        await RejectedCall.NamingAsync(Adding(new() { Quantity = 1 }), "item.product_id");
        await RejectedCall.NamingAsync(Adding(new() { ProductId = "x" }), "item.quantity");
    }

    [Fact]
    public async Task An_incomplete_removal_is_rejected_with_the_invalid_line()
    {
        await RejectedCall.NamingAsync(Removing(Telescope, new() { Quantity = 1 }), "items[1].product_id");
        await RejectedCall.NamingAsync(Removing(Telescope, new() { ProductId = "x" }), "items[1].quantity");
        await RejectedCall.NamingAsync(Removing(new CartItem { ProductId = "x", Quantity = -1 }), "items[0].quantity");
    }

    private Grpc.Core.AsyncUnaryCall<Empty> Adding(CartItem item) =>
        Carts.AddItemAsync(new() { UserId = Shopper, Item = item }, cancellationToken: TestCancellation);

    private Grpc.Core.AsyncUnaryCall<Empty> Removing(params CartItem[] items) =>
        Carts.RemoveItemsAsync(new() { UserId = Shopper, Items = { items } }, cancellationToken: TestCancellation);
}

public sealed class SqliteCartValidationTests() : CartValidationContract(new SqliteCartStoreFixture());

[Requires(Part.Redis)]
public sealed class ValkeyCartValidationTests() : CartValidationContract(new ValkeyCartStoreFixture());
