using System.Net.Http.Json;
using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Audit;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Email;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>The modules that an order passes through, with a broker between the checkout and the consumers.</summary>
internal sealed class BrokerShop : IAsyncDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>
    /// After an outage of RabbitMQ: MassTransit pauses up to 30 seconds before it connects again, and the outbox up to a minute before it delivers again.
    /// </summary>
    public static readonly TimeSpan RecoveryTimeout = Timeout + TimeSpan.FromSeconds(30 + 60);

    private readonly RecordingLoggerProvider logs;
    private readonly CartService.CartServiceClient carts;
    private readonly CheckoutService.CheckoutServiceClient checkout;

    private BrokerShop(ShopUnderTest shop, RecordingLoggerProvider logs)
    {
        (Shop, this.logs) = (shop, logs);
        carts = new(shop.Channel);
        checkout = new(shop.Channel);
    }

    public ShopUnderTest Shop { get; }

    /// <summary>The log lines of the shop, each with its event name as a prefix.</summary>
    public IReadOnlyCollection<string> LogLines => logs.Lines;

    private static CancellationToken TestCancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts all modules that an order passes through, from the cart to the ledger.</summary>
    public static Task<BrokerShop> OpenAsync(KafkaBroker broker) => OpenAsync(SettingOf(broker), WholeWay);

    /// <inheritdoc cref="OpenAsync(KafkaBroker)"/>
    public static Task<BrokerShop> OpenAsync(RabbitMqServer broker) => OpenAsync(SettingOf(broker), WholeWay);

    /// <summary>Starts the shop without the consumers, which run in another process.</summary>
    public static Task<BrokerShop> OpenWithoutConsumersAsync(KafkaBroker broker) => OpenAsync(SettingOf(broker), SalesModules);

    /// <inheritdoc cref="OpenWithoutConsumersAsync(KafkaBroker)"/>
    public static Task<BrokerShop> OpenWithoutConsumersAsync(RabbitMqServer broker) =>
        OpenAsync(SettingOf(broker), WholeWay, run: string.Join(',', SalesModules.Select(module => module.Descriptor.Name)));

    /// <summary>Starts only the ledger and the audit.</summary>
    public static Task<BrokerShop> OpenLedgerAsync(KafkaBroker broker, string? dataDirectory = null) => OpenAsync(SettingOf(broker), [new AccountingModule(), new AuditModule()], dataDirectory);

    /// <summary>Starts only the ledger, in PostgreSQL, and the audit.</summary>
    public static Task<BrokerShop> OpenLedgerAsync(KafkaBroker broker, PostgresServer server) =>
        OpenAsync(SettingOf(broker), [new AccountingModule(), new AuditModule()], postgres: server.ConnectionString);

    /// <inheritdoc cref="OpenLedgerAsync(KafkaBroker, string?)"/>
    public static Task<BrokerShop> OpenLedgerAsync(RabbitMqServer broker, string? dataDirectory = null) => OpenAsync(SettingOf(broker), [new AccountingModule(), new AuditModule()], dataDirectory);

    public async Task<OrderResult> PlaceAsync()
    {
        var user = Guid.NewGuid().ToString();
        await carts.AddItemAsync(new() { UserId = user, Item = new() { ProductId = "LS4PSXUNUM", Quantity = 2 } }, cancellationToken: TestCancellation);
        var placed = await checkout.PlaceOrderAsync(
            new()
            {
                UserId = user,
                UserCurrency = "USD",
                Email = "ana@example.com",
                Address = new() { City = "Benatky", Country = "Czechia" },
                CreditCard = new()
                {
                    CreditCardNumber = "4432-8015-6152-0454", CreditCardCvv = 672, CreditCardExpirationYear = 2039, CreditCardExpirationMonth = 1,
                },
            },
            cancellationToken: TestCancellation);
        return placed.Order;
    }

    public Task<List<BookedOrder>> BookedAsync() => BookedOrders.AllAsync(Shop.Channel, TestCancellation);

    /// <summary>The booking of an order, as soon as there is one.</summary>
    public Task<BookedOrder> BookingAsync(string orderId, TimeSpan? within = null) => Eventually.FindAsync(
        $"order {orderId} is booked", async _ => (await BookedAsync()).FirstOrDefault(one => one.Order.OrderId == orderId), within ?? Timeout, TestCancellation);

    public async Task<bool> AuditHoldsAsync() => (await AuditAsync()).GetProperty("holds").GetBoolean();

    public async Task<string> ViolationsOfAsync(string invariant) => string.Concat((await AuditAsync()).GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("id").GetString() == invariant)
        .Select(check => check.GetProperty("detail").GetString()));

    public Task<JsonElement> DeadLettersAsync() => Shop.Management.GetFromJsonAsync<JsonElement>(new Uri("/dead-letters", UriKind.Relative), TestCancellation);

    /// <summary>Replays the dead letters and returns how many of them have been consumed.</summary>
    public async Task<int> ReplayAsync()
    {
        using var response = await Shop.Management.PostAsync(new Uri("/dead-letters/replay", UriKind.Relative), null, TestCancellation);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestCancellation)).GetProperty("consumed").GetInt32();
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private static IModule[] SalesModules =>
    [
        new CartModule(), new CatalogModule(), new CheckoutModule(), new CurrencyModule(), new EmailModule(), new PaymentModule(), new QuoteModule(),
        new ShippingModule(),
    ];

    private static IModule[] WholeWay => [.. SalesModules, new AccountingModule(), new AuditModule(), new FraudDetectionModule()];

    private static (string Key, string Value) SettingOf(KafkaBroker broker) => ("ConnectionStrings:Kafka", broker.ConnectionString);

    private static (string Key, string Value) SettingOf(RabbitMqServer broker) => ("ConnectionStrings:RabbitMq", broker.ConnectionString);

    private static async Task<BrokerShop> OpenAsync((string Key, string Value) broker, IReadOnlyList<IModule> modules, string? dataDirectory = null, string run = "All", string postgres = "")
    {
        var logs = new RecordingLoggerProvider();
        var shop = await ShopUnderTest.StartAsync(
            modules,
            [
                broker, ("Shop:Run", run), ("ConnectionStrings:Postgres", postgres), ("Modules:Checkout:LookEvery", "00:00:00.2"), ("Logging:LogLevel:Default", "None"),
            ],
            dataDirectory,
            logs.AddTo);
        return new BrokerShop(shop, logs);
    }

    private Task<JsonElement> AuditAsync() => Shop.Management.GetFromJsonAsync<JsonElement>(new Uri("/audit", UriKind.Relative), TestCancellation);
}
