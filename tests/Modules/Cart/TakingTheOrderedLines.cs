using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class TakingTheOrderedLines(CartStoreUnderTest store) : ACart(store)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Add("telescope", 3);
        await Add("book", 1);
    }

    [Fact]
    public async Task What_was_added_meanwhile_stays()
    {
        await Add("telescope", 2);
        await Add("flashlight", 1);

        await Remove("order-1", ("telescope", 3), ("book", 1));

        (await Lines()).Should().Equal(("telescope", 2), ("flashlight", 1));
    }

    [Fact]
    public async Task The_same_order_takes_its_lines_once()
    {
        await Remove("order-1", ("telescope", 1));
        await Remove("order-1", ("telescope", 1));
        (await Lines()).Should().Equal(("telescope", 2), ("book", 1));

        await Remove("order-2", ("telescope", 1));
        (await Lines()).Should().Equal(("telescope", 1), ("book", 1));
    }

    [Fact]
    public async Task The_same_order_asked_for_twenty_times_at_once_takes_its_lines_once()
    {
        await Add("telescope", 50);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Remove("order-1", ("telescope", 2), ("book", 1))));

        (await Lines()).Should().Equal(("telescope", 51));
    }

    [Fact]
    public async Task A_line_with_less_than_was_ordered_is_gone()
    {
        await Add("telescope", -2);

        await Remove("order-1", ("telescope", 3), ("never there", 2));

        (await Lines()).Should().Equal(("book", 1));
    }

    [Fact]
    public async Task Without_a_key_every_call_takes_away()
    {
        await Remove(null, ("telescope", 1));
        await Remove(null, ("telescope", 1));

        (await Lines()).Should().Equal(("telescope", 1), ("book", 1));
    }

    [Fact]
    public async Task The_key_of_one_shopper_says_nothing_of_another()
    {
        var other = Guid.NewGuid().ToString();
        await Carts.AddItemAsync(new() { UserId = other, Item = new() { ProductId = "book", Quantity = 2 } }, cancellationToken: Now);

        await Remove("order-1", ("book", 1));
        await Carts.RemoveItemsAsync(
            new() { UserId = other, Items = { new CartItem { ProductId = "book", Quantity = 2 } } },
            new CallOptions(cancellationToken: Now).WithIdempotencyKey("order-1"));

        (await Carts.GetCartAsync(new() { UserId = other }, cancellationToken: Now)).Items.Should().BeEmpty();
    }

    private async Task Remove(string? key, params (string Product, int Quantity)[] lines)
    {
        var call = new CallOptions(cancellationToken: Now);
        await Carts.RemoveItemsAsync(
            new() { UserId = Shopper, Items = { lines.Select(line => new CartItem { ProductId = line.Product, Quantity = line.Quantity }) } },
            key is null ? call : call.WithIdempotencyKey(key));
    }
}

public sealed class TakingTheOrderedLinesInSqlite() : TakingTheOrderedLines(new SqliteStoreUnderTest());

[Requires(Part.Redis)]
public sealed class TakingTheOrderedLinesInValkey() : TakingTheOrderedLines(new ValkeyStoreUnderTest());
