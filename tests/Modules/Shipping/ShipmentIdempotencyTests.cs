using System.Data.Common;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Shipping.Fingerprints;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.Tests.Testing;
using Grpc.Core;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace AstronomyShop.Tests.Modules.Shipping;

public sealed class ShipmentIdempotencyTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly ModuleTelemetry telemetry = new(new ShippingModule().Descriptor, NullLoggerFactory.Instance);

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        telemetry.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_same_key_ships_once_and_gives_the_same_tracking_id_also_after_a_restart()
    {
        string first;
        await using (var counter = await ShippingShop.OpenAsync(data))
        {
            first = await ShipAnOrderAsync(counter);
            (await ShipAnOrderAsync(counter)).Should().Be(first);
        }

        await using var reopened = await ShippingShop.OpenAsync(data);
        (await ShipAnOrderAsync(reopened)).Should().Be(first);
        (await reopened.ShippedAsync()).Should().ContainSingle();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_cancelled_key_does_not_ship_again_whether_or_not_it_had_shipped(bool hasShipped)
    {
        await using var counter = await ShippingShop.OpenAsync(data);
        if (hasShipped)
        {
            await ShipAnOrderAsync(counter);
        }

        await counter.CancelAsync("order-1");
        await counter.CancelAsync("order-1");

        var shipping = async () => await ShipAnOrderAsync(counter);
        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Another_key_is_another_shipment()
    {
        await using var counter = await ShippingShop.OpenAsync(data);

        var first = await ShipAnOrderAsync(counter);
        (await counter.ShipAsync(ShippingShop.NewOrder(1), ShippingShop.Key("order-2"))).Should().NotBe(first);
    }

    [Fact]
    public async Task The_same_key_for_another_order_is_rejected_and_creates_no_shipment()
    {
        await using var counter = await ShippingShop.OpenAsync(data);
        await ShipAnOrderAsync(counter);
        var elsewhere = ShippingShop.NewOrder(1);
        elsewhere.Address.StreetAddress = "8 Kepler Lane";

        foreach (var other in (ShipOrderRequest[])[ShippingShop.NewOrder(2), elsewhere])
        {
            var shipping = async () => await counter.ShipAsync(other, ShippingShop.Key("order-1"));
            var refusal = (await shipping.Should().ThrowAsync<RpcException>()).Which;
            refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
            refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be(IdempotencyKey.Header);
            refusal.Status.Detail.Should().Contain("order-1").And.NotContain("Kepler");
        }

        (await counter.ShippedAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task Many_concurrent_calls_under_one_key_ship_once()
    {
        await using var counter = await ShippingShop.OpenAsync(data);

        var tracking = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ShipAnOrderAsync(counter)));

        tracking.Distinct().Should().ContainSingle();
        (await counter.ShippedAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_call_that_loses_the_race_returns_the_tracking_id_of_the_winner()
    {
        await using var counter = await ShippingShop.OpenAsync(data);
        var winner = string.Empty;
        var loser = Shipments(new BeforeTransactionInterceptor(async () => winner = await ShipAnOrderAsync(counter)));

        (await loser.ShipOnceAsync("order-1", ShippingShop.NewOrder(1), 1, TestCancellation)).Should().Be(winner);
        (await counter.ShippedAsync()).Should().ContainSingle().Which.TrackingId.Should().Be(winner);
    }

    [Fact]
    public async Task A_call_that_loses_the_race_with_another_order_is_rejected()
    {
        await using var counter = await ShippingShop.OpenAsync(data);
        var loser = Shipments(new BeforeTransactionInterceptor(() => ShipAnOrderAsync(counter)));

        var shipping = async () => await loser.ShipOnceAsync("order-1", ShippingShop.NewOrder(2), 2, TestCancellation);

        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_key_of_invalid_length_is_rejected(int length)
    {
        await using var counter = await ShippingShop.OpenAsync(data);
        var shipping = async () => await counter.ShipAsync(ShippingShop.NewOrder(1), ShippingShop.Key(new string('k', length)));

        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
        (await counter.ShippedAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_stored_fingerprint_cannot_be_computed_from_a_guessed_address()
    {
        await using var counter = await ShippingShop.OpenAsync(data);
        await ShipAnOrderAsync(counter);

        var stored = (await counter.ShippedAsync()).Should().ContainSingle().Which.RequestHash;
        Convert.ToHexString(stored!).Should().NotContain(PlainFingerprint());
    }

    [Fact]
    public async Task A_fingerprint_of_an_earlier_version_is_recognised_and_keyed_after_the_start()
    {
        string first;
        await using (var before = await ShippingShop.OpenAsync(data))
        {
            first = await ShipAnOrderAsync(before);
            await before.CancelAsync("order-2");
        }

        DataFolder.Execute(data, "shipping", $"UPDATE shipments SET \"RequestHash\" = x'{PlainFingerprint()}' WHERE \"RequestHash\" IS NOT NULL");
        await using var counter = await ShippingShop.OpenAsync(data);

        (await ShipAnOrderAsync(counter)).Should().Be(first);
        var shipping = async () => await counter.ShipAsync(ShippingShop.NewOrder(2), ShippingShop.Key("order-1"));
        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
        await Eventually.HoldsAsync(
            "the stored fingerprints are keyed",
            async _ => (await counter.ShippedAsync()).All(shipment => shipment.RequestHash is not { Length: ShipmentFingerprint.PlainLength }),
            TimeSpan.FromSeconds(30),
            TestCancellation);
        (await counter.ShippedAsync()).Should().ContainSingle(shipment => shipment.IsCancelled).Which.IdempotencyKey.Should().Be("order-2");
        (await ShipAnOrderAsync(counter)).Should().Be(first);
    }

    private static string PlainFingerprint() => Convert.ToHexString(RequestFingerprint.Of(ShippingShop.NewOrder(1)));

    private static Task<string> ShipAnOrderAsync(ShippingShop shop) => shop.ShipAsync(ShippingShop.NewOrder(1), ShippingShop.Key("order-1"));

    private ShipmentRepository Shipments(BeforeTransactionInterceptor interceptor)
    {
        var options = new DbContextOptionsBuilder<ShippingDbContext>()
            .UseSqlite($"Data Source={Path.Combine(data, "shipping.db")};Pooling=False")
            .AddInterceptors(interceptor)
            .Options;
        var books = new ShippingDbContextFactory(options);
        return new ShipmentRepository(
            books, new GroupCommitWriter<ShippingDbContext>(books, DataFolder.StorageIn(data)), new ShipmentFingerprint(books), TimeProvider.System, telemetry);
    }

    private sealed class ShippingDbContextFactory(DbContextOptions<ShippingDbContext> options) : IDbContextFactory<ShippingDbContext>
    {
        public ShippingDbContext CreateDbContext() => new(options);
    }

    // Runs another call after the key was looked up and before the shipment is stored.
    private sealed class BeforeTransactionInterceptor(Func<Task> happens) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await happens();
            return result;
        }
    }
}
