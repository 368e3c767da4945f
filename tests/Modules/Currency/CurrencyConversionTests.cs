using AstronomyShop.Contracts;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Modules.Currency;

public sealed class CurrencyConversionTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;
    private CurrencyService.CurrencyServiceClient currencies = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new CurrencyModule()]);
        currencies = shop.Client(channel => new CurrencyService.CurrencyServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Theory]
    [InlineData("EUR")]
    [InlineData("JPY")]
    [InlineData("USD")]
    public async Task A_list_of_amounts_is_converted_like_single_amounts_and_keeps_its_order(string currency)
    {
        Money[] amounts = [Of("USD", 57, 80_000_000), Of("CHF", -3, -500_000_000), Of("USD", 0, 0), Of("USD", 349, 950_000_000)];

        var all = await currencies.ConvertAllAsync(new ConvertAllRequest { From = { amounts }, ToCode = currency }, cancellationToken: TestCancellation);

        var each = new List<Money>();
        foreach (var amount in amounts)
        {
            each.Add(await currencies.ConvertAsync(new CurrencyConversionRequest { From = amount, ToCode = currency }, cancellationToken: TestCancellation));
        }

        all.Converted.Should().Equal(each);
    }

    [Fact]
    public Task An_amount_that_cannot_be_converted_rejects_the_list() => RejectedCall.NamingAsync(
        currencies.ConvertAllAsync(new ConvertAllRequest { From = { Of("USD", 1, 0), Of("ABC", 1, 0) }, ToCode = "EUR" }, cancellationToken: TestCancellation), "from.currency_code");

    // The currency of an empty list would not be validated, because there is nothing to convert, and would become an attribute of a metric.
    [Fact]
    public Task An_empty_list_is_rejected() => RejectedCall.NamingAsync(
        currencies.ConvertAllAsync(new ConvertAllRequest { ToCode = "ABC" }, cancellationToken: TestCancellation), "from");

    [Fact]
    public Task A_list_of_more_than_a_thousand_amounts_is_rejected() => RejectedCall.NamingAsync(
        currencies.ConvertAllAsync(new ConvertAllRequest { From = { Enumerable.Repeat(Of("USD", 1, 0), 1_001) }, ToCode = "EUR" }, cancellationToken: TestCancellation), "from");

    private static Money Of(string currency, long units, int nanos) => new() { CurrencyCode = currency, Units = units, Nanos = nanos };
}
