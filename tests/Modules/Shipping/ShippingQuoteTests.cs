using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Shipping;

public sealed class ShippingQuoteTests
{
    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8, 990_000_000, 1)]
    [InlineData(26, 970_000_000, 1, 2)]
    [InlineData(260, 710_000_000, 29)]
    [InlineData(260, 710_000_000, 10, 10, 9)]
    public async Task The_shipping_cost_is_the_quote_for_all_items_together(long units, int nanos, params int[] quantities)
    {
        await using var counter = await ShippingShop.OpenAsync();

        var quote = await counter.Client.GetQuoteAsync(NewRequest(quantities), cancellationToken: TestCancellation);

        quote.CostUsd.Should().Be(new Contracts.Money { CurrencyCode = "USD", Units = units, Nanos = nanos });
    }

    [Fact]
    public async Task An_address_with_empty_fields_or_none_makes_no_difference()
    {
        await using var counter = await ShippingShop.OpenAsync();
        foreach (var address in (Address?[])[null, new Address(), new Address { Country = "Iceland" }])
        {
            var call = NewRequest(29);
            call.Address = address;
            (await counter.Client.GetQuoteAsync(call, cancellationToken: TestCancellation)).CostUsd.Units.Should().Be(260);
        }
    }

    [Theory]
    [InlineData("items")]
    [InlineData("items[0].quantity", 0)]
    [InlineData("items[1].quantity", 1, -1)]
    [InlineData("items[2].quantity", 1, 1, int.MinValue, 0)]
    [InlineData("items", 1_000_000, 1)]
    [InlineData("items", int.MaxValue, int.MaxValue)]
    public async Task An_invalid_item_is_rejected_with_its_field(string field, params int[] quantities)
    {
        await using var counter = await ShippingShop.OpenAsync();
        var call = async () => await counter.Client.GetQuoteAsync(NewRequest(quantities), cancellationToken: TestCancellation);

        var refusal = (await call.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Trailers.GetAll(RpcErrors.FieldTrailer).Select(entry => entry.Value).Should().Equal(field);
    }

    [Fact]
    public async Task Without_the_quote_service_the_price_is_unavailable()
    {
        await using var shop = await ShopUnderTest.StartAsync([new FailingQuoteModule(), new ShippingModule()]);
        var client = shop.Client(channel => new ShippingService.ShippingServiceClient(channel));
        var call = async () => await client.GetQuoteAsync(NewRequest(1), cancellationToken: TestCancellation);

        (await call.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task The_span_records_the_cost()
    {
        await using var counter = await ShippingShop.OpenAsync();
        using var traced = new TracedCall();
        await counter.Client.GetQuoteAsync(NewRequest(100), traced.Headers, cancellationToken: TestCancellation);

        var served = traced.Span("oteldemo.ShippingService/GetQuote", ActivityKind.Server);
        served.GetTagItem("demo.shipping.cost.total").Should().Be("899.00");
        served.Events.Should().ContainSingle(happened => happened.Name == "shipping.quote.received")
            .Which.Tags.Should().Contain(new KeyValuePair<string, object?>("demo.shipping.cost.total", "899.00"));
        traced.Span("oteldemo.QuoteService/CalculateQuote", ActivityKind.Client).ParentSpanId.Should().Be(served.SpanId);
    }

    private static GetQuoteRequest NewRequest(params int[] quantities)
    {
        var order = ShippingShop.NewOrder(quantities);
        return new GetQuoteRequest { Address = order.Address, Items = { order.Items } };
    }
}
