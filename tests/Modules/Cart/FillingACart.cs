using AstronomyShop.Contracts;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class FillingACart(CartStoreUnderTest store) : ACart(store)
{
    private const string Telescope = "0PUK6V6EV0";
    private const string Book = "HQTGWGPNH4";

    [Fact]
    public async Task A_product_added_twice_is_one_line_with_both_quantities()
    {
        await Add(Telescope, 2);
        await Add(Telescope, 3);

        (await Lines()).Should().Equal((Telescope, 5));
    }

    [Fact]
    public async Task Lines_keep_the_order_of_their_first_adding()
    {
        await Add(Telescope, 1);
        await Add("9SIQT8TOJO", 1);
        await Add(Book, 1);
        await Add(Telescope, 1);
        await Add("9SIQT8TOJO", -1);
        await Add("9SIQT8TOJO", 1);

        (await Lines()).Should().Equal((Telescope, 2), (Book, 1), ("9SIQT8TOJO", 1));
    }

    [Fact]
    public async Task A_negative_quantity_takes_away()
    {
        await Add(Telescope, 5);
        await Add(Telescope, -2);

        (await Lines()).Should().Equal((Telescope, 3));
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(-6)]
    [InlineData(int.MinValue)]
    public async Task A_line_at_or_below_nothing_is_gone(int change)
    {
        await Add(Telescope, 5);
        await Add(Book, 1);
        await Add(Telescope, change);

        (await Lines()).Should().Equal((Book, 1));
    }

    [Fact]
    public async Task Taking_away_what_is_not_there_leaves_an_empty_cart()
    {
        await Add(Telescope, -1);

        (await Lines()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0, int.MaxValue)]
    [InlineData(98, 2)]
    [InlineData(1, int.MaxValue)]
    public async Task More_than_99_of_one_product_are_refused_and_the_line_stays(int before, int more)
    {
        if (before > 0)
        {
            await Add(Telescope, before);
        }

        await Refused.Naming(Adding(Telescope, more), "item.quantity");

        (await Lines()).Should().Equal(before > 0 ? [(Telescope, before)] : Array.Empty<(string, int)>());
    }

    [Fact]
    public async Task Ninety_nine_of_each_product_fit()
    {
        await Add(Telescope, 1);
        await Add(Telescope, 98);
        await Add(Book, 99);

        (await Lines()).Should().Equal((Telescope, 99), (Book, 99));
    }

    [Fact]
    public async Task A_hundred_adds_at_once_are_all_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Add($"product-{number % 4}", 1)));

        (await Lines()).Should().BeEquivalentTo(Enumerable.Range(0, 4).Select(number => ($"product-{number}", 25)));
    }

    [Fact]
    public async Task Of_a_hundred_and_twenty_adds_at_once_the_limit_lets_99_in()
    {
        var adding = Enumerable.Range(0, 120).Select(_ => Adding(Telescope, 1)).ToList();
        var outcomes = await Task.WhenAll(adding.Select(async call => await Record.ExceptionAsync(() => call.ResponseAsync)));

        outcomes.Count(refusal => refusal is null).Should().Be(99);
        (await Lines()).Should().Equal((Telescope, 99));
    }

    [Fact]
    public async Task Adding_and_taking_away_at_once_add_up()
    {
        await Add(Telescope, 50);

        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Add(Telescope, number % 3 == 0 ? -2 : 1)));

        (await Lines()).Should().Equal((Telescope, 50));
    }

    [Fact]
    public async Task An_emptied_cart_is_empty_and_can_be_filled_again()
    {
        await Add(Telescope, 5);
        await Carts.EmptyCartAsync(new() { UserId = Shopper }, cancellationToken: Now);
        (await Lines()).Should().BeEmpty();

        await Add(Book, 1);
        (await Lines()).Should().Equal((Book, 1));
    }

    [Fact]
    public async Task Carts_of_two_shoppers_know_nothing_of_each_other()
    {
        await Add(Telescope, 1);
        var other = Guid.NewGuid().ToString();
        await Carts.AddItemAsync(new() { UserId = other, Item = new() { ProductId = Telescope, Quantity = 7 } }, cancellationToken: Now);
        await Carts.EmptyCartAsync(new() { UserId = Shopper }, cancellationToken: Now);

        (await Lines()).Should().BeEmpty();
        (await Lines(other)).Should().Equal((Telescope, 7));
    }

    [Fact]
    public async Task The_case_of_the_id_does_not_matter()
    {
        var shouted = Shopper.ToUpperInvariant();
        await Carts.AddItemAsync(new() { UserId = shouted, Item = new() { ProductId = Telescope, Quantity = 1 } }, cancellationToken: Now);
        await Add(Telescope, 1);

        (await Lines(shouted)).Should().Equal((Telescope, 2));
        await Carts.EmptyCartAsync(new() { UserId = shouted }, cancellationToken: Now);
        (await Lines()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_cart_survives_a_restart()
    {
        using var data = new DataFolder();
        await using (var first = await Store.Start(data.Path))
        {
            var before = first.Client(channel => new CartService.CartServiceClient(channel));
            await before.AddItemAsync(new() { UserId = Shopper, Item = new() { ProductId = Telescope, Quantity = 4 } }, cancellationToken: Now);
        }

        await using var second = await Store.Start(data.Path);
        var after = second.Client(channel => new CartService.CartServiceClient(channel));
        var cart = await after.GetCartAsync(new() { UserId = Shopper }, cancellationToken: Now);

        cart.UserId.Should().Be(Shopper);
        cart.Items.Should().Equal(new CartItem { ProductId = Telescope, Quantity = 4 });
    }
}

public sealed class FillingACartInSqlite() : FillingACart(new SqliteStoreUnderTest());

[Requires(Part.Redis)]
public sealed class FillingACartInValkey() : FillingACart(new ValkeyStoreUnderTest());
