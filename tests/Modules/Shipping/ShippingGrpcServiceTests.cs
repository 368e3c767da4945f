using System.Diagnostics;
using System.Text;
using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Rpc;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;

namespace AstronomyShop.Tests.Modules.Shipping;

public sealed class ShippingGrpcServiceTests
{
    [Fact]
    public async Task A_shipment_is_stored_with_its_time_its_items_and_its_country()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 8, 12, 17, 45, 0, TimeSpan.Zero));
        await using var counter = await ShippingShop.OpenAsync(clock: clock);

        var tracking = await counter.ShipAsync(ShippingShop.NewOrder(2, 3));

        var shipment = (await counter.ShippedAsync()).Should().ContainSingle().Which;
        shipment.TrackingId.Should().Be(tracking);
        DateTimeOffset.FromUnixTimeMilliseconds(shipment.ShippedAt).Should().Be(clock.GetUtcNow());
        shipment.ItemCount.Should().Be(5);
        shipment.Country.Should().Be("Czechia");
        shipment.IdempotencyKey.Should().BeNull();
    }

    [Fact]
    public async Task A_tracking_id_is_a_random_uuid_in_lower_case()
    {
        await using var counter = await ShippingShop.OpenAsync();

        (await counter.ShipAsync(ShippingShop.NewOrder(1))).Should().MatchRegex("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$");
    }

    [Fact]
    public async Task Without_flags_an_order_abroad_ships_at_once_and_the_reason_is_logged()
    {
        using var logs = new RecordingLoggerProvider();
        await using var counter = await ShippingShop.OpenAsync(configure: logs.AddTo);

        await counter.ShipAsync(ShippingShop.NewOrder(1));

        logs.Lines.Should().Contain(line => line.Contains("shipping.feature_flag.evaluation_failed: Flag intlShippingSlowdown could not be evaluated: ProviderNotReady"));
    }

    [Fact]
    public async Task Without_a_key_each_call_creates_a_shipment()
    {
        await using var counter = await ShippingShop.OpenAsync();
        var order = ShippingShop.NewOrder(1);

        (await counter.ShipAsync(order)).Should().NotBe(await counter.ShipAsync(order));
        (await counter.ShippedAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_order_without_an_address_or_with_an_empty_one_can_ship()
    {
        await using var counter = await ShippingShop.OpenAsync();
        var order = ShippingShop.NewOrder(1);
        foreach (var address in (Address?[])[null, new Address()])
        {
            order.Address = address;
            await counter.ShipAsync(order);
        }

        (await counter.ShippedAsync()).Should().HaveCount(2).And.OnlyContain(shipment => shipment.Country.Length == 0);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("items[0].quantity", 0)]
    [InlineData("items[1].quantity", 4, -2)]
    public async Task An_invalid_item_is_rejected_and_no_shipment_is_stored(string field, params int[] quantities)
    {
        await using var counter = await ShippingShop.OpenAsync();
        var shipping = async () => await counter.ShipAsync(ShippingShop.NewOrder(quantities));

        var refusal = (await shipping.Should().ThrowAsync<RpcException>()).Which;
        refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
        refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be(field);
        (await counter.ShippedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_street_is_not_stored()
    {
        await using var counter = await ShippingShop.OpenAsync();
        await counter.ShipAsync(ShippingShop.NewOrder(1), ShippingShop.Key("order-1"));

        var kept = new StringBuilder();
        foreach (var file in (string[])["shipping.db", "shipping.db-wal"])
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(counter.DataDirectory, file), ShippingShop.TestCancellation);
            kept.Append(Encoding.Latin1.GetString(bytes));
        }

        kept.ToString().Should().Contain("Czechia").And.NotContain("Kepler").And.NotContain("29471");
    }

    [Fact]
    public async Task The_span_records_the_tracking_id_and_not_the_street()
    {
        await using var counter = await ShippingShop.OpenAsync();
        using var traced = new TracedCall();

        var tracking = await counter.ShipAsync(ShippingShop.NewOrder(1), traced.Headers);

        var served = traced.Span("oteldemo.ShippingService/ShipOrder", ActivityKind.Server);
        served.GetTagItem("demo.shipping.tracking.id").Should().Be(tracking);
        served.TagObjects.Should().NotContain(tag => $"{tag.Value}".Contains("Kepler"));
    }
}
