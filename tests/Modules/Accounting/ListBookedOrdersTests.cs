using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Accounting;

public sealed class ListBookedOrdersTests : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private ShopUnderTest shop = null!;
    private AccountingService.AccountingServiceClient ledger = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new AccountingModule()], configure: services => services.AddSingleton<TimeProvider>(clock));
        ledger = shop.Client(channel => new AccountingService.AccountingServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task The_newest_order_comes_first()
    {
        await BookAsync("b", "c", "a");

        (await PageAsync()).Should().Equal("a", "c", "b");
    }

    [Fact]
    public async Task Paging_returns_every_order_once_even_with_equal_timestamps()
    {
        await BookAsync("a", "b");
        foreach (var id in new[] { "e", "c", "d" })
        {
            await shop.Deliver("Accounting", TestOrders.Placed(id));
        }

        var seen = new List<string>();
        for (var page = await PageAsync(limit: 2); page.Count > 0; page = await PageAsync(limit: 2, before: page[^1]))
        {
            page.Should().HaveCountLessThanOrEqualTo(2);
            seen.AddRange(page);
        }

        seen.Should().Equal("e", "d", "c", "b", "a");
    }

    [Fact]
    public async Task A_page_has_a_hundred_orders_by_default()
    {
        await BookAsync([.. Enumerable.Range(0, 101).Select(number => $"order-{number}")]);

        (await PageAsync()).Should().HaveCount(100);
        (await PageAsync(limit: 1000)).Should().HaveCount(101);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_has_at_most_a_thousand_orders(int limit) =>
        await RejectedCall.NamingAsync(ledger.ListBookedOrdersAsync(new() { Limit = limit }, cancellationToken: TestCancellation), "limit");

    [Fact]
    public async Task A_page_token_must_be_an_existing_order() =>
        await RejectedCall.NamingAsync(ledger.ListBookedOrdersAsync(new() { BeforeOrderId = "never" }, cancellationToken: TestCancellation), "before_order_id");

    [Fact]
    public async Task An_empty_ledger_is_an_empty_page() => (await PageAsync()).Should().BeEmpty();

    private async Task BookAsync(params string[] ids)
    {
        foreach (var id in ids)
        {
            await shop.Deliver("Accounting", TestOrders.Placed(id));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<IReadOnlyList<string>> PageAsync(int limit = 0, string before = "")
    {
        var page = await ledger.ListBookedOrdersAsync(new() { Limit = limit, BeforeOrderId = before }, cancellationToken: TestCancellation);
        return [.. page.Orders.Select(booked => booked.Order.OrderId)];
    }
}
