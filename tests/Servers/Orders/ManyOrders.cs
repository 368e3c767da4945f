using AstronomyShop.Tests.Testing;
using Grpc.Net.Client;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>Orders are placed while the broker freezes twice and the process with the ledger is killed three times.</summary>
[Trait(LongRun.Trait, LongRun.Name)]
public sealed class ManyOrders : IAsyncLifetime
{
    private const int Shoppers = 6;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(5);

    private readonly string data = Directory.CreateTempSubdirectory("ledger-").FullName;
    private KafkaBroker broker = null!;
    private ShopWithABroker shop = null!;
    private ShopProcess ledger = null!;
    private int placed;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await KafkaBroker.Start(Now);
        shop = await ShopWithABroker.OpenWithoutConsumers(broker);
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
    public async Task Are_booked_once_each_through_outages_and_crashes()
    {
        var orders = LongRun.IsRequested ? 2_000 : 150;
        var trouble = MakeTrouble(orders);
        var shopping = await Task.WhenAll(Enumerable.Range(0, Shoppers).Select(shopper => Shop(orders / Shoppers + (shopper < orders % Shoppers ? 1 : 0))));
        await trouble;
        var answered = shopping.SelectMany(ids => ids).ToList();

        await ledger.Ready(Now);
        var booked = await Eventually.Find(
            "every order is booked",
            async _ => await Booked() is var ids && ids.Count >= orders ? ids : null,
            LongEnough,
            Now);
        booked.Should().BeEquivalentTo(answered).And.OnlyHaveUniqueItems();
    }

    private async Task MakeTrouble(int orders)
    {
        await WhenPlaced(orders * 15 / 100);
        await Crash();
        await WhenPlaced(orders * 30 / 100);
        await Freeze();
        await WhenPlaced(orders * 45 / 100);
        await Crash();
        await WhenPlaced(orders * 60 / 100);
        await Freeze();
        await WhenPlaced(orders * 75 / 100);
        await Crash();
    }

    private Task WhenPlaced(int count) => Eventually.Holds($"{count} orders are placed", _ => Task.FromResult(placed >= count), LongEnough, Now);

    private async Task Crash()
    {
        await ledger.Ready(Now);
        ShopProcess.Kill(ledger.Id);
        await ledger.Ended(Now);
        await ledger.DisposeAsync();
        ledger = OpenLedger();
    }

    private async Task Freeze()
    {
        broker.Freeze();
        await Task.Delay(Outage, Now);
        broker.Thaw();
    }

    private async Task<List<string>> Shop(int orders)
    {
        var ids = new List<string>();
        for (var number = 0; number < orders; number++)
        {
            ids.Add((await shop.Place()).OrderId);
            Interlocked.Increment(ref placed);
        }

        return ids;
    }

    private async Task<List<string>> Booked()
    {
        using var channel = GrpcChannel.ForAddress(ledger.GrpcAddress);
        return [.. (await BookedOrders.All(channel, Now)).Select(booked => booked.Order.OrderId)];
    }

    private ShopProcess OpenLedger() => ShopProcess.Start(
        typeof(Host.Shop),
        ["--Shop:Run=Accounting", $"--Shop:DataDirectory={data}", $"--ConnectionStrings:Kafka={broker.ConnectionString}", "--Modules:Flags:Address=127.0.0.1:9"]);
}
