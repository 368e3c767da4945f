using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Quote;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Quote;

public sealed class QuoteGrpcServiceTests : IAsyncLifetime
{
    private ShopUnderTest shop = null!;
    private QuoteService.QuoteServiceClient quotes = null!;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        shop = await ShopUnderTest.StartAsync([new QuoteModule()]);
        quotes = shop.Client(channel => new QuoteService.QuoteServiceClient(channel));
    }

    public ValueTask DisposeAsync() => shop?.DisposeAsync() ?? default;

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 8, 990_000_000)]
    [InlineData(3, 26, 970_000_000)]
    [InlineData(29, 260, 710_000_000)]
    [InlineData(35, 314, 650_000_000)]
    [InlineData(57, 512, 430_000_000)]
    [InlineData(58, 521, 420_000_000)]
    [InlineData(100, 899, 0)]
    [InlineData(1_000_000, 8_990_000, 0)]
    public async Task Every_item_costs_8_99_and_no_cent_is_lost(int items, long units, int nanos) =>
        (await QuoteAsync(items)).Should().Be(new Contracts.Money { CurrencyCode = "USD", Units = units, Nanos = nanos });

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(1_000_001)]
    [InlineData(int.MaxValue)]
    public async Task An_invalid_number_of_items_is_rejected(int items)
    {
        var call = async () => await QuoteAsync(items);

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be("number_of_items");
    }

    [Fact]
    public async Task The_spans_record_the_number_of_items_and_the_cost()
    {
        using var traced = new TracedCall();
        await quotes.CalculateQuoteAsync(new CalculateQuoteRequest { NumberOfItems = 29 }, traced.Headers, cancellationToken: TestCancellation);

        var calculating = traced.Span("calculate-quote", ActivityKind.Internal);
        calculating.GetTagItem("demo.shipping.quote.items_count").Should().Be(29);
        calculating.GetTagItem("demo.shipping.quote.cost.total").Should().Be(260.71);
        var served = traced.Span("oteldemo.QuoteService/CalculateQuote", ActivityKind.Server);
        served.Events.Select(happened => happened.Name).Should().Equal("received", "processed");
        served.Events.Last().Tags.Should().Contain(new KeyValuePair<string, object?>("demo.shipping.quote.cost.total", 260.71));
    }

    [Fact]
    public async Task The_number_of_items_is_no_attribute_of_the_counter()
    {
        using var counter = new RecordingMeterListener("Quote", "quotes");

        await QuoteAsync(29);

        counter.Measurements.Should().NotBeEmpty().And.OnlyContain(attributes => attributes.Length == 0);
    }

    private async Task<Contracts.Money> QuoteAsync(int items) =>
        (await quotes.CalculateQuoteAsync(new CalculateQuoteRequest { NumberOfItems = items }, cancellationToken: TestCancellation)).CostUsd;
}
