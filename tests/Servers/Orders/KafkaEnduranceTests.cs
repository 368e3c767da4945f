using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>Orders are placed while the broker freezes twice and the process with the ledger is killed three times.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class KafkaEnduranceTests : IAsyncLifetime
{
    private const int Shoppers = 6;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly string data = Directory.CreateTempSubdirectory("ledger-").FullName;
    private KafkaBroker broker = null!;
    private BrokerShop shop = null!;
    private ShopProcess ledger = null!;
    private int placed;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.StartAsync(TestCancellation);
        shop = await BrokerShop.OpenWithoutConsumersAsync(broker);
        ledger = OpenLedger();
    }

    public async ValueTask DisposeAsync()
    {
        await (ledger?.DisposeAsync() ?? default);
        await (shop?.DisposeAsync() ?? default);
        await (broker?.DisposeAsync() ?? default);
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task Many_orders_are_booked_once_each_through_outages_and_crashes()
    {
        var orders = LongRun.IsRequested ? 2_000 : 150;
        var trouble = InjectFailuresAsync(orders);
        var shopping = await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(shopper => ShopAsync(orders / Shoppers + (shopper < orders % Shoppers ? 1 : 0))));
        await trouble;
        var answered = shopping.SelectMany(ids => ids).ToList();

        await ledger.WaitUntilReadyAsync(TestCancellation);
        var booked = await Eventually.FindAsync(
            "every order is booked",
            async _ => await BookedAsync() is var ids && ids.Count >= orders ? ids : null,
            Timeout,
            TestCancellation);
        booked.Should().BeEquivalentTo(answered).And.OnlyHaveUniqueItems();
    }

    private async Task InjectFailuresAsync(int orders)
    {
        await WaitForPlacedAsync(orders * 15 / 100);
        await CrashAsync();
        await WaitForPlacedAsync(orders * 30 / 100);
        await FreezeAsync();
        await WaitForPlacedAsync(orders * 45 / 100);
        await CrashAsync();
        await WaitForPlacedAsync(orders * 60 / 100);
        await FreezeAsync();
        await WaitForPlacedAsync(orders * 75 / 100);
        await CrashAsync();
    }

    private Task WaitForPlacedAsync(int count) => Eventually.HoldsAsync($"{count} orders are placed", _ => Task.FromResult(placed >= count), Timeout, TestCancellation);

    private async Task CrashAsync()
    {
        await ledger.WaitUntilReadyAsync(TestCancellation);
        ShopProcess.Kill(ledger.Id);
        await ledger.WaitForExitAsync(TestCancellation);
        await ledger.DisposeAsync();
        ledger = OpenLedger();
    }

    private async Task FreezeAsync()
    {
        broker.Freeze();
        await Task.Delay(Outage, TestCancellation);
        broker.Thaw();
    }

    private async Task<List<string>> ShopAsync(int orders)
    {
        var ids = new List<string>();
        for (var number = 0; number < orders; number++)
        {
            ids.Add((await shop.PlaceAsync()).OrderId);
            Interlocked.Increment(ref placed);
        }

        return ids;
    }

    private async Task<List<string>> BookedAsync()
    {
        using var channel = GrpcChannel.ForAddress(ledger.GrpcAddress);
        return [.. (await BookedOrders.AllAsync(channel, TestCancellation)).Select(booked => booked.Order.OrderId)];
    }

    private ShopProcess OpenLedger() => ShopProcess.Start(
        typeof(Host.Shop),
        ["--Shop:Run=Accounting", $"--Shop:DataDirectory={data}", $"--ConnectionStrings:Kafka={broker.ConnectionString}", "--Modules:Flags:Address=127.0.0.1:9"]);
}
