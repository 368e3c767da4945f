using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class CartContentsContract(CartStoreFixture store) : CartStoreContract(store)
{
    private const string Telescope = "0PUK6V6EV0";
    private const string Book = "HQTGWGPNH4";

    [Fact]
    public async Task A_product_added_twice_is_one_line_with_both_quantities()
    {
        await AddAsync(Telescope, 2);
        await AddAsync(Telescope, 3);

        (await LinesAsync()).Should().Equal((Telescope, 5));
    }

    [Fact]
    public async Task Lines_keep_the_order_of_their_first_adding()
    {
        await AddAsync(Telescope, 1);
        await AddAsync("9SIQT8TOJO", 1);
        await AddAsync(Book, 1);
        await AddAsync(Telescope, 1);
        await AddAsync("9SIQT8TOJO", -1);
        await AddAsync("9SIQT8TOJO", 1);

        (await LinesAsync()).Should().Equal((Telescope, 2), (Book, 1), ("9SIQT8TOJO", 1));
    }

    [Fact]
    public async Task A_negative_quantity_reduces_the_line()
    {
        await AddAsync(Telescope, 5);
        await AddAsync(Telescope, -2);

        (await LinesAsync()).Should().Equal((Telescope, 3));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(-6)]
    [InlineData(int.MinValue)]
    public async Task A_line_with_zero_or_less_is_removed(int change)
    {
        await AddAsync(Telescope, 5);
        await AddAsync(Book, 1);
        await AddAsync(Telescope, change);

        (await LinesAsync()).Should().Equal((Book, 1));
    }

    [Fact]
    public async Task Removing_an_absent_product_leaves_an_empty_cart()
    {
        await AddAsync(Telescope, -1);

        (await LinesAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0, int.MaxValue)]
    [InlineData(98, 2)]
    [InlineData(1, int.MaxValue)]
    public async Task More_than_99_of_one_product_are_rejected_and_the_line_is_unchanged(int before, int more)
    {
        if (before > 0)
        {
            await AddAsync(Telescope, before);
        }

        await RejectedCall.NamingAsync(Adding(Telescope, more), "item.quantity");

        (await LinesAsync()).Should().Equal(before > 0 ? [(Telescope, before)] : Array.Empty<(string, int)>());
    }

    [Fact]
    public async Task Ninety_nine_of_each_product_are_accepted()
    {
        await AddAsync(Telescope, 1);
        await AddAsync(Telescope, 98);
        await AddAsync(Book, 99);

        (await LinesAsync()).Should().Equal((Telescope, 99), (Book, 99));
    }

    [Fact]
    public async Task A_hundred_concurrent_adds_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => AddAsync($"product-{number % 4}", 1)));

        (await LinesAsync()).Should().BeEquivalentTo(Enumerable.Range(0, 4).Select(number => ($"product-{number}", 25)));
    }

    [Fact]
    public async Task Of_a_hundred_and_twenty_concurrent_adds_exactly_99_are_accepted()
    {
        var adding = Enumerable.Range(0, 120).Select(_ => Adding(Telescope, 1)).ToList();
        var outcomes = await Task.WhenAll(adding.Select(async call => await Record.ExceptionAsync(() => call.ResponseAsync)));

        outcomes.Count(refusal => refusal is null).Should().Be(99);
        (await LinesAsync()).Should().Equal((Telescope, 99));
    }

    [Fact]
    public async Task Concurrent_adds_and_removals_sum_up()
    {
        await AddAsync(Telescope, 50);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => AddAsync(Telescope, number % 3 == 0 ? -2 : 1)));

        (await LinesAsync()).Should().Equal((Telescope, 50));
    }

    [Fact]
    public async Task An_emptied_cart_is_empty_and_can_be_filled_again()
    {
        await AddAsync(Telescope, 5);
        await Carts.EmptyCartAsync(new() { UserId = Shopper }, cancellationToken: TestCancellation);
        (await LinesAsync()).Should().BeEmpty();

        await AddAsync(Book, 1);
        (await LinesAsync()).Should().Equal((Book, 1));
    }

    [Fact]
    public async Task Carts_of_two_users_are_independent()
    {
        await AddAsync(Telescope, 1);
        var other = Guid.NewGuid().ToString();
        await Carts.AddItemAsync(new() { UserId = other, Item = new() { ProductId = Telescope, Quantity = 7 } }, cancellationToken: TestCancellation);
        await Carts.EmptyCartAsync(new() { UserId = Shopper }, cancellationToken: TestCancellation);

        (await LinesAsync()).Should().BeEmpty();
        (await LinesAsync(other)).Should().Equal((Telescope, 7));
    }

    [Fact]
    public async Task User_ids_are_case_insensitive()
    {
        var shouted = Shopper.ToUpperInvariant();
        await Carts.AddItemAsync(new() { UserId = shouted, Item = new() { ProductId = Telescope, Quantity = 1 } }, cancellationToken: TestCancellation);
        await AddAsync(Telescope, 1);

        (await LinesAsync(shouted)).Should().Equal((Telescope, 2));
        await Carts.EmptyCartAsync(new() { UserId = shouted }, cancellationToken: TestCancellation);
        (await LinesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_cart_survives_a_restart()
    {
        using var data = new DataFolder();
        await using (var first = await Store.StartAsync(data.Path))
        {
            var before = first.Client(channel => new CartService.CartServiceClient(channel));
            await before.AddItemAsync(new() { UserId = Shopper, Item = new() { ProductId = Telescope, Quantity = 4 } }, cancellationToken: TestCancellation);
        }

        await using var second = await Store.StartAsync(data.Path);
        var after = second.Client(channel => new CartService.CartServiceClient(channel));
        var cart = await after.GetCartAsync(new() { UserId = Shopper }, cancellationToken: TestCancellation);

        cart.UserId.Should().Be(Shopper);
        cart.Items.Should().Equal(new CartItem { ProductId = Telescope, Quantity = 4 });
    }
}

public sealed class SqliteCartContentsTests() : CartContentsContract(new SqliteCartStoreFixture());

[Requires(Part.Redis)]
public sealed class ValkeyCartContentsTests() : CartContentsContract(new ValkeyCartStoreFixture());
