using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class ACartLeftAlone(CartStoreUnderTest store) : ACart(store)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Add("telescope", 2);
    }

    [Fact]
    public async Task Lives_for_an_hour()
    {
        await Store.TimePasses(TimeSpan.FromMinutes(60) - Store.Moment);
        (await Quantity()).Should().Be(2);

        await Store.TimePasses(Store.Moment);
        (await Quantity()).Should().Be(0);
    }

    [Fact]
    public async Task Lives_an_hour_more_with_every_change_and_with_all_its_lines()
    {
        await Store.TimePasses(TimeSpan.FromMinutes(40));
        await Add("book", 1);
        await Store.TimePasses(TimeSpan.FromMinutes(40));
        await Remove("order-1", "book", 1);
        await Store.TimePasses(TimeSpan.FromMinutes(40));

        (await Quantity()).Should().Be(2);
    }

    [Fact]
    public async Task Does_not_live_longer_for_being_looked_at_or_for_a_change_that_was_refused()
    {
        await Store.TimePasses(TimeSpan.FromMinutes(40));
        (await Quantity()).Should().Be(2);
        await Refused.Naming(Adding("telescope", 98), "item.quantity");
        await Store.TimePasses(TimeSpan.FromMinutes(20));

        (await Quantity()).Should().Be(0);
    }

    [Fact]
    public async Task Begins_anew_after_its_time()
    {
        await Store.TimePasses(TimeSpan.FromMinutes(61));
        await Add("telescope", 99);

        (await Quantity()).Should().Be(99);
        (await Store.KeptLines()).Should().Be(1);
    }

    [Fact]
    public async Task Is_swept_away_when_nobody_comes_back()
    {
        var other = Guid.NewGuid().ToString();
        await Store.TimePasses(TimeSpan.FromMinutes(30));
        await Carts.AddItemAsync(new() { UserId = other, Item = new() { ProductId = "book", Quantity = 1 } }, cancellationToken: Now);
        await Store.TimePasses(TimeSpan.FromMinutes(31));

        await Store.Sweep();

        (await Store.KeptLines()).Should().Be(1);
    }

    [Fact]
    public async Task Remembers_for_a_day_which_orders_took_from_it()
    {
        await Remove("order-1", "telescope", 1);
        await Store.TimePasses(TimeSpan.FromHours(23));
        await Store.Sweep();
        (await Store.KeptRemovals()).Should().Be(1);

        await Store.TimePasses(TimeSpan.FromHours(1));
        await Store.Sweep();
        (await Store.KeptRemovals()).Should().Be(0);
    }

    private async Task Remove(string key, string product, int quantity) => await Carts.RemoveItemsAsync(
        new() { UserId = Shopper, Items = { new CartItem { ProductId = product, Quantity = quantity } } },
        new CallOptions(cancellationToken: Now).WithIdempotencyKey(key));

    private async Task<int> Quantity() =>
        (await Carts.GetCartAsync(new() { UserId = Shopper }, cancellationToken: Now)).Items.Sum(item => item.Quantity);
}

public sealed class ACartLeftAloneInSqlite() : ACartLeftAlone(new SqliteStoreUnderTest());

[Requires(Part.Redis)]
public sealed class ACartLeftAloneInValkey() : ACartLeftAlone(new ValkeyStoreUnderTest());
