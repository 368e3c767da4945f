using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Cart;

public abstract class CartExpirationContract(CartStoreFixture store) : CartStoreContract(store)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddAsync("telescope", 2);
    }

    [Fact]
    public async Task A_cart_expires_after_an_hour()
    {
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(60) - Store.Moment);
        (await QuantityAsync()).Should().Be(2);

        await Store.AdvanceTimeAsync(Store.Moment);
        (await QuantityAsync()).Should().Be(0);
    }

    [Fact]
    public async Task Every_change_extends_the_whole_cart_by_an_hour()
    {
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(40));
        await AddAsync("book", 1);
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(40));
        await RemoveAsync("order-1", "book", 1);
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(40));

        (await QuantityAsync()).Should().Be(2);
    }

    [Fact]
    public async Task Reads_and_rejected_changes_do_not_extend_a_cart()
    {
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(40));
        (await QuantityAsync()).Should().Be(2);
        await RejectedCall.NamingAsync(Adding("telescope", 98), "item.quantity");
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(20));

        (await QuantityAsync()).Should().Be(0);
    }

    [Fact]
    public async Task An_expired_cart_starts_empty()
    {
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(61));
        await AddAsync("telescope", 99);

        (await QuantityAsync()).Should().Be(99);
        (await Store.CountLinesAsync()).Should().Be(1);
    }

    [Fact]
    public async Task An_expired_cart_is_deleted_by_the_cleanup()
    {
        var other = Guid.NewGuid().ToString();
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(30));
        await Carts.AddItemAsync(new() { UserId = other, Item = new() { ProductId = "book", Quantity = 1 } }, cancellationToken: TestCancellation);
        await Store.AdvanceTimeAsync(TimeSpan.FromMinutes(31));

        await Store.CleanUpAsync();

        (await Store.CountLinesAsync()).Should().Be(1);
    }

    [Fact]
    public async Task Removals_by_orders_are_remembered_for_a_day()
    {
        await RemoveAsync("order-1", "telescope", 1);
        await Store.AdvanceTimeAsync(TimeSpan.FromHours(23));
        await Store.CleanUpAsync();
        (await Store.CountRemovalsAsync()).Should().Be(1);

        await Store.AdvanceTimeAsync(TimeSpan.FromHours(1));
        await Store.CleanUpAsync();
        (await Store.CountRemovalsAsync()).Should().Be(0);
    }

    private async Task RemoveAsync(string key, string product, int quantity) => await Carts.RemoveItemsAsync(
        new() { UserId = Shopper, Items = { new CartItem { ProductId = product, Quantity = quantity } } },
        new CallOptions(cancellationToken: TestCancellation).WithIdempotencyKey(key));

    private async Task<int> QuantityAsync() =>
        (await Carts.GetCartAsync(new() { UserId = Shopper }, cancellationToken: TestCancellation)).Items.Sum(item => item.Quantity);
}

public sealed class SqliteCartExpirationTests() : CartExpirationContract(new SqliteCartStoreFixture());

[Requires(Part.Redis)]
public sealed class ValkeyCartExpirationTests() : CartExpirationContract(new ValkeyCartStoreFixture());
