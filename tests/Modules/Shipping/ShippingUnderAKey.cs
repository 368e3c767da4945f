using System.Data.Common;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace AstronomyShop.Tests.Modules.Shipping;

public sealed class ShippingUnderAKey : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly ModuleTelemetry telemetry = new(new ShippingModule().Descriptor, NullLoggerFactory.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        telemetry.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task The_same_key_ships_once_and_gives_the_same_tracking_id_also_after_a_restart()
    {
        string first;
        await using (var counter = await ShippingCounter.Open(data))
        {
            first = await ShipAnOrder(counter);
            (await ShipAnOrder(counter)).Should().Be(first);
        }

        await using var reopened = await ShippingCounter.Open(data);
        (await ShipAnOrder(reopened)).Should().Be(first);
        (await reopened.Shipped()).Should().ContainSingle();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_key_that_was_cancelled_ships_no_more_whether_it_had_shipped_or_not(bool hasShipped)
    {
        await using var counter = await ShippingCounter.Open(data);
        if (hasShipped)
        {
            await ShipAnOrder(counter);
        }

        await counter.Cancel("order-1");
        await counter.Cancel("order-1");

        var shipping = async () => await ShipAnOrder(counter);
        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.FailedPrecondition);
    }

    [Fact]
    public async Task Another_key_is_another_shipment()
    {
        await using var counter = await ShippingCounter.Open(data);

        var first = await ShipAnOrder(counter);
        (await counter.Ship(ShippingCounter.AnOrder(1), ShippingCounter.Key("order-2"))).Should().NotBe(first);
    }

    [Fact]
    public async Task The_same_key_for_another_order_is_refused_and_ships_nothing()
    {
        await using var counter = await ShippingCounter.Open(data);
        await ShipAnOrder(counter);
        var elsewhere = ShippingCounter.AnOrder(1);
        elsewhere.Address.StreetAddress = "8 Kepler Lane";

        foreach (var other in (ShipOrderRequest[])[ShippingCounter.AnOrder(2), elsewhere])
        {
            var shipping = async () => await counter.Ship(other, ShippingCounter.Key("order-1"));
            var refusal = (await shipping.Should().ThrowAsync<RpcException>()).Which;
            refusal.StatusCode.Should().Be(StatusCode.InvalidArgument);
            refusal.Trailers.GetValue(RpcErrors.FieldTrailer).Should().Be(IdempotencyKey.Header);
            refusal.Status.Detail.Should().Contain("order-1").And.NotContain("Kepler");
        }

        (await counter.Shipped()).Should().ContainSingle();
    }

    [Fact]
    public async Task Many_calls_at_once_under_one_key_ship_once()
    {
        await using var counter = await ShippingCounter.Open(data);

        var tracking = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ShipAnOrder(counter)));

        tracking.Distinct().Should().ContainSingle();
        (await counter.Shipped()).Should().ContainSingle();
    }

    [Fact]
    public async Task Who_loses_the_race_answers_with_the_winners_tracking_id()
    {
        await using var counter = await ShippingCounter.Open(data);
        var winner = string.Empty;
        var loser = Shipments(new JustBeforeBooking(async () => winner = await ShipAnOrder(counter)));

        (await loser.ShipOnceAsync("order-1", ShippingCounter.AnOrder(1), 1, Cancellation)).Should().Be(winner);
        (await counter.Shipped()).Should().ContainSingle().Which.TrackingId.Should().Be(winner);
    }

    [Fact]
    public async Task Who_loses_the_race_with_another_order_is_refused()
    {
        await using var counter = await ShippingCounter.Open(data);
        var loser = Shipments(new JustBeforeBooking(() => ShipAnOrder(counter)));

        var shipping = async () => await loser.ShipOnceAsync("order-1", ShippingCounter.AnOrder(2), 2, Cancellation);

        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task A_key_that_is_none_is_refused(int length)
    {
        await using var counter = await ShippingCounter.Open(data);
        var shipping = async () => await counter.Ship(ShippingCounter.AnOrder(1), ShippingCounter.Key(new string('k', length)));

        (await shipping.Should().ThrowAsync<RpcException>()).Which.StatusCode.Should().Be(StatusCode.InvalidArgument);
        (await counter.Shipped()).Should().BeEmpty();
    }

    private static Task<string> ShipAnOrder(ShippingCounter counter) => counter.Ship(ShippingCounter.AnOrder(1), ShippingCounter.Key("order-1"));

    private ShipmentRepository Shipments(JustBeforeBooking interceptor)
    {
        var options = new DbContextOptionsBuilder<ShippingDbContext>()
            .UseSqlite($"Data Source={Path.Combine(data, "shipping.db")}")
            .AddInterceptors(interceptor)
            .Options;
        var books = new Books(options);
        return new ShipmentRepository(books, new GroupCommitWriter<ShippingDbContext>(books, new SqliteEngine(data)), TimeProvider.System, telemetry);
    }

    private sealed class Books(DbContextOptions<ShippingDbContext> options) : IDbContextFactory<ShippingDbContext>
    {
        public ShippingDbContext CreateDbContext() => new(options);
    }

    // Lets another call through between the look for the key and the booking.
    private sealed class JustBeforeBooking(Func<Task> happens) : DbTransactionInterceptor
    {
        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            await happens();
            return result;
        }
    }
}
