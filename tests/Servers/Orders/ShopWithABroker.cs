using System.Net.Http.Json;
using System.Text.Json;
using AstronomyShop.Contracts;
using AstronomyShop.Modules.Accounting;
using AstronomyShop.Modules.Cart;
using AstronomyShop.Modules.Catalog;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Currency;
using AstronomyShop.Modules.Email;
using AstronomyShop.Modules.FraudDetection;
using AstronomyShop.Modules.Payment;
using AstronomyShop.Modules.Quote;
using AstronomyShop.Modules.Shipping;
using AstronomyShop.SharedKernel.Modules;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Servers.Orders;

/// <summary>The modules that an order passes through, with a broker between the checkout and those who are told.</summary>
internal sealed class ShopWithABroker : IAsyncDisposable
{
    public static readonly TimeSpan SoonEnough = TimeSpan.FromSeconds(60);

    private readonly HeardEvents heard;
    private readonly CartService.CartServiceClient carts;
    private readonly CheckoutService.CheckoutServiceClient checkout;

    private ShopWithABroker(ShopUnderTest shop, HeardEvents heard)
    {
        (Shop, this.heard) = (shop, heard);
        carts = new(shop.Channel);
        checkout = new(shop.Channel);
    }

    public ShopUnderTest Shop { get; }

    /// <summary>What it said in its log, each line with the name of its event before it.</summary>
    public IReadOnlyCollection<string> Said => heard.Lines;

    private static CancellationToken Now => TestContext.Current.CancellationToken;

    /// <summary>The whole way of an order, from the cart to the ledger.</summary>
    public static Task<ShopWithABroker> Open(KafkaBroker broker) => Open(broker, [.. Selling, new AccountingModule(), new FraudDetectionModule()]);

    /// <summary>Those who are told run elsewhere.</summary>
    public static Task<ShopWithABroker> OpenWithoutConsumers(KafkaBroker broker) => Open(broker, Selling);

    /// <summary>Nothing but the ledger.</summary>
    public static Task<ShopWithABroker> OpenLedger(KafkaBroker broker, string? dataDirectory = null) => Open(broker, [new AccountingModule()], dataDirectory);

    public async Task<OrderResult> Place()
    {
        var user = Guid.NewGuid().ToString();
        await carts.AddItemAsync(new() { UserId = user, Item = new() { ProductId = "LS4PSXUNUM", Quantity = 2 } }, cancellationToken: Now);
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
            cancellationToken: Now);
        return placed.Order;
    }

    public Task<List<BookedOrder>> Booked() => BookedOrders.All(Shop.Channel, Now);

    /// <summary>The booking of an order, as soon as there is one.</summary>
    public Task<BookedOrder> Booking(string orderId) => Eventually.Find(
        $"order {orderId} is booked", async _ => (await Booked()).FirstOrDefault(one => one.Order.OrderId == orderId), SoonEnough, Now);

    public async Task<bool> AuditHolds() => (await Audit()).GetProperty("holds").GetBoolean();

    public async Task<string> WhatBroke(string invariant) => string.Concat((await Audit()).GetProperty("checks").EnumerateArray()
        .Where(check => check.GetProperty("id").GetString() == invariant)
        .Select(check => check.GetProperty("detail").GetString()));

    public Task<JsonElement> Parked() => Shop.Management.GetFromJsonAsync<JsonElement>(new Uri("/dead-letters", UriKind.Relative), Now);

    /// <summary>How many parked records are consumed now.</summary>
    public async Task<int> Replay()
    {
        using var answer = await Shop.Management.PostAsync(new Uri("/dead-letters/replay", UriKind.Relative), null, Now);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Now)).GetProperty("consumed").GetInt32();
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private static IModule[] Selling =>
    [
        new CartModule(), new CatalogModule(), new CheckoutModule(), new CurrencyModule(), new EmailModule(), new PaymentModule(), new QuoteModule(),
        new ShippingModule(),
    ];

    private static async Task<ShopWithABroker> Open(KafkaBroker broker, IReadOnlyList<IModule> modules, string? dataDirectory = null)
    {
        var heard = new HeardEvents();
        var shop = await ShopUnderTest.Start(
            modules,
            [
                ("ConnectionStrings:Kafka", broker.ConnectionString), ("Modules:Checkout:LookEvery", "00:00:00.2"), ("Logging:LogLevel:Default", "None"),
            ],
            dataDirectory,
            heard.ListenTo);
        return new ShopWithABroker(shop, heard);
    }

    private Task<JsonElement> Audit() => Shop.Management.GetFromJsonAsync<JsonElement>(new Uri("/audit", UriKind.Relative), Now);
}
