using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Accounting;

public sealed class ReadingTheLedger : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new();
    private ShopUnderTest shop = null!;
    private AccountingService.AccountingServiceClient ledger = null!;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.Start([new AccountingModule()], configure: services => services.AddSingleton<TimeProvider>(clock));
        ledger = shop.Client(channel => new AccountingService.AccountingServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Fact]
    public async Task The_newest_comes_first()
    {
        await Book("b", "c", "a");

        (await Page()).Should().Equal("a", "c", "b");
    }

    [Fact]
    public async Task Page_after_page_shows_every_order_once_also_those_of_one_moment()
    {
        await Book("a", "b");
        foreach (var id in new[] { "e", "c", "d" })
        {
            await shop.Deliver("Accounting", PlacedOrders.Placed(id));
        }

        var seen = new List<string>();
        for (var page = await Page(limit: 2); page.Count > 0; page = await Page(limit: 2, before: page[^1]))
        {
            page.Should().HaveCountLessThanOrEqualTo(2);
            seen.AddRange(page);
        }

        seen.Should().Equal("e", "d", "c", "b", "a");
    }

    [Fact]
    public async Task A_page_has_a_hundred_orders_unless_asked_otherwise()
    {
        await Book([.. Enumerable.Range(0, 101).Select(number => $"order-{number}")]);

        (await Page()).Should().HaveCount(100);
        (await Page(limit: 1000)).Should().HaveCount(101);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public async Task A_page_has_at_most_a_thousand_orders(int limit) =>
        await Refused.Naming(ledger.ListBookedOrdersAsync(new() { Limit = limit }, cancellationToken: Now), "limit");

    [Fact]
    public async Task A_page_begins_after_an_order_that_is_there() =>
        await Refused.Naming(ledger.ListBookedOrdersAsync(new() { BeforeOrderId = "never" }, cancellationToken: Now), "before_order_id");

    [Fact]
    public async Task An_empty_ledger_is_an_empty_page() => (await Page()).Should().BeEmpty();

    private async Task Book(params string[] ids)
    {
        foreach (var id in ids)
        {
            await shop.Deliver("Accounting", PlacedOrders.Placed(id));
            clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task<IReadOnlyList<string>> Page(int limit = 0, string before = "")
    {
        var page = await ledger.ListBookedOrdersAsync(new() { Limit = limit, BeforeOrderId = before }, cancellationToken: Now);
        return [.. page.Orders.Select(booked => booked.Order.OrderId)];
    }
}
