using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class OrderedLinesRemovalContract(CartStoreFixture store) : CartStoreContract(store)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync("telescope", 3);
        await AddAsync("book", 1);
    }

    [Fact]
    public async Task Products_added_meanwhile_stay_in_the_cart()
    {
        await AddAsync("telescope", 2);
        await AddAsync("flashlight", 1);

        await RemoveAsync("order-1", ("telescope", 3), ("book", 1));

        (await LinesAsync()).Should().Equal(("telescope", 2), ("flashlight", 1));
    }

    [Fact]
    public async Task The_same_order_removes_its_lines_once()
    {
        await RemoveAsync("order-1", ("telescope", 1));
        await RemoveAsync("order-1", ("telescope", 1));
        (await LinesAsync()).Should().Equal(("telescope", 2), ("book", 1));

        await RemoveAsync("order-2", ("telescope", 1));
        (await LinesAsync()).Should().Equal(("telescope", 1), ("book", 1));
    }

    [Fact]
    public async Task Twenty_concurrent_removals_of_one_order_remove_its_lines_once()
    {
        await AddAsync("telescope", 50);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RemoveAsync("order-1", ("telescope", 2), ("book", 1))));

        (await LinesAsync()).Should().Equal(("telescope", 51));
    }

    [Fact]
    public async Task A_line_with_less_than_the_ordered_quantity_is_removed()
    {
        await AddAsync("telescope", -2);

        await RemoveAsync("order-1", ("telescope", 3), ("never there", 2));

        (await LinesAsync()).Should().Equal(("book", 1));
    }

    [Fact]
    public async Task Without_a_key_every_call_removes_lines()
    {
        await RemoveAsync(null, ("telescope", 1));
        await RemoveAsync(null, ("telescope", 1));

        (await LinesAsync()).Should().Equal(("telescope", 1), ("book", 1));
    }

    [Fact]
    public async Task Keys_of_two_users_are_independent()
    {
        var other = Guid.NewGuid().ToString();
        await Carts.AddItemAsync(new() { UserId = other, Item = new() { ProductId = "book", Quantity = 2 } }, cancellationToken: TestCancellation);

        await RemoveAsync("order-1", ("book", 1));
        await Carts.RemoveItemsAsync(
            new() { UserId = other, Items = { new CartItem { ProductId = "book", Quantity = 2 } } },
            new CallOptions(cancellationToken: TestCancellation).WithIdempotencyKey("order-1"));

        (await Carts.GetCartAsync(new() { UserId = other }, cancellationToken: TestCancellation)).Items.Should().BeEmpty();
    }

    private async Task RemoveAsync(string? key, params (string Product, int Quantity)[] lines)
    {
        var call = new CallOptions(cancellationToken: TestCancellation);
        await Carts.RemoveItemsAsync(
            new() { UserId = Shopper, Items = { lines.Select(line => new CartItem { ProductId = line.Product, Quantity = line.Quantity }) } },
            key is null ? call : call.WithIdempotencyKey(key));
    }
}

public sealed class SqliteOrderedLinesRemovalTests() : OrderedLinesRemovalContract(new SqliteCartStoreFixture());

[Requires(Part.Redis)]
public sealed class ValkeyOrderedLinesRemovalTests() : OrderedLinesRemovalContract(new ValkeyCartStoreFixture());
