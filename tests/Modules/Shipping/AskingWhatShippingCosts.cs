using System.Diagnostics;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.Tests.Testing;
using Grpc.Core;

namespace AstronomyShop.Tests.Modules.Shipping;

public sealed class AskingWhatShippingCosts
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(8, 990_000_000, 1)]
    [InlineData(26, 970_000_000, 1, 2)]
    [InlineData(260, 710_000_000, 29)]
    [InlineData(260, 710_000_000, 10, 10, 9)]
    public async Task Shipping_costs_what_quote_says_for_all_items_together(long units, int nanos, params int[] quantities)
    {
        await using var counter = await ShippingCounter.Open();

        var quote = await counter.Client.GetQuoteAsync(Asking(quantities), cancellationToken: Cancellation);

        quote.CostUsd.Should().Be(new Contracts.Money { CurrencyCode = "USD", Units = units, Nanos = nanos });
    }

    [Fact]
    public async Task An_address_with_empty_fields_or_none_makes_no_difference()
    {
        await using var counter = await ShippingCounter.Open();
        foreach (var address in (Address?[])[null, new Address(), new Address { Country = "Iceland" }])
        {
            var asking = Asking(29);
            asking.Address = address;
            (await counter.Client.GetQuoteAsync(asking, cancellationToken: Cancellation)).CostUsd.Units.Should().Be(260);
        }
    }

    [Theory]
    [InlineData("items")]
    [InlineData("items[0].quantity", 0)]
    [InlineData("items[1].quantity", 1, -1)]
    [InlineData("items[2].quantity", 1, 1, int.MinValue, 0)]
    [InlineData("items", 1_000_000, 1)]
    [InlineData("items", int.MaxValue, int.MaxValue)]
    public async Task What_cannot_be_shipped_is_refused_and_the_field_is_named(string field, params int[] quantities)
    {
        await using var counter = await ShippingCounter.Open();
        var asking = async () => await counter.Client.GetQuoteAsync(Asking(quantities), cancellationToken: Cancellation);

        var refusal = (await asking.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Trailers.GetAll(RpcErrors.FieldTrailer).Select(entry => entry.Value).Should().Equal(field);
    }

    [Fact]
    public async Task While_quote_cannot_answer_the_price_is_unavailable()
    {
        await using var shop = await ShopUnderTest.Start([new ClosedQuotes(), new ShippingModule()]);
        var client = shop.Client(channel => new ShippingService.ShippingServiceClient(channel));
        var asking = async () => await client.GetQuoteAsync(Asking(1), cancellationToken: Cancellation);

        (await asking.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.Unavailable);
    }

    [Fact]
    public async Task The_span_says_what_it_costs()
    {
        await using var counter = await ShippingCounter.Open();
        using var traced = new TracedCall();
        await counter.Client.GetQuoteAsync(Asking(100), traced.Headers, cancellationToken: Cancellation);

        var served = traced.Span("oteldemo.ShippingService/GetQuote", ActivityKind.Server);
        served.GetTagItem("demo.shipping.cost.total").Should().Be("899.00");
        served.Events.Should().ContainSingle(happened => happened.Name == "shipping.quote.received")
            .Which.Tags.Should().Contain(new KeyValuePair<string, object?>("demo.shipping.cost.total", "899.00"));
        traced.Span("oteldemo.QuoteService/CalculateQuote", ActivityKind.Client).ParentSpanId.Should().Be(served.SpanId);
    }

    private static GetQuoteRequest Asking(params int[] quantities)
    {
        var order = ShippingCounter.AnOrder(quantities);
        return new GetQuoteRequest { Address = order.Address, Items = { order.Items } };
    }
}
